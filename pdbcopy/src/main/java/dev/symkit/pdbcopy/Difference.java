// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.io.ByteSource;
import java.io.IOException;
import java.util.Arrays;

/** Compares a file with one in which bytes may have been zeroed. */
final class Difference {
    private static final int CHUNK = 1 << 18;

    private Difference() {}

    /**
     * Counts the bytes that were zeroed.
     *
     * @throws IOException if a file cannot be read, or they differ in another way
     */
    static long zeroed(ByteSource before, ByteSource after) throws IOException {
        if (before.size() != after.size()) {
            throw new IOException(after.name() + ": has " + after.size() + " bytes, not " + before.size());
        }
        byte[] old = new byte[CHUNK];
        byte[] now = new byte[CHUNK];
        long count = 0;
        for (long at = 0; at < before.size(); at += CHUNK) {
            int length = (int) Math.min(CHUNK, before.size() - at);
            before.read(at, old, 0, length);
            after.read(at, now, 0, length);
            int index = Arrays.mismatch(old, 0, length, now, 0, length);
            for (; index >= 0 && index < length; index++) {
                if (old[index] != now[index]) {
                    if (now[index] != 0) {
                        throw new IOException(after.name() + ": was not written as it should be at " + (at + index));
                    }
                    count++;
                }
            }
        }
        return count;
    }
}
