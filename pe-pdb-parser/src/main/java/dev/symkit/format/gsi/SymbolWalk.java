// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.gsi;

import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.RandomBytes;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Walks over symbols in the order of an index, without making an object for each. Confined to one thread.
 *
 * <p>The index has entries of u32 offset of the record + 1 and u32 reference count, or of u32 offset.
 */
public final class SymbolWalk {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int CHUNK = 1 << 15;

    private final RandomBytes stream;
    private final long start;
    private final long count;
    private final int width;
    private final SymbolReader symbol;
    private final byte[] chunk;
    private final @Nullable OffsetSet offsets;
    private long next;
    private int at;
    private int limit;

    private SymbolWalk(
            RandomBytes stream, long start, long count, int width, @Nullable OffsetSet offsets, SymbolReader symbol) {
        this.stream = stream;
        this.start = start;
        this.count = count;
        this.width = width;
        this.offsets = offsets;
        this.symbol = symbol;
        this.chunk = new byte[(int) Math.min(CHUNK, count * width)];
    }

    /**
     * Stands before the first symbol of an index.
     *
     * @param stream what the index lies in
     * @param start offset of its first entry
     * @param count number of entries; they must lie in the stream
     * @param width bytes of an entry, 8 or 4
     * @param symbol reader of the records
     */
    static SymbolWalk of(RandomBytes stream, long start, long count, int width, SymbolReader symbol) {
        return new SymbolWalk(stream, start, count, width, null, symbol);
    }

    /** Stands before the first symbol of a set of records. */
    static SymbolWalk inOrder(RandomBytes stream, OffsetSet offsets, SymbolReader symbol) {
        return new SymbolWalk(stream, 0, 0, 0, offsets, symbol);
    }

    /**
     * Goes to the next symbol.
     *
     * @return false after the last one
     * @throws FormatException {@code BAD_VALUE} if an entry names no place in the records, else as {@link SymbolReader#next()}
     * @throws IOException if the file cannot be read
     */
    public boolean next() throws IOException {
        if (offsets != null) {
            long offset = offsets.next();
            if (offset >= 0) {
                symbol.moveTo(offset);
                next++;
            }
            return offset >= 0;
        }
        if (next == count) {
            return false;
        }
        symbol.moveTo(entry());
        return true;
    }

    private long entry() throws IOException {
        at += width;
        if (at >= limit) {
            limit = (int) Math.min(chunk.length, (count - next) * width);
            stream.read(start + next * width, chunk, 0, limit);
            at = 0;
        }
        next++;
        long offset = Integer.toUnsignedLong((int) INT.get(chunk, at));
        if (width != HashBlock.ENTRY) {
            return offset;
        }
        if (offset == 0) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    stream.origin().plus(start + (next - 1) * width),
                    "an entry of the hash table names no record");
        }
        return offset - 1;
    }

    /** The reader, which stands on the symbol. */
    public SymbolReader symbol() {
        return symbol;
    }

    /** Number of the symbol in the walk, from 0. */
    public long index() {
        return next - 1;
    }

    /** How many modules share the record; 1 if the walk does not follow the hash table. */
    public long referenceCount() {
        return width == HashBlock.ENTRY ? Integer.toUnsignedLong((int) INT.get(chunk, at + 4)) : 1;
    }
}
