// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * An HTTP/1.1 server on a loopback port that answers as a test says, byte by byte, so that it can misbehave. A path without a script
 * gets 404. Every request is kept. Scripts: {@link Replies}.
 */
public final class ScriptedServer implements AutoCloseable {
    private final ServerSocket socket;
    private final String scheme;
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();
    private volatile boolean cutOff;
    private volatile Script other = Replies.status(404);

    /** What a client asked; header names ignore case. */
    public record Request(String method, String target, Map<String, String> headers) {
        /** The path of the target, without the query. */
        public String path() {
            int query = target.indexOf('?');
            return query < 0 ? target : target.substring(0, query);
        }

        /** A header, empty if it is not there. */
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** Answers requests of one path. */
    @FunctionalInterface
    public interface Script {
        /**
         * Writes an answer.
         *
         * @return whether the connection stays open
         */
        boolean answer(Request request, OutputStream out, ScriptedServer server) throws IOException;
    }

    private ScriptedServer(ServerSocket socket, String scheme) {
        this.socket = socket;
        this.scheme = scheme;
        Thread thread = new Thread(this::accept, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** A server for http. */
    public static ScriptedServer start() throws IOException {
        return new ScriptedServer(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), "http");
    }

    /** A server for https; it speaks these versions of TLS only, the usual ones if none is named. */
    public static ScriptedServer startTls(SSLContext context, boolean wantsCertificate, String... protocols)
            throws IOException {
        SSLServerSocket socket = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 100, InetAddress.getLoopbackAddress());
        socket.setNeedClientAuth(wantsCertificate);
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols); // before the first accept, which takes them over
        }
        return new ScriptedServer(socket, "https");
    }

    /** Answers a path, without its query, by a script. */
    public ScriptedServer on(String path, Script script) {
        scripts.put(path, script);
        return this;
    }

    /** Answers all other paths by a script. */
    public ScriptedServer otherwise(Script script) {
        other = script;
        return this;
    }

    /** Closes each connection as soon as the client has said something. */
    public ScriptedServer closeAfterFirstByte() {
        cutOff = true;
        return this;
    }

    /** Host and port. */
    public String authority() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /** The URL of a path. */
    public String url(String path) {
        return scheme + "://" + authority() + path;
    }

    /** What was asked so far. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** The paths of what was asked so far. */
    public List<String> paths() {
        return requests.stream().map(Request::path).toList();
    }

    /** Connections that were made so far. */
    public int connections() {
        return connections.size();
    }

    /** The most requests that were being answered at the same time. */
    public int mostUnderWay() {
        return mostUnderWay.get();
    }

    /** Waits until the server is closed; for an answer that never goes on. */
    public void stall() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        socket.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private void accept() {
        while (closed.getCount() > 0) {
            try {
                Socket connection = socket.accept();
                connection.setTcpNoDelay(true); // a body would wait for the client to acknowledge its header
                connections.add(connection);
                Thread thread = new Thread(() -> serve(connection), "scripted-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            boolean open = !goesAway(in);
            while (open) {
                String head = head(in);
                if (head.isEmpty()) {
                    return;
                }
                Request request = parse(head);
                requests.add(request);
                mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                try {
                    open = scripts.getOrDefault(request.path(), other).answer(request, out, this);
                    out.flush();
                } finally {
                    underWay.decrementAndGet();
                }
            }
        } catch (Replies.Reset e) {
            reset(connection);
        } catch (IOException e) {
            return; // the client went away, or the handshake failed: what the test looks at
        }
    }

    private boolean goesAway(InputStream in) throws IOException {
        return cutOff && in.read() >= 0;
    }

    private static void reset(Socket connection) {
        try {
            connection.setSoLinger(true, 0);
            connection.close();
        } catch (IOException e) {
            return; // it is gone
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        int b = in.read();
        while (b >= 0) {
            head.append((char) b);
            if (b == '\n'
                    && head.length() >= 4
                    && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                return head.toString();
            }
            b = in.read();
        }
        return "";
    }

    private static Request parse(String head) {
        String[] lines = head.split("\r\n", -1);
        String[] first = lines[0].split(" ", -1);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.put(
                        lines[i].substring(0, colon),
                        lines[i].substring(colon + 1).strip());
            }
        }
        return new Request(first[0], first[1], headers);
    }

    /** Bytes of ASCII text. */
    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
