// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One connection of HTTP/1.1 on which requests go out as they are written, byte by byte. */
final class RawClient implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final String HTTP = "HTTP/1.1 ";

    private final Socket socket;
    private final InputStream in;
    private boolean head;

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /**
     * What came before a body.
     *
     * @param status the first line
     * @param headers lines, in the order in which they came
     */
    record Head(String status, List<String> headers) {
        /** Copies the list. */
        Head {
            headers = List.copyOf(headers);
        }

        Optional<String> header(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()).strip())
                    .findFirst();
        }

        private boolean hasBody() {
            return !status.matches("HTTP/1.1 (1..|204|304) .*");
        }
    }

    /** Sends the lines of a request without a body. */
    void send(List<String> lines) throws IOException {
        head = lines.get(0).startsWith("HEAD ");
        String text = String.join("\r\n", lines) + "\r\n\r\n";
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Reads the head of the next response. */
    Head head() throws IOException {
        String status = line();
        if (!status.startsWith(HTTP)) {
            throw new IOException("not the first line of a response: '" + status + "'");
        }
        List<String> headers = new ArrayList<>();
        for (String next = line(); !next.isEmpty(); next = line()) {
            headers.add(next);
        }
        return new Head(status, headers);
    }

    private String line() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection ended in a head after '" + text + "'");
            }
            text.append((char) c);
        }
        return text.toString().stripTrailing();
    }

    /**
     * Reads the body behind a head.
     *
     * @param early so many bytes of it have to come before {@code then} runs
     */
    byte[] body(Head of, int early, Runnable then) throws IOException {
        if (head || !of.hasBody()) {
            then.run();
            return new byte[0];
        }
        if (of.header("Transfer-Encoding").isPresent()) {
            then.run();
            return chunks();
        }
        int length = Integer.parseInt(of.header("Content-Length").orElseThrow());
        ByteArrayOutputStream all = new ByteArrayOutputStream(length);
        read(Math.min(early, length), all);
        then.run();
        read(length - all.size(), all);
        return all.toByteArray();
    }

    private void read(int count, ByteArrayOutputStream into) throws IOException {
        byte[] bytes = in.readNBytes(count);
        into.writeBytes(bytes);
        if (bytes.length < count) {
            throw new EOFException("the connection ended " + (count - bytes.length) + " bytes before the body does");
        }
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(line(), 16);
            read(size, all);
            String end = line();
            if (!end.isEmpty()) {
                throw new IOException("a chunk does not end where it says: '" + end + "'");
            }
            if (size == 0) {
                return all.toByteArray();
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
