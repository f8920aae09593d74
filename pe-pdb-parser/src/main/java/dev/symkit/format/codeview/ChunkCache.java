// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.RandomBytes;
import java.io.IOException;
import java.util.Arrays;

/** Chunks of a stream that were read, up to 32 MiB of them: a chunk gives way to another one of the same slot. Confined to one thread. */
final class ChunkCache {
    static final int CHUNK = 1 << 16;

    private static final int MAX_SLOTS = 512;

    private final RandomBytes stream;
    private final byte[][] slots;
    private final long[] held;

    ChunkCache(RandomBytes stream) {
        this.stream = stream;
        int count = (int) Math.min(MAX_SLOTS, stream.size() / CHUNK + 1);
        slots = new byte[count][];
        held = new long[count];
        Arrays.fill(held, -1);
    }

    /** The chunk with this number; all but the last one of the stream have {@link #CHUNK} bytes. */
    byte[] chunk(long number) throws IOException {
        int slot = (int) (number % slots.length);
        if (held[slot] != number) {
            int length = (int) Math.min(CHUNK, stream.size() - number * CHUNK);
            byte[] content = slots[slot] != null && slots[slot].length == length ? slots[slot] : new byte[length];
            held[slot] = -1;
            slots[slot] = content;
            stream.read(number * CHUNK, content, 0, length);
            held[slot] = number;
        }
        return slots[slot];
    }
}
