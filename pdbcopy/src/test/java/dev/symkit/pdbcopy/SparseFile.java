// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.io.ByteSource;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A file in memory that takes room only for blocks that are not all zero. Not thread-safe while it is written. */
final class SparseFile extends OutputStream {
    private static final int BLOCK = 256;
    private static final byte[] ZEROS = new byte[1 << 16];

    private final Map<Long, byte[]> blocks = new HashMap<>();
    private long size;

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        for (int done = 0; done < length; ) {
            int part = Math.min(ZEROS.length, length - done);
            int at = from + done;
            int zeros = Arrays.mismatch(bytes, at, at + part, ZEROS, 0, part);
            done += zeros < 0 ? part : zeros;
            size += zeros < 0 ? part : zeros;
            if (zeros >= 0) {
                done += fill(bytes, from + done, length - done);
            }
        }
    }

    /** Writes to the end of the block. */
    private int fill(byte[] bytes, int from, int length) {
        int at = (int) (size % BLOCK);
        int part = Math.min(BLOCK - at, length);
        System.arraycopy(bytes, from, blocks.computeIfAbsent(size / BLOCK, block -> new byte[BLOCK]), at, part);
        size += part;
        return part;
    }

    /** Number of bytes that take room. */
    long used() {
        return (long) blocks.size() * BLOCK;
    }

    ByteSource source() {
        return new ByteSource() {
            @Override
            public String name() {
                return "sparse.pdb";
            }

            @Override
            public long size() {
                return size;
            }

            @Override
            public void read(long position, byte[] into, int at, int length) {
                if (position + length > size) {
                    throw new IllegalArgumentException(position + " + " + length + " of " + size);
                }
                Arrays.fill(into, at, at + length, (byte) 0);
                long end = position + length;
                for (long start = position / BLOCK * BLOCK; start < end; start += BLOCK) {
                    byte[] block = blocks.get(start / BLOCK);
                    if (block != null) {
                        int from = (int) Math.max(0, position - start);
                        int to = (int) Math.min(BLOCK, end - start);
                        System.arraycopy(block, from, into, at + (int) (start + from - position), to - from);
                    }
                }
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }
}
