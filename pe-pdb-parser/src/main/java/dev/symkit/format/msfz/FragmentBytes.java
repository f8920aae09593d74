// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.msfz;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import dev.symkit.format.io.RandomBytes;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;

/** The bytes of a stream, put together from fragments that lie in the file or in chunks. Immutable, thread-safe. */
final class FragmentBytes implements RandomBytes {
    private final ByteSource source;
    private final ChunkTable chunks;
    private final Origin origin;

    /** Offset in the stream of each fragment's first byte, and at last the size. */
    private final long[] starts;

    /** Where each fragment lies: a position in the file, or the complement of an address in the chunks, which is negative. */
    private final long[] places;

    /**
     * Puts a stream together; all fragments must be checked.
     *
     * @param source the file
     * @param chunks its chunks
     * @param origin place of the first byte, for messages
     * @param starts offset of each fragment in the stream, and its end
     * @param places position in the file, or {@code ~address} in the chunks
     */
    FragmentBytes(ByteSource source, ChunkTable chunks, Origin origin, long[] starts, long[] places) {
        this.source = source;
        this.chunks = chunks;
        this.origin = origin;
        this.starts = starts;
        this.places = places;
    }

    @Override
    public Origin origin() {
        return origin;
    }

    @Override
    public long size() {
        return starts[places.length];
    }

    @Override
    public void read(long offset, byte[] into, int at, int length) throws IOException {
        Objects.checkFromIndexSize(at, length, into.length);
        if (offset < 0 || offset > size() - length) {
            throw new FormatException(
                    FormatException.Kind.TRUNCATED,
                    origin.plus(offset),
                    length + " bytes are needed here, there are " + size() + " in all");
        }
        if (length == 0) {
            return;
        }
        int found = Arrays.binarySearch(starts, 0, places.length, offset);
        int fragment = found >= 0 ? found : -found - 2;
        int done = 0;
        while (done < length) {
            long inside = offset + done - starts[fragment];
            int count = (int) Math.min(length - done, starts[fragment + 1] - offset - done);
            long place = places[fragment];
            if (place < 0) {
                chunks.read(~place + inside, into, at + done, count);
            } else {
                source.read(place + inside, into, at + done, count);
            }
            done += count;
            fragment++;
        }
    }
}
