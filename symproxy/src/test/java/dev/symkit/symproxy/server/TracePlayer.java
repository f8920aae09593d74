// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import dev.symkit.symproxy.fill.Flight;
import dev.symkit.testkit.http.Replies;
import dev.symkit.testkit.http.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plays what a client says to a server, and writes down what it hears. Lines of a trace:
 *
 * <ul>
 *   <li>{@code config [SECTION] KEY = VALUE}: a setting of the server, whose one directory is {@code Symbols}, before the one upstream {@code web}.
 *   <li>{@code upstream PATH = FILE}, {@code upstream PATH = FILE in halves}, {@code upstream PATH = 404}: what the upstream answers; in halves: the second half
 *       after {@code go}. A path of {@code *} is any other. Files: see {@link TraceFiles}.
 *   <li>{@code store PATH = FILE}: a file that is in the directory before.
 *   <li>{@code a> LINE}: a line that the client sends on connection {@code a}; one such line after the other is a request. Requests on several connections
 *       before a response are under way at once.
 *   <li>{@code a-}: the response has no tag and will never have one.
 *   <li>{@code a~}: a response that is read and not written down.
 *   <li>{@code a! N}: N bytes of the body have to come before the upstream sends its second half.
 *   <li>{@code a< LINE}: the response: first line, header fields by name without {@code Date}, size and SHA-256 of the body. As long as a file that is here has
 *       no tag, because its digest is not computed yet, the request is repeated.
 *   <li>{@code go N}: the upstream goes on, once N clients wait for what it sends.
 *   <li>{@code heard LINE}: all that the upstream was asked.
 * </ul>
 */
final class TracePlayer implements AutoCloseable {
    private static final Pattern SETTING = Pattern.compile("(upstream|store) (\\S+) = (\\w[\\w-]*)( in halves)?");
    private static final Pattern CONFIG = Pattern.compile("config (\\[.+]) (.+)");
    private static final Pattern SAID = Pattern.compile("([a-z])([>!]) (.*)");
    private static final String MODIFIED = "Last-Modified: Mon, 05 Jan 2026 10:00:00 GMT";
    private static final String DATE = "date:";
    private static final Instant OLD = Instant.parse("2026-01-05T10:00:00Z");

    private final ScriptedServer upstream = ScriptedServer.start();
    private final Semaphore goOn = new Semaphore(0);
    private final Map<String, RawClient> connections = new HashMap<>();
    private final Map<String, List<String>> asked = new HashMap<>();
    private final Set<String> untagged = new HashSet<>();
    private final Map<String, Integer> early = new HashMap<>();
    private final List<String> lines;
    private final ProxyBed bed;

    TracePlayer(Path directory, List<String> lines) throws IOException {
        this.lines = List.copyOf(lines);
        StringBuilder more = new StringBuilder();
        for (String line : lines) {
            Matcher config = CONFIG.matcher(line);
            if (config.matches()) {
                more.append(config.group(1))
                        .append('\n')
                        .append(config.group(2))
                        .append('\n');
            }
            Matcher setting = SETTING.matcher(line);
            if (setting.matches()) {
                set(directory.resolve("cache"), setting);
            }
        }
        bed = ProxyBed.with(
                directory,
                "[directory Symbols]\nupstream = web\npath = " + directory.resolve("cache")
                        + "\n[upstream web]\nretries = 0\nurl = " + upstream.url("/up") + "\n" + more);
    }

    private void set(Path cache, Matcher setting) throws IOException {
        String path = setting.group(2);
        String what = setting.group(3);
        if (setting.group(1).equals("store")) {
            Path file = cache.resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, TraceFiles.named(what));
            Files.setLastModifiedTime(file, FileTime.from(OLD));
            return;
        }
        ScriptedServer.Script script;
        if (what.matches("\\d+")) {
            script = Replies.status(Integer.parseInt(what));
        } else if (setting.group(4) != null) {
            script = inHalves(TraceFiles.named(what));
        } else {
            script = Replies.ok(TraceFiles.named(what), MODIFIED);
        }
        if (path.equals("*")) {
            upstream.otherwise(script);
        } else {
            upstream.on(path, script);
        }
    }

    private ScriptedServer.Script inHalves(byte[] body) {
        return (request, out, server) -> {
            String head = "HTTP/1.1 200 OK\r\n" + MODIFIED + "\r\nContent-Length: " + body.length + "\r\n\r\n";
            out.write(ScriptedServer.ascii(head));
            out.write(body, 0, body.length / 2);
            out.flush();
            goOn.acquireUninterruptibly();
            out.write(body, body.length / 2, body.length - body.length / 2);
            return true;
        };
    }

    /** Plays the trace; gives it with what was really heard. */
    String play() throws IOException {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher said = SAID.matcher(line);
            if (said.matches() && said.group(2).equals(">")) {
                int end = end(i, line.substring(0, 2));
                request(said.group(1), i, end, out);
                i = end - 1;
            } else if (said.matches()) {
                early.put(said.group(1), Integer.valueOf(said.group(3)));
                out.append(line).append('\n');
            } else if (line.matches("[a-z]<.*")) {
                i = end(i, line.substring(0, 2)) - 1;
                response(line.substring(0, 1), out);
            } else if (line.matches("[a-z]-")) {
                untagged.add(line.substring(0, 1));
                out.append(line).append('\n');
            } else if (line.matches("[a-z]~")) {
                response(line.substring(0, 1), new StringBuilder());
                out.append(line).append('\n');
            } else if (line.startsWith("heard")) {
                i = end(i, "heard") - 1;
                upstream.requests()
                        .forEach(one -> out.append("heard ")
                                .append(one.method())
                                .append(' ')
                                .append(one.target())
                                .append('\n'));
            } else {
                if (line.startsWith("go ")) {
                    go(Integer.parseInt(line.substring(3)));
                }
                out.append(line).append('\n');
            }
        }
        return out.toString();
    }

    private int end(int from, String start) {
        int end = from;
        while (end < lines.size() && lines.get(end).startsWith(start)) {
            end++;
        }
        return end;
    }

    private void request(String connection, int from, int to, StringBuilder out) throws IOException {
        List<String> request = new ArrayList<>();
        for (String line : lines.subList(from, to)) {
            request.add(line.substring(Math.min(3, line.length())));
            out.append(line).append('\n');
        }
        asked.put(connection, request);
        send(connection);
    }

    private void send(String connection) throws IOException {
        RawClient client = connections.get(connection);
        if (client == null) {
            client = new RawClient(bed.server().ports().get(0));
            connections.put(connection, client);
        }
        client.send(asked.getOrDefault(connection, List.of()));
    }

    private void response(String connection, StringBuilder out) throws IOException {
        Integer before = early.remove(connection);
        Runnable then = before == null ? () -> {} : goOn::release;
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (true) {
            RawClient client = Objects.requireNonNull(connections.get(connection), "no request on " + connection);
            RawClient.Head head = client.head();
            byte[] body = client.body(head, before == null ? 0 : before, then);
            if (head.header("Connection").isPresent()) {
                client.close();
                connections.remove(connection);
            }
            boolean waiting = head.header("Accept-Ranges").isPresent()
                    && head.header("ETag").isEmpty()
                    && !untagged.contains(connection);
            if (!waiting || System.nanoTime() > end) {
                untagged.remove(connection);
                write(connection + "< ", head, body, out);
                return;
            }
            Thread.onSpinWait();
            send(connection);
        }
    }

    private static void write(String start, RawClient.Head head, byte[] body, StringBuilder out) {
        out.append(start).append(head.status()).append('\n');
        head.headers().stream()
                .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith(DATE))
                .sorted(Comparator.naturalOrder())
                .forEach(line -> out.append(start).append(line).append('\n'));
        out.append(start).append(body.length).append(" bytes");
        out.append(body.length == 0 ? "" : ", SHA-256 " + sha256(body)).append('\n');
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void go(int clients) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (waiting() < clients && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        if (waiting() < clients) {
            throw new AssertionError("only " + waiting() + " clients wait, not " + clients);
        }
        goOn.release();
    }

    private int waiting() {
        return bed.server().shared().flights().all().stream()
                .mapToInt(Flight::clients)
                .sum();
    }

    @Override
    public void close() throws IOException {
        goOn.release(Integer.MAX_VALUE / 2);
        for (RawClient client : connections.values()) {
            client.close();
        }
        bed.close();
        upstream.close();
    }
}
