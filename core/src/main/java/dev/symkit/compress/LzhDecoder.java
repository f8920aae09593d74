// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.FormatException.Kind;
import dev.symkit.format.io.Origin;
import java.io.IOException;
import java.util.Arrays;

/**
 * LZH of KWAJ files: five Huffman codes, then matches (length less 2; offset of 6 coded and 6 plain bits) and runs of literals (length 0;
 * length of the run less 1). The length after a run of less than 32 literals has a code of its own. Bits come from the highest of each
 * byte on. There is no end mark: the data end where a whole item no longer fits. Source: libmspack's description of the formats.
 */
final class LzhDecoder implements SizedStream.Decoder {
    private static final int MASK = 4095;
    private static final int LONG_RUN = 32;
    private static final int MAX_ITEM = 32;
    private static final int TREES = 5;
    private static final int[] SYMBOLS = {16, 16, 32, 64, 256};
    private static final int OFFSET_BITS = 6;
    private static final int MAX_LENGTH = 15;

    private final ReadAhead in;
    private final Origin where;
    private final LzhTree[] trees = new LzhTree[TREES];
    private final byte[] ring = new byte[MASK + 1];
    private int at;
    private boolean started;
    private boolean afterLiterals;
    private int current;
    private int left;
    /** Set as soon as a bit was asked for that is not there. */
    private boolean ended;

    LzhDecoder(ReadAhead in, Origin where) {
        this.in = in;
        this.where = where;
        Arrays.fill(ring, (byte) ' ');
    }

    @Override
    public int decode(byte[] out) throws IOException {
        if (!started) {
            started = true;
            header();
        }
        int count = 0;
        while (!ended && count <= out.length - MAX_ITEM) {
            int length = symbol(trees[afterLiterals ? 1 : 0]);
            count = length > 0 ? match(length + 2, out, count) : literals(out, count);
        }
        return count;
    }

    private void header() throws IOException {
        int[] types = new int[TREES + 1];
        for (int i = 0; i < types.length; i++) {
            types[i] = bits(4);
        }
        for (int i = 0; i < TREES; i++) {
            trees[i] = new LzhTree(lengths(types[i], SYMBOLS[i]), where);
        }
        if (ended) {
            throw new FormatException(Kind.TRUNCATED, where, "the data end inside the Huffman codes");
        }
    }

    private int[] lengths(int type, int count) throws IOException {
        int[] lengths = new int[count];
        int length = type == 0 ? Integer.numberOfTrailingZeros(count) : bits(4);
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                length = next(type, length);
            }
            if (length < 0 || length > MAX_LENGTH) {
                throw new FormatException(Kind.BAD_VALUE, where, "a Huffman code has " + length + " bits");
            }
            lengths[i] = length;
        }
        return lengths;
    }

    private int next(int type, int length) throws IOException {
        switch (type) {
            case 0 -> {
                return length;
            }
            case 1 -> {
                if (bits(1) == 0) {
                    return length;
                }
                return bits(1) == 0 ? length + 1 : bits(4);
            }
            case 2 -> {
                int change = bits(2);
                return change == 3 ? bits(4) : length + change - 1;
            }
            case 3 -> {
                return bits(4);
            }
            default -> throw new FormatException(Kind.BAD_VALUE, where, "Huffman code type " + type + " is not known");
        }
    }

    private int match(int length, byte[] out, int to) throws IOException {
        int offset = symbol(trees[3]) << OFFSET_BITS;
        offset |= bits(OFFSET_BITS);
        if (ended) {
            return to;
        }
        afterLiterals = false;
        for (int i = 0; i < length; i++) {
            out[to + i] = put(ring[at - offset & MASK]);
        }
        return to + length;
    }

    private int literals(byte[] out, int to) throws IOException {
        int length = symbol(trees[2]) + 1;
        afterLiterals = length != LONG_RUN;
        int count = to;
        for (int i = 0; i < length && !ended; i++) {
            int literal = symbol(trees[4]);
            if (!ended) {
                out[count++] = put((byte) literal);
            }
        }
        return count;
    }

    private byte put(byte value) {
        ring[at] = value;
        at = at + 1 & MASK;
        return value;
    }

    /** Reads a symbol; 0 if the input ends. */
    private int symbol(LzhTree tree) throws IOException {
        int code = 0;
        for (int length = 1; length <= MAX_LENGTH && !ended; length++) {
            code = code << 1 | bits(1);
            int symbol = tree.symbol(code, length);
            if (symbol >= 0) {
                return ended ? 0 : symbol;
            }
        }
        if (ended) {
            return 0;
        }
        throw new FormatException(Kind.BAD_VALUE, where, "a Huffman code has no symbol");
    }

    /** Reads bits; zeros if the input ends. */
    private int bits(int count) throws IOException {
        int value = 0;
        for (int i = 0; i < count; i++) {
            if (left == 0) {
                current = in.read();
                left = 8;
                if (current < 0) {
                    current = 0;
                    ended = true;
                }
            }
            left--;
            value = value << 1 | (current >>> left & 1);
        }
        return value;
    }
}
