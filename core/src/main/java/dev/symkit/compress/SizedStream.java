// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.FormatException.Kind;
import dev.symkit.format.io.Origin;
import java.io.IOException;

/** The content of a compressed file whose length is known from its header, or bounded by the caller. */
final class SizedStream extends PieceStream {
    private static final int PIECE = 32 * 1024;

    private final Decoder decoder;
    private final Origin where;
    private final long size;
    private final long maxSize;
    private final byte[] out = new byte[PIECE];
    private long done;

    /** Decodes a file from front to back. */
    interface Decoder {
        /** Decodes some bytes to the start of an array of 32 KiB and gives their number; 0 at the end of the input. */
        int decode(byte[] out) throws IOException;

        /** Releases native memory, if there is any. */
        default void release() {}
    }

    /**
     * A stream that gives exactly {@code size} bytes, or, if that is negative, all that is there.
     *
     * @throws FormatException {@code LIMIT} if there will be more than {@code maxSize}
     */
    SizedStream(Decoder decoder, Origin where, long size, long maxSize) throws FormatException {
        this.decoder = decoder;
        this.where = where;
        this.size = size;
        this.maxSize = maxSize;
        if (size > maxSize) {
            throw tooLarge(size);
        }
    }

    private FormatException tooLarge(long bytes) {
        return new FormatException(
                Kind.LIMIT, where, "a file of " + bytes + " bytes or more is larger than the " + maxSize + " allowed");
    }

    @Override
    boolean refill() throws IOException {
        if (done == size) {
            return false;
        }
        int count = decoder.decode(out);
        if (size >= 0) {
            if (count == 0) {
                throw new FormatException(
                        Kind.TRUNCATED, where, "the compressed data yield " + done + " of " + size + " bytes");
            }
            count = (int) Math.min(count, size - done);
        } else if (count > maxSize - done) {
            throw tooLarge(done + count);
        }
        done += count;
        piece(out, 0, count);
        return count > 0;
    }

    @Override
    void release() {
        decoder.release();
    }
}
