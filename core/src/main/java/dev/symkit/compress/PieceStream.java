// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;

/** A stream whose bytes are decoded piece by piece. Confined to one thread. */
abstract class PieceStream extends InputStream {
    private static final byte[] NOTHING = new byte[0];

    private byte[] piece = NOTHING;
    private int at;
    private int end;
    private boolean closed;

    /** Decodes the next piece and gives it to {@link #piece}, or returns false at the end of the content. */
    abstract boolean refill() throws IOException;

    /** Releases what the decoder holds; called once. */
    void release() {}

    /** Sets the bytes that are read next. */
    final void piece(byte[] bytes, int from, int to) {
        piece = bytes;
        at = from;
        end = to;
    }

    private boolean more() throws IOException {
        if (closed) {
            throw new IOException("the stream is closed");
        }
        while (at == end) {
            if (!refill()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public final int read() throws IOException {
        return more() ? piece[at++] & 0xFF : -1;
    }

    @Override
    public final int read(byte[] into, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (!more()) {
            return -1;
        }
        int count = Math.min(length, end - at);
        System.arraycopy(piece, at, into, from, count);
        at += count;
        return count;
    }

    @Override
    public final long transferTo(OutputStream out) throws IOException {
        Objects.requireNonNull(out, "out");
        long total = 0;
        while (more()) {
            int from = at;
            at = end;
            out.write(piece, from, end - from);
            total += end - from;
        }
        return total;
    }

    @Override
    public final int available() {
        return closed ? 0 : end - at;
    }

    @Override
    public final void close() {
        if (!closed) {
            closed = true;
            piece(NOTHING, 0, 0);
            release();
        }
    }
}
