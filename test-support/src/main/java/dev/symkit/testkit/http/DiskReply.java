// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit.http;

import dev.symkit.testkit.http.ScriptedServer.Request;
import dev.symkit.testkit.http.ScriptedServer.Script;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A large file of a good server: from disk, and with ranges and {@code If-Range} if it has a tag. Counts the bytes of all its answers.
 * Thread-safe.
 */
public final class DiskReply implements Script {
    private static final int CHUNK = 64 << 10;

    private final Path file;
    private final String tag;
    private final Sent listener;
    private final AtomicLong total = new AtomicLong();

    /** Hears how much was sent. */
    @FunctionalInterface
    public interface Sent {
        /** So many bytes were sent, of all answers together; the next follow when this returns. */
        void sent(long bytes) throws IOException;
    }

    /**
     * A script.
     *
     * @param tag entity tag with its quotes; empty: neither a tag nor ranges
     * @param listener hears of each piece, before the first too
     */
    public DiskReply(Path file, String tag, Sent listener) {
        this.file = file;
        this.tag = tag;
        this.listener = listener;
    }

    @Override
    public boolean answer(Request request, OutputStream out, ScriptedServer server) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            ByteRange range = tag.isEmpty() ? ByteRange.whole(size) : ByteRange.asked(request, tag, size);
            if (range.isEmpty()) {
                return Replies.status(416, "Content-Range: bytes */" + size).answer(request, out, server);
            }
            String head = "HTTP/1.1 " + (range.isPart() ? "206" : "200") + " X\r\nContent-Length: " + range.length()
                    + "\r\n"
                    + (tag.isEmpty() ? "" : "Accept-Ranges: bytes\r\nETag: " + tag + "\r\n")
                    + (range.isPart() ? "Content-Range: " + range + "\r\n" : "") + "\r\n";
            out.write(ScriptedServer.ascii(head));
            listener.sent(total.get());
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            for (long at = range.from(); at < range.end(); at += chunk.limit()) {
                chunk.clear().limit((int) Math.min(CHUNK, range.end() - at));
                if (channel.read(chunk, at) != chunk.limit()) {
                    throw new IOException(file + " cannot be read at " + at);
                }
                out.write(chunk.array(), 0, chunk.limit());
                listener.sent(total.addAndGet(chunk.limit()));
            }
            return true;
        }
    }
}
