// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import dev.symkit.format.io.ByteCursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What says that an image holds ARM64EC code: the load configuration's field at 0xC8 (u64 address, PE32+) leads to u32 version, u32
 * RVA and u32 count of the code map (u32 start with the sort of code in bits 0-1, u32 length), and at 0x40 u32 RVA and u32 size of the
 * other machine's function table. Source: observed with the ARM64EC image of the corpus and LLVM's constants.
 *
 * @param version version of the metadata
 * @param codeMap ranges of code in the order of the map
 * @param extraTable place of the other machine's function table
 */
public record HybridMetadata(long version, List<Range> codeMap, DataDirectory extraTable) {
    private static final int POINTER = 0xC8;
    private static final int SIZE = 0x48;
    private static final int MAX_RANGES = 1 << 16;

    /** Copies the list. */
    public HybridMetadata {
        codeMap = List.copyOf(codeMap);
    }

    /** Sorts of code. */
    public enum Code {
        /** ARM64 code. */
        ARM64,
        /** ARM64 code that follows x64 conventions. */
        ARM64EC,
        /** x64 code. */
        X64,
        /** Not known. */
        UNKNOWN
    }

    /**
     * A range of code of one sort.
     *
     * @param rva its first byte, unsigned 32-bit
     * @param length its bytes, unsigned 32-bit
     * @param code the sort
     */
    public record Range(long rva, long length, Code code) {}

    /**
     * Reads the metadata.
     *
     * @param pe the image
     * @return the metadata, or empty if the image is not hybrid
     * @throws dev.symkit.format.io.FormatException {@code TRUNCATED} if it is not in the file
     * @throws IOException if the file cannot be read
     */
    public static Optional<HybridMetadata> read(PeFile pe) throws IOException {
        Optional<DataDirectory> config = pe.directory(DataDirectory.LOAD_CONFIG);
        boolean candidate = pe.isPlus() && (pe.machine() == Machine.X64 || pe.machine() == Machine.ARM64);
        if (!candidate || config.isEmpty() || pe.available(config.get().rva()) < POINTER + 8) {
            return Optional.empty();
        }
        ByteCursor in = pe.cursor("load configuration", config.get().rva(), POINTER + 8);
        long size = in.u32();
        in.skip(POINTER - 4);
        long pointer = in.i64();
        if (size < POINTER + 8 || pointer == 0) {
            return Optional.empty();
        }
        ByteCursor metadata =
                pe.cursor("hybrid metadata", pointer - pe.optionalHeader().imageBase(), SIZE);
        long version = metadata.u32();
        long mapRva = metadata.u32();
        long mapCount = metadata.u32();
        metadata.skip(0x34);
        DataDirectory extra = new DataDirectory(metadata.u32(), metadata.u32());
        return Optional.of(new HybridMetadata(version, ranges(pe, mapRva, mapCount), extra));
    }

    private static List<Range> ranges(PeFile pe, long rva, long count) throws IOException {
        long present = Math.min(Math.min(count, MAX_RANGES), pe.available(rva) / 8);
        List<Range> result = new ArrayList<>();
        if (present > 0) {
            ByteCursor in = pe.cursor("code map", rva, present * 8);
            while (in.remaining() > 0) {
                long start = in.u32();
                result.add(new Range(start & ~3L, in.u32(), Code.values()[(int) start & 3]));
            }
        }
        return result;
    }

    /**
     * Gives the sort of code at an address.
     *
     * @param rva address relative to the image
     * @return the sort of the first range that covers it, {@code UNKNOWN} if none does
     */
    public Code codeAt(long rva) {
        for (Range range : codeMap) {
            if (rva >= range.rva() && rva - range.rva() < range.length()) {
                return range.code();
            }
        }
        return Code.UNKNOWN;
    }
}
