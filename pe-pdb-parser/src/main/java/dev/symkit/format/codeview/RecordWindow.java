// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.RandomBytes;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The part of a stream that a {@link SymbolReader} has at hand: a buffer that slides over it, or, for reading in any order, a chunk of
 * a cache. Confined to one thread.
 */
final class RecordWindow {
    private static final int FIRST_CHUNK = 4096;
    private static final int LARGEST_CHUNK = 1 << 18;

    private RandomBytes stream;
    private final @Nullable ChunkCache cache;
    private long end;
    private byte[] buffer = new byte[0];
    private byte[] own = buffer;
    private long base;
    private int limit;
    private int chunk = FIRST_CHUNK;

    RecordWindow(RandomBytes stream, long end, boolean anyOrder) {
        this.stream = stream;
        this.end = end;
        this.cache = anyOrder ? new ChunkCache(stream) : null;
    }

    /** Goes on to another part, with the buffer that is there. */
    void reset(RandomBytes other, long otherEnd) {
        if (cache != null) {
            throw new IllegalStateException("a reader in any order stays with its stream");
        }
        stream = other;
        end = otherEnd;
        base = 0;
        limit = 0;
        chunk = FIRST_CHUNK;
    }

    RandomBytes stream() {
        return stream;
    }

    long end() {
        return end;
    }

    byte[] buffer() {
        return buffer;
    }

    /** Index in {@link #buffer()} of the byte at an offset, with as many bytes behind it as are asked for. */
    int locate(long offset, int count) throws IOException {
        long index = offset - base;
        if (index >= 0 && index + count <= limit) {
            return (int) index;
        }
        if (count > end - offset) {
            throw new FormatException(
                    FormatException.Kind.TRUNCATED,
                    stream.origin().plus(offset),
                    "a symbol record needs " + count + " bytes, " + (end - offset) + " are left");
        }
        return cache == null ? slide(offset, count) : pick(cache, offset, count);
    }

    private int slide(long offset, int count) throws IOException {
        long index = offset - base;
        int kept = index >= 0 && index < limit ? (int) (limit - index) : 0;
        if (index < 0 || index > (long) limit + chunk) {
            chunk = FIRST_CHUNK; // not in order
        }
        int wanted = (int) Math.min(Math.max(chunk, count), end - offset);
        byte[] next =
                wanted <= buffer.length ? buffer : new byte[(int) Math.min(Math.max(wanted, chunk), end - offset)];
        System.arraycopy(buffer, (int) (kept == 0 ? 0 : index), next, 0, kept);
        buffer = next;
        base = offset;
        limit = kept;
        if (wanted > kept) {
            stream.read(offset + kept, buffer, kept, wanted - kept);
            limit = wanted;
        }
        chunk = Math.min(chunk * 4, LARGEST_CHUNK);
        return 0;
    }

    private int pick(ChunkCache chunks, long offset, int count) throws IOException {
        long number = offset / ChunkCache.CHUNK;
        int at = (int) (offset % ChunkCache.CHUNK);
        byte[] content = chunks.chunk(number);
        if (at + count <= content.length) {
            buffer = content;
            base = number * ChunkCache.CHUNK;
            limit = content.length;
            return at;
        }
        if (own.length < count) {
            own = new byte[count];
        }
        base = 0;
        limit = 0;
        int done = 0;
        while (done < count) {
            int here = Math.min(content.length - at, count - done);
            System.arraycopy(content, at, own, done, here);
            done += here;
            if (done < count) {
                content = chunks.chunk(++number);
                at = 0;
            }
        }
        buffer = own;
        base = offset;
        limit = count;
        return 0;
    }
}
