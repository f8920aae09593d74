// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The packaged server in a process of its own, from when it serves. Its one directory is {@code s}, in {@code cache}.
 *
 * @param process the process
 * @param port where it serves
 * @param admin where its services are
 */
record RunningProxy(ChildProcess process, int port, int admin) implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(40);
    private static final long PAUSE_MILLIS = 50;
    private static final Duration START = Duration.ofMinutes(1);

    /** Starts it. */
    static RunningProxy start(Path scratch, String upstream, String more) throws IOException, InterruptedException {
        return start(List.of(), "", scratch, upstream, more);
    }

    /**
     * Starts it.
     *
     * @param prefix a command that starts it
     * @param options of the JVM
     * @param upstream URL or path of what fills it
     * @param more further lines of the configuration
     */
    static RunningProxy start(List<String> prefix, String options, Path scratch, String upstream, String more)
            throws IOException, InterruptedException {
        int port = freePort();
        int admin = freePort();
        Path config = Files.writeString(
                scratch.resolve("symproxy.ini"),
                "[server]\nlisten = 127.0.0.1:" + port + "\nadmin.listen = 127.0.0.1:" + admin
                        + "\ndrain.delay = 0\nratePerIp = 0\n[log]\naccess = off\n[directory s]\npath = "
                        + scratch.resolve("cache") + "\nupstream = up\n[upstream up]\nretries = 0\nurl = " + upstream
                        + "\n" + more + "\n");
        ChildProcess.Spec spec = Packaged.in(scratch)
                .with("SYMKIT_OPTS", options)
                .spec(prefix, "symproxy", "serve", "--config", config.toString())
                .within(LIMIT);
        RunningProxy running = new RunningProxy(ChildProcess.start(spec), port, admin);
        long end = System.nanoTime() + START.toNanos();
        while (!isOpen(port)) {
            if (running.process.process().waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                running.process.process().destroy();
                throw new AssertionError("it does not serve: " + running.process.await());
            }
        }
        return running;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /** Asks a service. */
    String service(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + admin + "/-/" + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Ends it in order; gives what it wrote. */
    String stop() throws InterruptedException {
        process.process().destroy();
        ChildProcess.Result result = process.await();
        assertThat(result.exit()).as(result.err()).isZero();
        return result.out() + result.err();
    }

    @Override
    public void close() {
        process.close();
    }
}
