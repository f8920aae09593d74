// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** An nginx that a test starts on a port of its own of the loopback address, as a child process. */
public final class NginxServer implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(20);
    private static final int PAUSE_MILLIS = 20;

    private final ChildProcess process;
    private final int port;
    private final Path log;

    private NginxServer(ChildProcess process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /**
     * Starts it. If it is not installed, skips the running test and prints a line that says so.
     *
     * @param directory an empty one, for its configuration and its own files
     * @param server what stands in its {@code server} block besides {@code listen}
     * @param listen what stands behind the address in {@code listen}, for example {@code ssl}
     */
    public static NginxServer start(Path directory, String server, String listen)
            throws IOException, InterruptedException {
        String program = Programs.assumeServer("nginx");
        int port = freePort();
        Path log = directory.resolve("access.log");
        Path config = Files.writeString(directory.resolve("nginx.conf"), config(directory, log, server, port, listen));
        ChildProcess process = ChildProcess.start(
                ChildProcess.Spec.of(List.of(program, "-c", config.toString())).in(directory));
        NginxServer started = new NginxServer(process, port, log);
        try {
            started.awaitReady();
            return started;
        } catch (IOException | InterruptedException | AssertionError e) {
            started.close();
            throw e;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String config(Path directory, Path log, String server, int port, String listen) throws IOException {
        StringBuilder temporary = new StringBuilder();
        for (String kind : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
            temporary
                    .append("  ")
                    .append(kind)
                    .append("_temp_path ")
                    .append(directory.resolve(kind))
                    .append(";\n");
        }
        String user = Files.getOwner(directory).getName();
        return String.format(
                Locale.ROOT,
                """
                daemon off;
                master_process on;
                worker_processes 2;
                %s
                pid %s;
                error_log %s;
                events { worker_connections 256; }
                http {
                %s  access_log %s;
                  sendfile on;
                  server {
                    listen 127.0.0.1:%d %s;
                    %s
                  }
                }
                """,
                user.equals("root") ? "user root;" : "",
                directory.resolve("nginx.pid"),
                directory.resolve("error.log"),
                temporary,
                log,
                port,
                listen,
                server);
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (IOException e) {
                if (!process.process().isAlive() || System.nanoTime() > deadline) {
                    throw new AssertionError(
                            "nginx did not start: " + process.await().err(), e);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** The first lines of all requests that were answered so far, in order. */
    public List<String> requests() throws IOException {
        return Files.readAllLines(log).stream()
                .map(line -> line.split("\"", -1)[1])
                .toList();
    }

    /** Stops it. */
    @Override
    public void close() {
        process.close();
    }
}
