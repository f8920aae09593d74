// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit.http;

import dev.symkit.testkit.http.ScriptedServer.Script;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** Scripts for {@link ScriptedServer}. */
public final class Replies {
    private Replies() {}

    /** Thrown by a script to reset the connection. */
    public static final class Reset extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** A status with an empty body and header lines. */
    public static Script status(int status, String... headers) {
        return with(status, new byte[0], headers);
    }

    /** A status with a body of right length. */
    public static Script with(int status, byte[] body, String... headers) {
        return (request, out, server) -> {
            boolean bodiless = status == 204 || status == 304;
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " X\r\n");
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            head.append(bodiless ? "" : "Content-Length: " + body.length + "\r\n")
                    .append("\r\n");
            out.write(ScriptedServer.ascii(head.toString()));
            out.write(body);
            return true;
        };
    }

    /** 200 with a body. */
    public static Script ok(byte[] body, String... headers) {
        return with(200, body, headers);
    }

    /** A redirect. */
    public static Script redirect(int status, String location) {
        return status(status, "Location: " + location);
    }

    /** Bytes as they are, then the connection is closed. */
    public static Script raw(String text) {
        return (request, out, server) -> {
            out.write(ScriptedServer.ascii(text));
            return false;
        };
    }

    /** Bytes as they are, then nothing more comes. */
    public static Script stalling(String text) {
        return (request, out, server) -> {
            out.write(ScriptedServer.ascii(text));
            out.flush();
            server.stall();
            return false;
        };
    }

    /** The connection is reset without an answer. */
    public static Script reset() {
        return (request, out, server) -> {
            throw new Reset();
        };
    }

    /** One script after the other; the last one stays. */
    public static Script sequence(Script... scripts) {
        AtomicInteger next = new AtomicInteger();
        return (request, out, server) ->
                scripts[Math.min(next.getAndIncrement(), scripts.length - 1)].answer(request, out, server);
    }

    /** A file of a good server: ranges, {@code If-Range} and a tag. */
    public static Script file(byte[] body, String tag) {
        return (request, out, server) -> {
            ByteRange range = ByteRange.asked(request, tag, body.length);
            if (range.isEmpty()) {
                return status(416, "Content-Range: bytes */" + body.length).answer(request, out, server);
            }
            if (!range.isPart()) {
                return ok(body, "Accept-Ranges: bytes", "ETag: " + tag).answer(request, out, server);
            }
            byte[] part = Arrays.copyOfRange(body, (int) range.from(), (int) range.end());
            return with(206, part, "Content-Range: " + range, "ETag: " + tag).answer(request, out, server);
        };
    }

    /** Headers that promise the whole body, a part of it, then the end of the connection. */
    public static Script broken(byte[] body, int sent, String... headers) {
        return (request, out, server) -> {
            StringBuilder head = new StringBuilder("HTTP/1.1 200 X\r\nContent-Length: " + body.length + "\r\n");
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            out.write(ScriptedServer.ascii(head.append("\r\n").toString()));
            out.write(body, 0, sent);
            return false;
        };
    }

    /** Chunks without an end, until the client goes away. */
    public static Script endless(byte[] chunk, String... headers) {
        return (request, out, server) -> {
            StringBuilder head = new StringBuilder("HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n");
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            out.write(ScriptedServer.ascii(head.append("\r\n").toString()));
            while (true) {
                chunk(out, chunk);
            }
        };
    }

    /** One chunk of a chunked body. */
    public static void chunk(OutputStream out, byte[] bytes) throws IOException {
        out.write(ScriptedServer.ascii(Integer.toHexString(bytes.length) + "\r\n"));
        out.write(bytes);
        out.write(ScriptedServer.ascii("\r\n"));
    }
}
