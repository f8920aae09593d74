// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.tpi;

import dev.symkit.format.io.Origin;
import dev.symkit.format.io.RandomBytes;
import java.io.IOException;

/**
 * Keeps the parts of a structure that were read last, for records looked up one by one. Holds at most 16 MiB. Thread-safe: guarded by
 * itself.
 */
final class CachedBytes implements RandomBytes {
    private static final int BLOCK = 1 << 12;
    private static final int SLOTS = 1 << 12;

    private final RandomBytes stream;
    private final byte[][] blocks = new byte[SLOTS][];
    private final long[] numbers = new long[SLOTS];

    CachedBytes(RandomBytes stream) {
        this.stream = stream;
    }

    @Override
    public Origin origin() {
        return stream.origin();
    }

    @Override
    public long size() {
        return stream.size();
    }

    @Override
    public void read(long offset, byte[] into, int at, int length) throws IOException {
        if (length > 2 * BLOCK || offset < 0 || offset > size() - length) {
            stream.read(offset, into, at, length); // a walk, or an error that is to be reported there
            return;
        }
        int done = 0;
        while (done < length) {
            long position = offset + done;
            int inBlock = (int) (position % BLOCK);
            int count = Math.min(length - done, BLOCK - inBlock);
            copy(position / BLOCK, inBlock, into, at + done, count);
            done += count;
        }
    }

    private synchronized void copy(long number, int from, byte[] into, int at, int count) throws IOException {
        int slot = (int) (number % SLOTS);
        byte[] block = blocks[slot];
        if (block == null || numbers[slot] != number) {
            long start = number * BLOCK;
            byte[] fresh = new byte[(int) Math.min(BLOCK, size() - start)];
            stream.read(start, fresh, 0, fresh.length);
            blocks[slot] = fresh;
            numbers[slot] = number;
            block = fresh;
        }
        System.arraycopy(block, from, into, at, count);
    }
}
