// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pdb;

import dev.symkit.format.io.Name;

/** Pieces of text in an array. */
final class Texts {
    private Texts() {}

    /** The name that starts at an index and ends before the next NUL or with the array. */
    static Name nulTerminated(byte[] text, int at) {
        return Name.copyOf(text, at, endOf(text, at, (byte) 0) - at);
    }

    /** Index of the first {@code stop} at or after an index, or the array's length. */
    static int endOf(byte[] text, int at, byte stop) {
        int end = at;
        while (end < text.length && text[end] != stop) {
            end++;
        }
        return end;
    }
}
