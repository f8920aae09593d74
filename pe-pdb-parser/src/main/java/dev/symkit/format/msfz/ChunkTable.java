// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.msfz;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Limits;
import dev.symkit.format.io.Origin;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The chunks of a container, whose uncompressed bytes in table order form one space of 64-bit addresses.
 *
 * <p>Entry, 20 bytes, little-endian: u64 offset in the file, u32 compression, u32 bytes in the file, u32 bytes uncompressed. Source:
 * microsoft/pdb-rs, {@code msfz/src/lib.rs}.
 *
 * <p>Thread-safe: the few chunks that were unpacked last are kept, guarded by this object's lock.
 */
final class ChunkTable {
    static final String TABLE = "MSFZ chunk table";
    static final int ENTRY = 20;

    /** Our choice: what of the unpacked chunks is kept, beside the one unpacked last. */
    private static final long KEPT_BYTES = 16L << 20;

    /** Our choice: PDBs shrink to between a third and a twentieth; what claims to shrink this much more is a trap. */
    private static final long LARGEST_RATIO = 256;

    private static final long ALWAYS_ALLOWED = 256L << 20;

    private final ByteSource source;
    private final Unpacker unpacker;
    private final long[] fileOffsets;
    private final int[] compressions;
    private final int[] packedSizes;

    /** Address of each chunk's first byte, and at last the number of bytes. */
    private final long[] starts;

    private final Map<Integer, byte[]> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long keptBytes;

    private ChunkTable(ByteSource source, Unpacker unpacker, int count) {
        this.source = source;
        this.unpacker = unpacker;
        this.fileOffsets = new long[count];
        this.compressions = new int[count];
        this.packedSizes = new int[count];
        this.starts = new long[count + 1];
    }

    /**
     * Reads the table; its size is checked by the caller.
     *
     * @param source the file
     * @param unpacker decompresses chunks
     * @param offset place of the table in the file
     * @param count number of entries
     */
    static ChunkTable read(ByteSource source, Unpacker unpacker, long offset, int count) throws IOException {
        ByteCursor in = source.cursor(TABLE, offset, (long) count * ENTRY);
        ChunkTable table = new ChunkTable(source, unpacker, count);
        for (int i = 0; i < count; i++) {
            table.entry(in, i);
        }
        long total = table.size();
        if (total > ALWAYS_ALLOWED && total / LARGEST_RATIO > source.size()) {
            throw new FormatException(
                    FormatException.Kind.LIMIT,
                    new Origin(source.name(), TABLE, offset),
                    total + " bytes in a file of " + source.size() + " are too many");
        }
        return table;
    }

    private void entry(ByteCursor in, int index) throws FormatException {
        Origin where = in.origin();
        fileOffsets[index] = in.i64();
        compressions[index] = in.i32();
        long packed = in.u32();
        long size = in.u32();
        if (packed > Limits.MAX_WINDOW || size > Limits.MAX_WINDOW) {
            throw new FormatException(
                    FormatException.Kind.LIMIT,
                    where,
                    "chunk " + index + " of " + packed + " bytes, " + size + " uncompressed, is too large");
        }
        MsfzFile.checkInside(source, fileOffsets[index], packed, where, "chunk " + index);
        packedSizes[index] = (int) packed;
        starts[index + 1] = starts[index] + size;
    }

    /** Number of chunks. */
    int count() {
        return packedSizes.length;
    }

    /** Bytes of all chunks together. */
    long size() {
        return starts[count()];
    }

    /** Address of a chunk's first byte. */
    long start(int chunk) {
        return starts[chunk];
    }

    /** Copies bytes, all of which must exist. */
    void read(long address, byte[] into, int at, int length) throws IOException {
        long position = address;
        int written = at;
        int end = at + length;
        int chunk = chunkAt(position);
        while (written < end) {
            while (starts[chunk + 1] <= position) {
                chunk++;
            }
            int from = (int) (position - starts[chunk]);
            int count = (int) Math.min(end - written, starts[chunk + 1] - position);
            System.arraycopy(unpacked(chunk), from, into, written, count);
            position += count;
            written += count;
        }
    }

    /** The last chunk that starts at or before an address. */
    private int chunkAt(long address) {
        int found = Arrays.binarySearch(starts, 0, count(), address);
        return found >= 0 ? found : -found - 2;
    }

    private synchronized byte[] unpacked(int chunk) throws IOException {
        byte[] known = kept.get(chunk);
        if (known != null) {
            return known;
        }
        int size = (int) (starts[chunk + 1] - starts[chunk]);
        var eldest = kept.entrySet().iterator();
        while (keptBytes + size > KEPT_BYTES && eldest.hasNext()) {
            keptBytes -= eldest.next().getValue().length;
            eldest.remove();
        }
        byte[] packed = new byte[packedSizes[chunk]];
        source.read(fileOffsets[chunk], packed, 0, packed.length);
        Origin where = new Origin(source.name(), "MSFZ chunk " + chunk, 0);
        byte[] bytes = unpacker.unpack(compressions[chunk], packed, size, where);
        kept.put(chunk, bytes);
        keptBytes += size;
        return bytes;
    }
}
