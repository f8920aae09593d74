// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit.s3;

import dev.symkit.testkit.ChildProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * S3Proxy on the loopback interface, over a directory: buckets are its subdirectories. It ends with the test. Its class path was written down
 * when this module was built. Confined to one thread.
 */
public final class S3Server implements AutoCloseable {
    /** Who may do everything. */
    public static final String ACCESS_KEY = "local-identity";

    /** The secret of that account. */
    public static final String SECRET_KEY = "local-credential";

    /** Without it everything is logged: megabytes a second, all of which would be kept. */
    private static final String LOG = """
            <configuration>
              <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%d %-5level %logger - %msg%n</pattern></encoder>
              </appender>
              <root level="warn"><appender-ref ref="out"/></root>
            </configuration>
            """;

    private static final Duration LIFE = Duration.ofMinutes(30);
    private static final Duration START = Duration.ofSeconds(90);

    private final Path directory;
    private final int port;
    private ChildProcess process;

    private S3Server(Path directory, int port) throws IOException, InterruptedException {
        this.directory = directory;
        this.port = port;
        this.process = launch();
    }

    /**
     * Starts a server.
     *
     * @param directory an existing one, for its configuration and its buckets
     * @param buckets names of buckets that it has
     */
    public static S3Server start(Path directory, String... buckets) throws IOException, InterruptedException {
        for (String bucket : buckets) {
            Files.createDirectories(directory.resolve("buckets").resolve(bucket));
        }
        return new S3Server(directory, freePort());
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private ChildProcess launch() throws IOException, InterruptedException {
        Path configuration = Files.writeString(
                directory.resolve("s3proxy.properties"),
                "s3proxy.endpoint=" + endpoint() + "\ns3proxy.authorization=aws-v2-or-v4\ns3proxy.identity="
                        + ACCESS_KEY
                        + "\ns3proxy.credential=" + SECRET_KEY
                        + "\njclouds.provider=filesystem-nio2\njclouds.filesystem.basedir="
                        + directory
                                .resolve("buckets")
                                .toAbsolutePath()
                                .toString()
                                .replace('\\', '/') + "\n");
        Path log = Files.writeString(directory.resolve("logback.xml"), LOG);
        ChildProcess child = ChildProcess.start(ChildProcess.Spec.of(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Dlogback.configurationFile=" + log.toUri(),
                        "-cp",
                        classPath(),
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        configuration.toString()))
                .within(LIFE));
        awaitPort(child);
        return child;
    }

    private static String classPath() throws IOException {
        try (InputStream in = S3Server.class.getResourceAsStream("server-classpath.txt")) {
            if (in == null) {
                throw new AssertionError("the class path of S3Proxy is missing: build the module test-s3");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    private void awaitPort(ChildProcess child) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (IOException e) {
                if (!child.process().isAlive() || System.nanoTime() - start > START.toNanos()) {
                    child.close();
                    throw new AssertionError("S3Proxy does not listen", e);
                }
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
    }

    /** Its URL. */
    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** The variables with which a process finds it. */
    public Map<String, String> environment() {
        return Map.of("AWS_ACCESS_KEY_ID", ACCESS_KEY, "AWS_SECRET_ACCESS_KEY", SECRET_KEY, "AWS_REGION", "us-east-1");
    }

    /** Kills it. */
    public void kill() {
        process.close();
    }

    /** Starts it again at the same port, with what it holds. */
    public void restart() throws IOException, InterruptedException {
        kill();
        process = launch();
    }

    @Override
    public void close() {
        kill();
    }
}
