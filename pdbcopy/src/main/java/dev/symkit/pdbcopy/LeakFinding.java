// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.io.Slice;
import java.util.Objects;

/**
 * One leak.
 *
 * @param type what sort of place it is
 * @param place page or stream, and offset, of its first byte that is not zero (in a map page: nor 0xFF)
 * @param position bytes from the start of the file to that byte
 * @param bytes number of bytes that are not zero
 * @param head the bytes from there, at most {@link #MOST_HEAD}; zeros between others are among them
 */
public record LeakFinding(LeakClass type, LeakPlace place, long position, int bytes, Slice head) {
    /** Bytes kept of each finding. */
    public static final int MOST_HEAD = 64;

    /** Checks that no part is null. */
    public LeakFinding {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(head, "head");
    }

    /** A copy of the bytes of {@link #head()}. */
    public byte[] headBytes() {
        return head.toByteArray();
    }
}
