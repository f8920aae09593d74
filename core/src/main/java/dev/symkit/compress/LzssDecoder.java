// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import java.io.IOException;
import java.util.Arrays;

/**
 * The LZSS of SZDD: a ring of 4096 bytes that starts full of spaces; control bytes whose bits, from the lowest on, tell literals (1) from
 * matches (0). A match is two bytes: the low eight bits of its place in the ring; the high four bits of the place, and the length less
 * 3. There is no end mark. Source: libmspack's description of the formats.
 */
final class LzssDecoder implements SizedStream.Decoder {
    /** Where in the ring SZDD files start. */
    static final int START = 4096 - 16;

    /** Where the older variant and KWAJ files start; for the latter observed of libmspack. */
    static final int OLD_START = 4096 - 18;

    private static final int MASK = 4095;
    private static final int MIN_MATCH = 3;
    private static final int MAX_MATCH = 18;

    private final ReadAhead in;
    private final byte[] ring = new byte[MASK + 1];
    private int at;
    /** The bits of the control byte that are left, below a 1 that marks the end; 1: none. */
    private int control = 1;

    LzssDecoder(ReadAhead in, int start) {
        this.in = in;
        this.at = start;
        Arrays.fill(ring, (byte) ' ');
    }

    @Override
    public int decode(byte[] out) throws IOException {
        int count = 0;
        while (count <= out.length - MAX_MATCH) {
            if (control == 1) {
                int next = in.read();
                if (next < 0) {
                    return count;
                }
                control = next | 0x100;
            }
            boolean literal = (control & 1) != 0;
            int first = in.read();
            if (first < 0) {
                return count;
            }
            control >>>= 1;
            if (literal) {
                out[count++] = put((byte) first);
            } else {
                count = match(first, out, count);
            }
        }
        return count;
    }

    private int match(int first, byte[] out, int to) throws IOException {
        int second = in.read();
        if (second < 0) {
            return to;
        }
        int from = first | ((second & 0xF0) << 4);
        int length = (second & 0xF) + MIN_MATCH;
        for (int i = 0; i < length; i++) {
            out[to + i] = put(ring[from + i & MASK]);
        }
        return to + length;
    }

    private byte put(byte value) {
        ring[at] = value;
        at = at + 1 & MASK;
        return value;
    }
}
