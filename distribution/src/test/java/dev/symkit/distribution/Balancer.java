// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A balancer with its file of the examples; only addresses and folders are other ones.
 *
 * @param process what runs
 * @param port where it serves
 * @param log what it writes to a file about errors
 */
record Balancer(ChildProcess process, int port, Path log) implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int PAUSE_MILLIS = 20;

    /** How a program is called with its file. */
    private record Call(List<String> check, List<String> run) {}

    private static Call nginx(Path scratch, Example file) throws IOException {
        Path own = Files.createDirectories(scratch.resolve("nginx"));
        Files.setPosixFilePermissions(
                own, PosixFilePermissions.fromString("rwxrwxrwx")); // its workers are another user
        StringBuilder http = new StringBuilder("http {\n");
        for (String kind : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
            http.append("    ").append(kind).append("_temp_path ").append(own.resolve(kind));
            http.append(";\n");
        }
        Path config = file.with(Map.of("/run/", own + "/", "/var/log/nginx/", own + "/", "http {\n", http.toString()))
                .write(scratch.resolve("nginx.conf"));
        List<String> command = List.of(Programs.assumeServer("nginx"), "-c", config.toString(), "-g", "daemon off;");
        return new Call(Stream.concat(command.stream(), Stream.of("-t")).toList(), command);
    }

    private static Call haproxy(Path scratch, Example file) throws IOException {
        Example mine = Files.getOwner(scratch).getName().equals("root")
                ? file
                : file.with(Map.of(
                        "    user haproxy\n", "", "    group haproxy\n", "")); // only root may become somebody else
        Path config = mine.write(scratch.resolve("haproxy.cfg"));
        List<String> command = List.of(Programs.assumeServer("haproxy"), "-f", config.toString());
        return new Call(Stream.concat(command.stream(), Stream.of("-c")).toList(), command);
    }

    private static Call call(String name, Path scratch, Map<String, String> addresses) throws IOException {
        boolean nginx = name.equals("nginx");
        Example file = Example.of(nginx ? "nginx.conf" : "haproxy.cfg").with(addresses);
        return nginx ? nginx(scratch, file) : haproxy(scratch, file);
    }

    /** Whether it takes its file, with the port of this machine put for another. If it is not installed, skips the running test with a line that says so. */
    static ChildProcess.Result check(String name, Path scratch) throws IOException, InterruptedException {
        Map<String, String> port = Map.of("listen 80;", "listen 127.0.0.1:" + SeveralServers.freePort() + ";");
        return ChildProcess.run(
                ChildProcess.Spec.of(call(name, scratch, port).check()).in(scratch));
    }

    /** Starts it. If it is not installed, skips the running test with a line that says so. */
    static Balancer start(String name, Path scratch, SeveralServers servers) throws IOException, InterruptedException {
        return start(name, scratch, servers.addresses());
    }

    /** The same with these texts for places of the example. */
    static Balancer start(String name, Path scratch, Map<String, String> places)
            throws IOException, InterruptedException {
        int port = SeveralServers.freePort();
        Example unchanged = Example.of(name.equals("nginx") ? "nginx.conf" : "haproxy.cfg");
        Map<String, String> addresses = new LinkedHashMap<>(places);
        addresses.put("listen 80;", "listen 127.0.0.1:" + port + ";");
        addresses.put("bind :80\n", "bind 127.0.0.1:" + port + "\n");
        assertThat(addresses.keySet().stream().filter(unchanged.text()::contains))
                .as("places in " + name)
                .hasSize(places.size() + 1);
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "exec \"$@\" 2>&1", "sh"));
        command.addAll(call(name, scratch, addresses).run());
        ChildProcess process =
                ChildProcess.start(ChildProcess.Spec.of(command).in(scratch).within(LIMIT));
        Balancer balancer = new Balancer(process, port, scratch.resolve("nginx/error.log"));
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!balancer.isOpen()) {
            if (process.process().waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                balancer.close();
                throw new AssertionError(name + " does not serve: " + process.await());
            }
        }
        return balancer;
    }

    private boolean isOpen() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Ends it; gives what it wrote. */
    String stop() throws IOException, InterruptedException {
        process.process().destroy();
        String written = process.await().out();
        return Files.exists(log) ? written + Files.readString(log) : written;
    }

    @Override
    public void close() {
        process.close();
    }
}
