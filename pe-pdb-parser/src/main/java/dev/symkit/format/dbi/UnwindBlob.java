// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.RandomBytes;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * The head of a stream with a copy of unwind data, {@code .pdata} or {@code .xdata}.
 *
 * <p>Layout, little-endian: u32 version 1, u32 bytes of the head, u32 bytes of data; a head of 24 bytes and more has also u32 RVA of the
 * data and u64 address of the image. The data follows the head. Source: microsoft-pdb, {@code langapi/include/pdb.h}, {@code
 * DbgRvaVaBlob}.
 *
 * @param version 1
 * @param headerSize bytes of the head, unsigned 32-bit: the data starts there
 * @param dataSize bytes of data, unsigned 32-bit
 * @param rvaBase RVA of the data, unsigned 32-bit; empty if the head does not have it
 * @param imageBase address of the image; empty if the head does not have it
 */
public record UnwindBlob(long version, long headerSize, long dataSize, OptionalLong rvaBase, OptionalLong imageBase) {
    private static final int SMALL = 12;
    private static final int LARGE = 24;

    static UnwindBlob read(RandomBytes stream) throws IOException {
        ByteCursor in = stream.cursor(0, SMALL);
        long version = in.u32();
        long headerSize = in.u32();
        long dataSize = in.u32();
        if (headerSize < SMALL || headerSize + dataSize > stream.size()) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    stream.origin(),
                    "a head of " + headerSize + " and data of " + dataSize + " bytes in a stream of " + stream.size());
        }
        if (headerSize < LARGE) {
            return new UnwindBlob(version, headerSize, dataSize, OptionalLong.empty(), OptionalLong.empty());
        }
        ByteCursor more = stream.cursor(SMALL, LARGE - SMALL);
        return new UnwindBlob(version, headerSize, dataSize, OptionalLong.of(more.u32()), OptionalLong.of(more.i64()));
    }
}
