// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import dev.symkit.testkit.http.ScriptedServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy on a loopback port, for one request a connection; or one that refuses everything. */
final class ScriptedProxy implements AutoCloseable {
    private final ServerSocket socket;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> logins = new CopyOnWriteArrayList<>();
    private volatile int refusal;

    private ScriptedProxy(ServerSocket socket) {
        this.socket = socket;
        run(() -> {
            while (true) {
                Socket client = socket.accept();
                run(() -> serve(client));
            }
        });
    }

    static ScriptedProxy start() throws IOException {
        return new ScriptedProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    void refuse(int status) {
        refusal = status;
    }

    String authority() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /** Method and target of each request. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** Each value of {@code Proxy-Authorization}. */
    List<String> logins() {
        return List.copyOf(logins);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void run(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        return; // one end went away
                    }
                },
                "scripted-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket client) throws IOException {
        try (client) {
            String head = head(client.getInputStream());
            String[] lines = head.split("\r\n", -1);
            String[] first = lines[0].split(" ", -1);
            requests.add(first[0] + " " + first[1]);
            for (String line : lines) {
                if (line.regionMatches(true, 0, "Proxy-Authorization:", 0, 20)) {
                    logins.add(line.substring(20).strip());
                }
            }
            if (refusal > 0) {
                client.getOutputStream()
                        .write(ScriptedServer.ascii("HTTP/1.1 " + refusal
                                + " X\r\nProxy-Authenticate: Basic realm=\"p\"" + "\r\nContent-Length: 0\r\n\r\n"));
            } else if (first[0].equals("CONNECT")) {
                tunnel(client, URI.create("http://" + first[1]), "");
            } else {
                URI target = URI.create(first[1]);
                String rest = head.substring(lines[0].length()).replaceAll("(?i)\r\nProxy-[^\r]*", "");
                tunnel(client, target, first[0] + " " + target.getRawPath() + " HTTP/1.1" + rest);
            }
        }
    }

    private static void tunnel(Socket client, URI target, String request) throws IOException {
        try (Socket server = new Socket(target.getHost(), target.getPort())) {
            if (request.isEmpty()) {
                client.getOutputStream().write(ScriptedServer.ascii("HTTP/1.1 200 Connected\r\n\r\n"));
            } else {
                server.getOutputStream().write(ScriptedServer.ascii(request));
            }
            run(() -> pump(client.getInputStream(), server.getOutputStream()));
            pump(server.getInputStream(), client.getOutputStream());
        }
    }

    private static void pump(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[8192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            out.flush();
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.append((char) b);
            if (b == '\n'
                    && head.length() >= 4
                    && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                break;
            }
        }
        return head.toString();
    }
}
