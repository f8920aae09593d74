// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.FormatException.Kind;
import java.util.Arrays;

/** Reads the code lengths of an LZX tree, which are coded as differences to the lengths before. Confined to one thread. */
final class LzxLengths {
    private static final int ZEROS = 17;
    private static final int MANY_ZEROS = 18;
    private static final int SAME = 19;
    private static final int MODULUS = 17;

    private final LzxTree pre = new LzxTree("tree of code lengths", 20);

    /** Reads the lengths of the symbols {@code first} to {@code end - 1}. */
    void read(LzxInput in, byte[] lengths, int first, int end) throws FormatException {
        for (int i = 0; i < pre.lengths.length; i++) {
            pre.lengths[i] = (byte) in.read(4);
        }
        pre.build(in);
        int at = first;
        while (at < end) {
            in.fill();
            int symbol = pre.symbol(in);
            int run = 1;
            byte value = 0;
            switch (symbol) {
                case ZEROS -> run = in.take(4) + 4;
                case MANY_ZEROS -> run = in.take(5) + 20;
                case SAME -> {
                    run = in.take(1) + 4;
                    value = difference(in, lengths[at], pre.symbol(in));
                }
                default -> value = difference(in, lengths[at], symbol);
            }
            if (run > end - at) {
                throw in.error(Kind.BAD_VALUE, "a run of code lengths goes past the end of its tree");
            }
            Arrays.fill(lengths, at, at + run, value);
            at += run;
        }
        in.checkOverrun();
    }

    private static byte difference(LzxInput in, byte old, int symbol) throws FormatException {
        if (symbol >= ZEROS) {
            throw in.error(Kind.BAD_VALUE, "a run of code lengths has no length");
        }
        return (byte) ((old - symbol + MODULUS) % MODULUS);
    }
}
