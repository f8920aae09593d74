// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.FormatException.Kind;
import dev.symkit.format.io.Origin;

/**
 * The bits of one LZX block of a cabinet: little-endian 16-bit words, each read from its highest bit on. Past the end there are zeros;
 * one word of them may be looked at. Confined to one thread.
 */
final class LzxInput {
    private static final byte[] NOTHING = new byte[0];
    private static final int ALLOWED_OVERRUN = 2;

    private byte[] data = NOTHING;
    private int start;
    private int end;
    private Origin where = new Origin("", "", 0);

    /** The next bits, from the highest on; those not filled yet are zero. */
    private long bits;

    private int count;
    /** Index of the next word; may pass the end. */
    private int at;

    void reset(byte[] newData, int from, int length, Origin newWhere) {
        data = newData;
        start = from;
        at = from;
        end = from + length;
        where = newWhere;
        bits = 0;
        count = 0;
    }

    /** Makes sure that at least 49 bits are there. */
    void fill() {
        while (count <= 48) {
            int word = 0;
            if (at + 1 < end) {
                word = (data[at] & 0xFF) | (data[at + 1] & 0xFF) << 8;
            } else if (at < end) {
                word = data[at] & 0xFF;
            }
            at += 2;
            bits |= (long) word << (48 - count);
            count += 16;
        }
    }

    /** The next 16 bits, which stay; {@link #fill} comes before. */
    int peek16() {
        return (int) (bits >>> 48);
    }

    void skip(int length) {
        bits <<= length;
        count -= length;
    }

    /** Takes 0 to 17 bits; {@link #fill} comes before. */
    int take(int length) {
        if (length == 0) {
            return 0;
        }
        int value = (int) (bits >>> (64 - length));
        skip(length);
        return value;
    }

    /** Takes 0 to 24 bits. */
    int read(int length) {
        fill();
        return take(length);
    }

    /** Skips 1 to 16 bits to the next word, and goes on with bytes from there. */
    void toBytes() {
        fill();
        int partial = count & 15;
        skip(partial == 0 ? 16 : partial);
        at -= count >>> 3;
        bits = 0;
        count = 0;
    }

    /** Bytes that are left, after {@link #toBytes}. */
    int bytesLeft() {
        return Math.max(0, end - at);
    }

    /** Skips one byte, if there is one; after {@link #toBytes} or {@link #reset}. */
    boolean skipByte() {
        if (at >= end) {
            return false;
        }
        at++;
        return true;
    }

    /** Copies bytes, after {@link #toBytes}. */
    void bytes(byte[] into, int to, int length) throws FormatException {
        if (length > bytesLeft()) {
            throw error(Kind.TRUNCATED, length + " bytes are needed here, the block has " + bytesLeft());
        }
        System.arraycopy(data, at, into, to, length);
        at += length;
    }

    /** Reads a little-endian value, after {@link #toBytes}. */
    int i32() throws FormatException {
        if (bytesLeft() < 4) {
            throw error(Kind.TRUNCATED, "4 bytes are needed here, the block has " + bytesLeft());
        }
        int value = (data[at] & 0xFF)
                | (data[at + 1] & 0xFF) << 8
                | (data[at + 2] & 0xFF) << 16
                | (data[at + 3] & 0xFF) << 24;
        at += 4;
        return value;
    }

    /** Fails if more was taken than there is. */
    void checkOverrun() throws FormatException {
        if (at - (count >>> 3) > end + ALLOWED_OVERRUN) {
            throw error(Kind.TRUNCATED, "the compressed data end too early");
        }
    }

    FormatException error(Kind kind, String problem) {
        long offset = Math.min(end, at - (count >>> 3)) - (long) start;
        return new FormatException(kind, where.plus(offset), problem);
    }
}
