// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.io.Slice;
import java.util.List;

/**
 * Bytes of a PDB that must be zero and are not all.
 *
 * @param type what sort of place it is
 * @param start place of the first byte
 * @param content the bytes
 * @param pieces where they lie in the file, in order
 */
record LeakRange(LeakClass type, LeakPlace start, Slice content, List<Piece> pieces) {
    /** Adjacent bytes of a file. */
    record Piece(long position, int length) {}

    LeakRange {
        pieces = List.copyOf(pieces);
    }

    /** Position in the file of one of the bytes. */
    long position(int index) {
        int left = index;
        for (Piece piece : pieces) {
            if (left < piece.length()) {
                return piece.position() + left;
            }
            left -= piece.length();
        }
        throw new IndexOutOfBoundsException(index);
    }
}
