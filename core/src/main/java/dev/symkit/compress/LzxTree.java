// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.FormatException.Kind;
import java.util.Arrays;

/**
 * A canonical Huffman code with lengths up to 16: codes go up with the length, within a length with the symbol. Short codes are looked
 * up in a table, long ones compared length by length. Confined to one thread.
 */
final class LzxTree {
    private static final int FAST_BITS = 11;
    private static final int MAX_BITS = 16;

    /** Code length of each symbol; 0: the symbol has no code. */
    final byte[] lengths;

    private final String name;
    /** For each start of a code: symbol << 5 | length, or 0 if the code is longer or missing. */
    private final short[] fast = new short[1 << FAST_BITS];

    private final short[] sorted;
    private final int[] first = new int[MAX_BITS + 1];
    private final int[] counts = new int[MAX_BITS + 1];
    private final int[] place = new int[MAX_BITS + 1];

    LzxTree(String name, int symbols) {
        this.name = name;
        lengths = new byte[symbols];
        sorted = new short[symbols];
    }

    /**
     * Makes the code that belongs to {@link #lengths}. No code at all is allowed as long as no symbol is read, and so is a single code
     * of one bit.
     */
    void build(LzxInput in) throws FormatException {
        Arrays.fill(counts, 0);
        for (byte length : lengths) {
            counts[length]++;
        }
        counts[0] = 0;
        int code = 0;
        int symbols = 0;
        for (int length = 1; length <= MAX_BITS; length++) {
            code <<= 1;
            first[length] = code;
            place[length] = symbols;
            code += counts[length];
            symbols += counts[length];
            if (code > 1 << length) {
                throw in.error(Kind.BAD_VALUE, "the " + name + " has more codes than bits allow");
            }
        }
        boolean single = symbols == 1 && counts[1] == 1;
        if (symbols > 0 && code != 1 << MAX_BITS && !single) {
            throw in.error(Kind.BAD_VALUE, "the " + name + " leaves codes without a symbol");
        }
        fill();
    }

    private void fill() {
        Arrays.fill(fast, (short) 0);
        int[] next = place.clone();
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            int length = lengths[symbol];
            if (length == 0) {
                continue;
            }
            int index = next[length]++;
            sorted[index] = (short) symbol;
            if (length <= FAST_BITS) {
                int code = first[length] + index - place[length];
                int shift = FAST_BITS - length;
                Arrays.fill(fast, code << shift, (code + 1) << shift, (short) (symbol << 5 | length));
            }
        }
    }

    /** Reads a symbol; the input is filled. */
    int symbol(LzxInput in) throws FormatException {
        int peek = in.peek16();
        int entry = fast[peek >>> (MAX_BITS - FAST_BITS)];
        if (entry != 0) {
            in.skip(entry & 0x1F);
            return entry >>> 5;
        }
        return slow(in, peek);
    }

    private int slow(LzxInput in, int peek) throws FormatException {
        for (int length = FAST_BITS + 1; length <= MAX_BITS; length++) {
            int index = (peek >>> (MAX_BITS - length)) - first[length];
            if (index >= 0 && index < counts[length]) {
                in.skip(length);
                return sorted[place[length] + index];
            }
        }
        throw in.error(Kind.BAD_VALUE, "a code of the " + name + " has no symbol");
    }
}
