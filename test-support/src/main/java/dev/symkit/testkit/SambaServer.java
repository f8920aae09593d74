// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A Samba server on the loopback interface. The same directory is shared three times: as {@code sym} for guests, as {@code closed}, for
 * which a password is needed, and as {@code readonly}, in which nobody writes. All its files are in one directory; it ends with the test.
 * Confined to one thread.
 */
public final class SambaServer implements AutoCloseable {
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Duration START = Duration.ofSeconds(60);
    private static final List<String> PLACES = List.of(
            "pid directory", "lock directory", "state directory", "cache directory", "private dir", "ncalrpc dir");

    private final Path directory;
    private final String program;
    private final int port;
    private ChildProcess process;

    private SambaServer(Path directory, String program, int port) throws IOException, InterruptedException {
        this.directory = directory;
        this.program = program;
        this.port = port;
        this.process = launch();
    }

    /** The account the server runs as and whose files it serves: that of the tests. */
    public static String user() {
        return System.getProperty("user.name");
    }

    /** Starts a server, or skips the running test with a line that says why. */
    public static SambaServer start(Path directory) throws IOException, InterruptedException {
        Optional<String> program = Stream.of("/usr/sbin/smbd", "/usr/local/sbin/smbd")
                .filter(each -> Files.isExecutable(Path.of(each)))
                .findFirst();
        if (program.isEmpty()) {
            skip("smbd (Samba) is not installed");
        }
        return new SambaServer(directory, program.orElseThrow(), freePort());
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static void skip(String why) {
        String line = "SKIPPED (oracle): " + why;
        System.out.println(line);
        Assumptions.abort(line);
    }

    private ChildProcess launch() throws IOException, InterruptedException {
        Files.createDirectories(shared());
        StringBuilder text = new StringBuilder("[global]\n");
        for (String place : PLACES) {
            Path there = Files.createDirectories(directory.resolve(place.replace(' ', '-')));
            text.append(place).append(" = ").append(there).append('\n');
        }
        text.append("server role = standalone server\nmap to guest = Bad User\nsmb ports = ")
                .append(port)
                .append("\ninterfaces = 127.0.0.1/8\nbind interfaces only = yes\ndisable netbios = yes\n")
                .append("server min protocol = SMB2\nload printers = no\ndisable spoolss = yes\n")
                .append("guest account = ")
                .append(user())
                .append("\n[sym]\nguest ok = yes\n")
                .append(files())
                .append("[closed]\nguest ok = no\n")
                .append(files())
                .append("[readonly]\nguest ok = yes\n")
                .append(files().replace("read only = no", "read only = yes"));
        Path file = Files.writeString(configuration(), text);
        ChildProcess child = ChildProcess.start(ChildProcess.Spec.of(
                        List.of(program, "--foreground", "--no-process-group", "--debug-stdout", "-s", file.toString()))
                .within(LIFE));
        awaitPort(child);
        return child;
    }

    private String files() {
        String owner = user().equals("root") ? "force user = root\n" : ""; // others could not become anybody else
        return "read only = no\n" + owner + "path = " + shared() + "\n";
    }

    private void awaitPort(ChildProcess child) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (IOException e) {
                if (!child.process().isAlive() || System.nanoTime() - start > START.toNanos()) {
                    throw new AssertionError(
                            "smbd does not listen: " + child.await().out(), e);
                }
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
    }

    private Path configuration() {
        return directory.resolve("smb.conf");
    }

    /** Gives {@link #user} a password, which the share {@code closed} asks for. */
    public void setPassword(String password) throws IOException, InterruptedException {
        ChildProcess.Result result = ChildProcess.run(
                ChildProcess.Spec.of(List.of("pdbedit", "-s", configuration().toString(), "-t", "-a", "-u", user())),
                (password + "\n" + password + "\n").getBytes(StandardCharsets.UTF_8));
        if (result.exit() != 0) {
            throw new AssertionError(result.out() + result.err());
        }
    }

    /** Where the share is on the server's disk. */
    public Path shared() {
        return directory.resolve("shared");
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** The name of a store on the share. */
    public String store(String name) {
        return "\\\\127.0.0.1\\sym\\" + name;
    }

    /** Kills the server and all that serve connections at once, as a loss of power would. */
    public void kill() throws InterruptedException {
        process.close();
        process.process().waitFor();
    }

    /** Starts it again, on the same port. */
    public void restart() throws IOException, InterruptedException {
        process = launch();
    }

    @Override
    public void close() {
        process.close();
    }
}
