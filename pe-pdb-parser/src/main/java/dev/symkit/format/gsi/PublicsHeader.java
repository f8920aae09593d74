// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.gsi;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.RandomBytes;
import java.io.IOException;

/**
 * The header of the PSI stream.
 *
 * <p>Layout, 28 bytes, little-endian: u32 bytes of the hash table, u32 bytes of the address map, u32 thunks, u32 bytes of a thunk, u16
 * section of the thunks, u16 padding, u32 offset of the thunks, u32 sections. Source: microsoft-pdb, {@code PDB/dbi/gsi.h},
 * {@code PSGSIHDR}.
 *
 * @param tableSize bytes of the hash table
 * @param mapSize bytes of the address map
 * @param thunks number of thunks of incremental linking
 * @param thunkSize bytes of a thunk
 * @param thunkSegment 1-based section of the thunks
 * @param thunkOffset offset of the first thunk in that section
 * @param sections number of sections in the section map; without thunks some linkers leave any number there, which then counts as 0
 */
record PublicsHeader(
        long tableSize, long mapSize, long thunks, long thunkSize, int thunkSegment, long thunkOffset, long sections) {
    static final int SIZE = 28;

    static PublicsHeader read(RandomBytes stream) throws IOException {
        if (stream.size() == 0) {
            return new PublicsHeader(0, 0, 0, 0, 0, 0, 0);
        }
        ByteCursor in = stream.cursor(0, Math.min(SIZE, stream.size()));
        long tableSize = in.u32();
        long mapSize = in.u32();
        long thunks = in.u32();
        long thunkSize = in.u32();
        int thunkSegment = in.u16();
        in.skip(2);
        long thunkOffset = in.u32();
        long sections = in.u32();
        if (thunks == 0 && SIZE + tableSize + mapSize + sections * 8 > stream.size()) {
            sections = 0;
        }
        PublicsHeader header =
                new PublicsHeader(tableSize, mapSize, thunks, thunkSize, thunkSegment, thunkOffset, sections);
        if (mapSize % 4 != 0 || header.sectionsAt() + header.sections * 8 > stream.size()) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    stream.origin(),
                    "a hash table of " + tableSize + " bytes, an address map of " + mapSize + " bytes, " + thunks
                            + " thunks and " + header.sections + " sections do not fit the " + stream.size()
                            + " bytes");
        }
        return header;
    }

    long mapAt() {
        return SIZE + tableSize;
    }

    long thunksAt() {
        return mapAt() + mapSize;
    }

    long sectionsAt() {
        return thunksAt() + thunks * 4;
    }
}
