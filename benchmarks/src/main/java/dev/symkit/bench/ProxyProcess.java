// SPDX-License-Identifier: Apache-2.0
package dev.symkit.bench;

import dev.symkit.testkit.ChildProcess;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packaged {@code symproxy} in a process of its own, with one directory {@code s}.
 *
 * @param process the process
 * @param port where it serves
 * @param startMillis from the start of the process until it served
 */
record ProxyProcess(ChildProcess process, int port, long startMillis) implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final byte[] PIECE = new byte[1 << 20];
    private static final Pattern HEAP =
            Pattern.compile("(?:total|garbage-first|Serial|heap).*?used (\\d+)K", Pattern.DOTALL);

    /**
     * Starts it.
     *
     * @param launcher in the distribution
     * @param options of the JVM
     * @param directory further lines of its directory
     * @param rest further sections
     */
    static ProxyProcess start(Path launcher, Path work, String options, String directory, String rest)
            throws IOException, InterruptedException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Path config = Files.writeString(
                work.resolve("symproxy.ini"),
                "[server]\nlisten = 127.0.0.1:" + port + "\nadmin.listen = off\ndrain.delay = 0\nratePerIp = 0\n"
                        + "maxConnectionsPerIp = 4096\n[auth]\nupload = anonymous\n[log]\naccess = off\n"
                        + "[directory s]\npath = " + work.resolve("store") + "\n" + directory + "\n" + rest);
        ChildProcess.Spec spec = ChildProcess.Spec.of(
                        List.of(launcher.toString(), "serve", "--quiet", "--config", config.toString()))
                .in(work)
                .with("JAVA_HOME", System.getProperty("java.home"))
                .with("SYMKIT_OPTS", options)
                .within(Duration.ofHours(1));
        long since = System.nanoTime();
        ChildProcess process = ChildProcess.start(spec);
        while (!isOpen(port)) {
            if (process.process().waitFor(5, TimeUnit.MILLISECONDS)) {
                throw new IOException("it does not start: " + process.await());
            }
        }
        return new ProxyProcess(process, port, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since));
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    String url() {
        return "http://127.0.0.1:" + port + "/s";
    }

    /**
     * An answer to a GET.
     *
     * @param firstByteNanos until its first byte
     */
    record Got(int status, long bytes, long firstByteNanos, long nanos) {}

    /** Gets something and throws it away. */
    static Got get(String url) throws IOException, InterruptedException {
        long since = System.nanoTime();
        HttpResponse<InputStream> answer =
                CLIENT.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofInputStream());
        long bytes = 0;
        long first = 0;
        try (InputStream body = answer.body()) {
            for (int n = body.read(PIECE); n >= 0; n = body.read(PIECE)) {
                first = first == 0 ? System.nanoTime() - since : first;
                bytes += n;
            }
        }
        return new Got(answer.statusCode(), bytes, first, System.nanoTime() - since);
    }

    /** Bytes of the heap that are in use after a garbage collection. */
    long heap() throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        String pid = Long.toString(process.process().pid());
        ChildProcess.run(ChildProcess.Spec.of(List.of(jcmd, pid, "GC.run")));
        String info = ChildProcess.run(ChildProcess.Spec.of(List.of(jcmd, pid, "GC.heap_info")))
                .out();
        Matcher used = HEAP.matcher(info);
        if (!used.find()) {
            throw new IOException("no heap in: " + info);
        }
        return Long.parseLong(used.group(1)) << 10;
    }

    @Override
    public void close() {
        process.close();
    }
}
