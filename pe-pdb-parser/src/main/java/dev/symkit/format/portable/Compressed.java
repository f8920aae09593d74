// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.portable;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;

/**
 * Compressed integers of metadata blobs. Big-endian in one, two or four bytes: first bit 0 and 7 bits, first bits 10 and 14 bits,
 * first bits 110 and 29 bits. Signed numbers are stored rotated left by one with the sign in the lowest bit. Source: ECMA-335
 * II.23.2.
 */
final class Compressed {
    private Compressed() {}

    /** Reads an unsigned number, at most 0x1FFFFFFF. */
    static int unsigned(ByteCursor in) throws FormatException {
        int first = in.u8();
        if (first < 0x80) {
            return first;
        }
        if (first < 0xC0) {
            return (first & 0x3F) << 8 | in.u8();
        }
        if (first < 0xE0) {
            int high = (first & 0x1F) << 8 | in.u8();
            return high << 16 | in.u8() << 8 | in.u8();
        }
        throw in.error(FormatException.Kind.BAD_VALUE, "no compressed integer starts with the byte before");
    }

    /** Reads a signed number. */
    static int signed(ByteCursor in) throws FormatException {
        int start = in.position();
        int raw = unsigned(in);
        int value = raw >>> 1;
        if ((raw & 1) == 0) {
            return value;
        }
        return switch (in.position() - start) {
            case 1 -> value - 0x40;
            case 2 -> value - 0x2000;
            default -> value - 0x10000000;
        };
    }
}
