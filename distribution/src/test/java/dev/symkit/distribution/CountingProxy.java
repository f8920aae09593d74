// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in front of an HTTP server and writes down what is asked of it. Bytes are passed on as they are, so that signatures stay good.
 * Thread-safe.
 *
 * <p>A request must begin a packet and be answered before the next one on its connection, as clients do.
 */
final class CountingProxy implements Closeable {
    private static final Pattern FIRST_LINE = Pattern.compile("(GET|HEAD|PUT|POST|DELETE) ([^ ?]+)[^ ]* HTTP/1.1\r\n");
    private static final int BUFFER = 1 << 16;

    /** Hears of each request, as method and path. What it throws breaks the connection. */
    interface Watcher {
        /** Before the request is passed on. */
        void asked(String request) throws IOException;

        /** Before its answer is passed on. */
        void answered(String request) throws IOException;
    }

    /** Lets all pass. */
    private static final Watcher NOBODY = new Watcher() {
        @Override
        public void asked(String request) {}

        @Override
        public void answered(String request) {}
    };

    private final URI target;
    private final Watcher watcher;
    private final ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private CountingProxy(String target, Watcher watcher) throws IOException {
        this.target = URI.create(target);
        this.watcher = watcher;
        start(this::accept);
    }

    /** A proxy in front of a URL without a path. */
    static CountingProxy before(String target) throws IOException {
        return new CountingProxy(target, NOBODY);
    }

    /** A proxy in front of a URL without a path, with one who hears of each request. */
    static CountingProxy before(String target, Watcher watcher) throws IOException {
        return new CountingProxy(target, watcher);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "counting-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    /** Where it is. */
    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** Method and path, without query, of what was asked so far. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Socket behind = new Socket(target.getHost(), target.getPort());
                open.addAll(List.of(client, behind));
                AtomicReference<String> unanswered = new AtomicReference<>("");
                start(() -> copy(client, behind, text -> ask(text, unanswered)));
                start(() -> copy(behind, client, text -> answer(unanswered)));
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    /** Hears of bytes before they are passed on. */
    private interface Listener {
        void hear(String text) throws IOException;
    }

    private static void copy(Socket from, Socket to, Listener listener) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                listener.hear(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
                out.write(buffer, 0, length);
                out.flush();
            }
        } catch (IOException e) {
            return; // one of them went
        }
    }

    private void ask(String text, AtomicReference<String> unanswered) throws IOException {
        Matcher match = FIRST_LINE.matcher(text);
        while (match.find()) {
            String request = match.group(1) + " " + match.group(2);
            requests.add(request);
            unanswered.set(request);
            watcher.asked(request);
        }
    }

    private void answer(AtomicReference<String> unanswered) throws IOException {
        String request = unanswered.getAndSet("");
        if (!request.isEmpty()) {
            watcher.answered(request);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket each : open) {
            each.close();
        }
    }
}
