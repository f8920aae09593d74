// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.FormatException.Kind;
import dev.symkit.format.io.Origin;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * MSZIP: each block is {@code CK} and one whole raw deflate stream, which may refer to the 32 KiB of output before it. Bytes after the
 * end of the deflate stream are ignored. Source: MS-MCI, RFC 1951.
 */
final class MszipDecoder implements BlockDecoder {
    /** A block may grow by this much over {@link #MAX_BLOCK}. */
    static final int OVERHEAD = 12;

    static final int SIGNATURE = 2;

    private final Inflater inflater = new Inflater(true);
    private final byte[] spare = new byte[1];
    private byte[] out = new byte[MAX_BLOCK];
    private byte[] history = new byte[MAX_BLOCK];
    private int outLength;
    private int historyLength;

    @Override
    public byte[] decode(byte[] data, int at, int length, int size, Origin where) throws FormatException {
        start(data, at, length, where);
        try {
            inflate(size, where);
        } catch (DataFormatException e) {
            throw damaged(where, e);
        }
        outLength = size;
        return out;
    }

    /**
     * Decompresses a block that tells neither its length nor its size.
     *
     * @param data holds the block and perhaps more
     * @param length bytes from its start to the end of the data
     * @param into receives up to {@link #MAX_BLOCK} bytes
     * @return the number of bytes; {@link #consumed} tells the length of the block
     */
    int decodeOpen(byte[] data, int at, int length, Origin where, byte[] into) throws FormatException {
        start(data, at, length, where);
        int done = 0;
        try {
            int count = inflater.inflate(out, 0, MAX_BLOCK);
            while (count > 0) {
                done += count;
                count = done < MAX_BLOCK
                        ? inflater.inflate(out, done, MAX_BLOCK - done)
                        : inflater.inflate(spare, 0, 1);
                if (done == MAX_BLOCK && count > 0) {
                    throw new FormatException(Kind.BAD_VALUE, place(where), "a block yields more than 32 KiB");
                }
            }
        } catch (DataFormatException e) {
            throw damaged(where, e);
        }
        if (!inflater.finished()) {
            throw new FormatException(Kind.TRUNCATED, place(where), "the deflate stream has no end");
        }
        outLength = done;
        System.arraycopy(out, 0, into, 0, done);
        return done;
    }

    /** Bytes of the last block, with its signature. */
    int consumed() {
        return SIGNATURE + (int) inflater.getBytesRead();
    }

    private void start(byte[] data, int at, int length, Origin where) throws FormatException {
        if (length < SIGNATURE || data[at] != 'C' || data[at + 1] != 'K') {
            throw new FormatException(Kind.BAD_MAGIC, where, "an MSZIP block does not start with CK");
        }
        remember();
        inflater.reset();
        if (historyLength > 0) {
            inflater.setDictionary(history, 0, historyLength);
        }
        inflater.setInput(data, at + SIGNATURE, length - SIGNATURE);
    }

    private FormatException damaged(Origin where, DataFormatException e) {
        return new FormatException(Kind.BAD_VALUE, place(where), "the deflate stream is damaged: " + e.getMessage());
    }

    /** Sets what the next block may refer to: the {@code length} bytes at the start of an array, at most one block. */
    void dictionary(byte[] bytes, int length) {
        System.arraycopy(bytes, 0, history, 0, length);
        historyLength = length;
        outLength = 0;
    }

    private void inflate(int size, Origin where) throws DataFormatException, FormatException {
        int done = 0;
        while (done < size) {
            int count = inflater.inflate(out, done, size - done);
            if (count == 0) {
                boolean ended = inflater.finished();
                throw new FormatException(
                        ended ? Kind.BAD_VALUE : Kind.TRUNCATED,
                        place(where),
                        "the deflate stream yields " + done + " bytes, the block says " + size);
            }
            done += count;
        }
        if (!inflater.finished()) {
            int more = inflater.inflate(spare, 0, 1);
            if (more > 0) {
                throw new FormatException(
                        Kind.BAD_VALUE, place(where), "the deflate stream yields more than " + size + " bytes");
            }
            if (!inflater.finished()) {
                throw new FormatException(Kind.TRUNCATED, place(where), "the deflate stream has no end");
            }
        }
    }

    private Origin place(Origin where) {
        return where.plus(SIGNATURE + inflater.getBytesRead());
    }

    /** Makes the last output a part of the history. */
    private void remember() {
        if (outLength == MAX_BLOCK) {
            byte[] full = out;
            out = history;
            history = full;
            historyLength = MAX_BLOCK;
        } else if (outLength > 0) {
            int keep = Math.min(historyLength, MAX_BLOCK - outLength);
            System.arraycopy(history, historyLength - keep, history, 0, keep);
            System.arraycopy(out, 0, history, keep, outLength);
            historyLength = keep + outLength;
        }
        outLength = 0;
    }

    @Override
    public int maxLength() {
        return MAX_BLOCK + OVERHEAD;
    }

    @Override
    public void release() {
        inflater.end();
    }
}
