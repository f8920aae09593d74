// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import java.util.Arrays;

/** Looks for bytes that are not zero. */
final class Zeros {
    private static final byte[] BLOCK = new byte[4096];
    private static final byte FILLED = (byte) 0xFF;

    private Zeros() {}

    /** Index of the first byte that is not zero; {@code end} if there is none. */
    static int first(byte[] bytes, int from, int end) {
        for (int at = from; at < end; at += BLOCK.length) {
            int count = Math.min(BLOCK.length, end - at);
            int mismatch = Arrays.mismatch(bytes, at, at + count, BLOCK, 0, count);
            if (mismatch >= 0) {
                return at + mismatch;
            }
        }
        return end;
    }

    /** Number of bytes that are not zero. */
    static int countOthers(byte[] bytes) {
        int count = 0;
        for (byte value : bytes) {
            if (value != 0) {
                count++;
            }
        }
        return count;
    }

    /** Index of the first byte that is neither zero nor 0xFF; the length if there is none. */
    static int firstUnfilled(byte[] bytes) {
        int at = 0;
        while (at < bytes.length && (bytes[at] == 0 || bytes[at] == FILLED)) {
            at++;
        }
        return at;
    }

    /** Number of bytes that are neither zero nor 0xFF. */
    static int countUnfilled(byte[] bytes) {
        int count = 0;
        for (byte value : bytes) {
            if (value != 0 && value != FILLED) {
                count++;
            }
        }
        return count;
    }
}
