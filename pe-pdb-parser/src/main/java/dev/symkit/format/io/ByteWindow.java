// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.io;

import java.io.IOException;

/**
 * Reads a part of a structure from front to back in chunks that start small and grow, so that a short look costs little and a
 * long walk stays fast. Confined to one thread.
 */
public final class ByteWindow {
    private static final int FIRST_CHUNK = 4096;
    private static final int LARGEST_CHUNK = 1 << 16;

    private final RandomBytes stream;
    private final long end;
    private long loaded;
    private int chunk = FIRST_CHUNK;
    private byte[] buffer = new byte[0];
    private int at;

    /**
     * Starts at {@code start}; nothing is read yet.
     *
     * @param stream the structure
     * @param start offset of the first byte
     * @param end offset in the structure of the first byte not to read
     */
    public ByteWindow(RandomBytes stream, long start, long end) {
        this.stream = stream;
        this.loaded = start;
        this.end = end;
    }

    /** Offset in the structure of the next byte. */
    public long position() {
        return loaded - (buffer.length - at);
    }

    /** Number of bytes from the next one to the end. */
    public long remaining() {
        return end - position();
    }

    /** True if all bytes were passed over. */
    public boolean atEnd() {
        return position() >= end;
    }

    /**
     * Gives a cursor over the next bytes and passes over them.
     *
     * @param count number of bytes
     * @throws FormatException {@code TRUNCATED} if fewer are left
     * @throws IOException if the file cannot be read
     */
    public ByteCursor take(int count) throws IOException {
        if (end - position() < count) {
            throw truncated(count + " bytes are needed here, " + (end - position()) + " are left");
        }
        if (buffer.length - at < count) {
            fill(count);
        }
        ByteCursor cursor = new ByteCursor(buffer, at, count, stream.origin().plus(position()));
        at += count;
        return cursor;
    }

    /** Passes over bytes up to and including the next NUL. */
    public void skipText() throws IOException {
        while (true) {
            while (at < buffer.length) {
                if (buffer[at++] == 0) {
                    return;
                }
            }
            if (atEnd()) {
                throw truncated("a name is not ended by NUL");
            }
            fill(1);
        }
    }

    /** Passes over padding up to a multiple of four bytes from the start of the structure; the last padding may be missing. */
    public void align4() throws IOException {
        int padding = (int) Math.min(-position() & 3, end - position());
        take(padding);
    }

    private void fill(int needed) throws IOException {
        int kept = buffer.length - at;
        int more = (int) Math.min(Math.max(chunk, needed - kept), end - loaded);
        byte[] next = new byte[kept + more];
        System.arraycopy(buffer, at, next, 0, kept);
        stream.read(loaded, next, kept, more);
        loaded += more;
        buffer = next;
        at = 0;
        chunk = Math.min(chunk * 2, LARGEST_CHUNK);
    }

    private FormatException truncated(String problem) {
        return new FormatException(
                FormatException.Kind.TRUNCATED, stream.origin().plus(position()), problem);
    }
}
