// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dump;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import java.util.Optional;

/**
 * Second header of dumps with a bitmap, at 0x2000: {@code SDMP} or {@code FDMP}, {@code DUMP}, 0x20 u64 offset of the first page, u64
 * pages present, u64 pages, then the bitmap. Source: kdmp-parser.
 *
 * @param full whether the signature is {@code FDMP}
 * @param firstPage offset of the first page in the file
 * @param present number of pages in the file
 * @param pages number of bits in the bitmap
 */
public record BitmapHeader(boolean full, long firstPage, long present, long pages) {
    static final int SIZE = 0x38;
    private static final int SDMP = 0x504D4453;
    private static final int FDMP = 0x504D4446;

    static Optional<BitmapHeader> decode(ByteCursor in) throws FormatException {
        int signature = in.i32();
        if ((signature != SDMP && signature != FDMP) || in.i32() != KernelDumpHeader.DUMP) {
            return Optional.empty();
        }
        in.skip(0x20 - in.position());
        return Optional.of(new BitmapHeader(signature == FDMP, in.i64(), in.i64(), in.i64()));
    }
}
