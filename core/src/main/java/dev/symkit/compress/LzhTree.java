// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.FormatException.Kind;
import dev.symkit.format.io.Origin;

/** A canonical Huffman code of LZH with lengths up to 15. Not every code need have a symbol. Immutable. */
final class LzhTree {
    private static final int MAX_LENGTH = 15;

    private final int[] first = new int[MAX_LENGTH + 1];
    private final int[] counts = new int[MAX_LENGTH + 1];
    private final int[] place = new int[MAX_LENGTH + 1];
    private final int[] sorted;

    LzhTree(int[] lengths, Origin where) throws FormatException {
        sorted = new int[lengths.length];
        for (int length : lengths) {
            counts[length]++;
        }
        int code = 0;
        int symbols = 0;
        for (int length = 1; length <= MAX_LENGTH; length++) {
            code <<= 1;
            first[length] = code;
            place[length] = symbols;
            code += counts[length];
            if (code > 1 << length) {
                throw new FormatException(Kind.BAD_VALUE, where, "more Huffman codes than bits allow");
            }
            for (int symbol = 0; symbol < lengths.length; symbol++) {
                if (lengths[symbol] == length) {
                    sorted[symbols++] = symbol;
                }
            }
        }
    }

    /** The symbol of a code, or -1 if no code of that length has this value. */
    int symbol(int code, int length) {
        int index = code - first[length];
        return index >= 0 && index < counts[length] ? sorted[place[length] + index] : -1;
    }
}
