// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.http.Replies;
import dev.symkit.testkit.http.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Three packaged caches and a packaged store, with the configurations of the examples; only addresses and folders are other ones. What the
 * caches take for Microsoft's server is scripted.
 */
final class SeveralServers implements AutoCloseable {
    /** The names of the caches, in the order in which the files for balancers name their addresses. */
    static final List<String> CACHES = List.of("one", "two", "three");

    private static final String STORE = "store";
    private static final Map<String, String> ADDRESSES = Map.of(
            STORE, "10.0.0.10:8080", "one", "10.0.0.11:8080", "two", "10.0.0.12:8080", "three", "10.0.0.13:8080");
    private static final Setup CACHES_AND_STORE =
            new Setup(ADDRESSES.keySet(), name -> name.equals(STORE) ? "store.ini" : "cache.ini", Map.of(), Map.of());
    /** Small and soon warm. */
    static final String OPTIONS = "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

    private static final Duration START = Duration.ofMinutes(1);
    private static final int PAUSE_MILLIS = 50;

    private final Path scratch;
    private final Setup setup;
    private final ScriptedServer upstream;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final Map<String, ChildProcess> running = new HashMap<>();

    /**
     * Which servers there are.
     *
     * @param names of those; the files for balancers have addresses for them
     * @param example the configuration of one
     * @param places what is another one here in the configurations
     * @param environment variables of all
     */
    record Setup(
            Collection<String> names,
            UnaryOperator<String> example,
            Map<String, String> places,
            Map<String, String> environment) {}

    private SeveralServers(Path scratch, Setup setup, ScriptedServer upstream) {
        this.scratch = scratch;
        this.setup = setup;
        this.upstream = upstream;
    }

    /** Starts all, and returns when all are ready. */
    static SeveralServers start(Path scratch, List<Versions> keys) throws IOException, InterruptedException {
        return start(scratch, keys, CACHES_AND_STORE);
    }

    /** The same with other servers. */
    static SeveralServers start(Path scratch, List<Versions> keys, Setup setup)
            throws IOException, InterruptedException {
        SeveralServers servers = new SeveralServers(scratch, setup, ScriptedServer.start());
        try {
            for (Versions key : keys) {
                servers.upstream.on("/" + key.path(), Replies.ok(key.first()));
            }
            for (String name : setup.names()) {
                servers.ports.put(name, freePort());
            }
            for (String name : setup.names()) {
                servers.start(name);
            }
            for (String name : setup.names()) {
                servers.awaitReady(name);
            }
            return servers;
        } catch (IOException | InterruptedException | AssertionError e) {
            servers.close();
            throw e;
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** What of the examples is another one here: the addresses of the servers. */
    Map<String, String> addresses() {
        Map<String, String> other = new LinkedHashMap<>();
        setup.names()
                .forEach(
                        name -> other.put(Objects.requireNonNull(ADDRESSES.get(name)), "127.0.0.1:" + ports.get(name)));
        return other;
    }

    private Path config(String name) throws IOException {
        Map<String, String> other = new LinkedHashMap<>(addresses());
        other.put("0.0.0.0:8080", "127.0.0.1:" + ports.get(name));
        other.put("10.0.0.0/24", "127.0.0.0/8");
        other.put("/srv/symbols", folder(name).toString());
        other.put("https://msdl.microsoft.com/download/symbols", upstream.url(""));
        other.putAll(setup.places());
        return Example.of(setup.example().apply(name))
                .with(other)
                .write(scratch.resolve("etc").resolve(name + ".ini"));
    }

    private void start(String name) throws IOException {
        List<String> prefix = List.of("/bin/sh", "-c", "exec \"$@\" 2>&1", "sh");
        running.put(name, ChildProcess.start(tools().spec(prefix, "symproxy", arguments("serve", name))));
    }

    private Packaged tools() {
        Packaged tools = Packaged.in(scratch).with("SYMKIT_OPTS", OPTIONS);
        for (Map.Entry<String, String> each : setup.environment().entrySet()) {
            tools = tools.with(each.getKey(), each.getValue());
        }
        return tools;
    }

    private String[] arguments(String command, String name, String... more) throws IOException {
        List<String> all = new ArrayList<>(List.of(command.split(" ", -1)));
        all.addAll(List.of("--config", config(name).toString(), "--data", data(name)));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private String data(String name) {
        return scratch.resolve("data").resolve(name).toString();
    }

    private void awaitReady(String name) throws IOException, InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        String url = "http://127.0.0.1:" + ports.get(name) + "/-/readyz";
        while (true) {
            try {
                if (send(HttpRequest.newBuilder(URI.create(url)).build()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                ChildProcess process = process(name);
                if (!process.process().isAlive() || System.nanoTime() > end) {
                    throw new AssertionError(name + " does not serve: " + kill(name), e);
                }
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private ChildProcess process(String name) {
        ChildProcess process = running.get(name);
        if (process == null) {
            throw new IllegalArgumentException(name);
        }
        return process;
    }

    /** A new token that may upload. */
    String uploadToken() throws IOException, InterruptedException {
        ChildProcess.Result made = tools().run("symproxy", arguments("token new ci", STORE, "--role", "upload"));
        assertThat(made.exit()).as(made.err()).isZero();
        return made.out().strip();
    }

    /** How often anything of a key was asked for upstream. */
    long askedOf(Versions key) {
        return upstream.paths().stream()
                .filter(path -> path.startsWith("/" + key.key() + "/"))
                .count();
    }

    /** Where a server has its files. */
    Path folder(String name) {
        return scratch.resolve("srv").resolve(name);
    }

    /** Where the store has its files. */
    Path store() {
        return folder(STORE);
    }

    /** The caches that have a file. */
    List<String> holders(Versions key) {
        return CACHES.stream()
                .filter(name -> Files.exists(folder(name).resolve(key.path())))
                .toList();
    }

    /** Ends a server at once; gives what it wrote. */
    String kill(String name) throws InterruptedException {
        process(name).process().destroyForcibly();
        return process(name).await().out();
    }

    /** Starts one again that has ended. */
    void restart(String name) throws IOException, InterruptedException {
        start(name);
        awaitReady(name);
    }

    /** Where one serves, past the balancer. */
    String url(String name) {
        return "http://127.0.0.1:" + ports.get(name);
    }

    /** Waits until one that was told to end has done so; gives what it wrote. */
    String awaitEnd(String name) throws InterruptedException {
        ChildProcess.Result result = process(name).await();
        assertThat(result.exit()).as(result.out()).isZero();
        return result.out();
    }

    /** Tells a server to end when it has sent what it is sending. */
    void drain(String name) {
        process(name).process().toHandle().destroy(); // destroy() of the process itself would close its output
    }

    @Override
    public void close() throws IOException {
        running.values().forEach(ChildProcess::close);
        upstream.close();
    }
}
