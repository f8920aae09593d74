// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.msf;

import dev.symkit.format.io.Origin;
import dev.symkit.format.io.RandomBytes;
import java.io.IOException;

/**
 * One stream of a PDB container. Nothing is read before it is asked for. Offsets are 64-bit and count from the start of the stream.
 *
 * <p>A nil stream (size 0xFFFFFFFF in the directory, or a number the directory does not have) is different from an empty one;
 * both have size 0. Immutable, thread-safe.
 */
public final class MsfStream implements RandomBytes {
    private final int index;
    private final boolean nil;
    private final RandomBytes bytes;

    /**
     * Puts a stream together; containers do this.
     *
     * @param index its number, from 0
     * @param nil whether the directory has no such stream
     * @param bytes its content, empty if it is nil
     */
    public MsfStream(int index, boolean nil, RandomBytes bytes) {
        this.index = index;
        this.nil = nil;
        this.bytes = bytes;
    }

    /** Number of the stream, from 0. */
    public int index() {
        return index;
    }

    /** True if the stream does not exist. */
    public boolean isNil() {
        return nil;
    }

    /** Bytes in the stream; 0 for a nil stream. */
    @Override
    public long size() {
        return bytes.size();
    }

    @Override
    public Origin origin() {
        return bytes.origin();
    }

    @Override
    public void read(long offset, byte[] into, int at, int length) throws IOException {
        bytes.read(offset, into, at, length);
    }
}
