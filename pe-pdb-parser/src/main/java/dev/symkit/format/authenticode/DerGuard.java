// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.authenticode;

import java.util.Arrays;

/**
 * Looks over BER data before Bouncy Castle does: how deep its parts are nested, and that each ends inside the one around it. Bouncy
 * Castle recurses into nested parts, so damaged data could exhaust the stack.
 */
final class DerGuard {
    private static final int DEEPEST = 64;

    private DerGuard() {}

    /** Bytes of the first element, or -1 if it is damaged or nested too deeply. */
    static int sizeOfFirst(byte[] data) {
        int[] ends = new int[DEEPEST];
        int depth = 0;
        int at = 0;
        do {
            int[] header = header(data, at, depth == 0 ? data.length : ends[depth - 1]);
            if (header.length == 0) {
                return -1;
            }
            boolean constructed = (data[at] & 0x20) != 0;
            at = header[0];
            int end = at + header[1];
            if (constructed) {
                if (depth == DEEPEST) {
                    return -1;
                }
                ends[depth++] = end;
            } else {
                at = end;
            }
            while (depth > 0 && at == ends[depth - 1]) {
                depth--;
            }
        } while (depth > 0);
        return at;
    }

    /** Position and size of an element's content; nothing if the header is damaged. Lengths must be definite, as DER demands. */
    private static int[] header(byte[] data, int start, int end) {
        int at = start;
        if (at >= end) {
            return new int[0];
        }
        if ((data[at++] & 0x1F) == 0x1F) {
            while (at < end && (data[at] & 0x80) != 0) {
                at++;
            }
            at++;
        }
        if (at >= end) {
            return new int[0];
        }
        int first = data[at++] & 0xFF;
        long length = first;
        if (first >= 0x80) {
            int count = first & 0x7F;
            if (count == 0 || count > 4 || end - at < count) {
                return new int[0];
            }
            length = 0;
            for (int i = 0; i < count; i++) {
                length = (length << 8) | (data[at++] & 0xFF);
            }
        }
        return length > end - at ? new int[0] : new int[] {at, (int) length};
    }

    /** The content of the first element without its tag and length. */
    static byte[] contentOfFirst(byte[] data) {
        int[] header = header(data, 0, data.length);
        return header.length == 0 ? new byte[0] : Arrays.copyOfRange(data, header[0], header[0] + header[1]);
    }
}
