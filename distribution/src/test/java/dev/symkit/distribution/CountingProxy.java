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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in front of an HTTP server and writes down what is asked of it. Bytes are passed on as they are, so that signatures stay good.
 * Thread-safe.
 */
final class CountingProxy implements Closeable {
    private static final Pattern FIRST_LINE = Pattern.compile("(GET|HEAD|PUT|POST|DELETE) ([^ ?]+)[^ ]* HTTP/1.1\r\n");
    private static final int BUFFER = 1 << 16;

    private final URI target;
    private final ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private CountingProxy(String target) throws IOException {
        this.target = URI.create(target);
        start(this::accept);
    }

    /** A proxy in front of a URL without a path. */
    static CountingProxy before(String target) throws IOException {
        return new CountingProxy(target);
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
                start(() -> copy(client, behind, true));
                start(() -> copy(behind, client, false));
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    private void copy(Socket from, Socket to, boolean counted) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (counted) {
                    note(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
                }
                out.write(buffer, 0, length);
                out.flush();
            }
        } catch (IOException e) {
            return; // one of them went
        }
    }

    private void note(String text) {
        Matcher match = FIRST_LINE.matcher(text);
        while (match.find()) {
            requests.add(match.group(1) + " " + match.group(2));
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
