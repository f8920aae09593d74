// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dump;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;

/**
 * Header of a minidump, 32 bytes: u32 {@code MDMP}, u32 version, u32 number of streams, u32 offset of the stream directory, u32
 * checksum, u32 timestamp, u64 flags. Source: the documentation of {@code MINIDUMP_HEADER}.
 *
 * @param version low 16 bits 0xA793, the rest belongs to the writer; unsigned 32-bit
 * @param streams number of streams, unsigned 32-bit
 * @param directory offset of the stream directory, unsigned 32-bit
 * @param checksum unsigned 32-bit, mostly 0
 * @param timestamp seconds since 1970, unsigned 32-bit
 * @param flags what the dump was asked to hold ({@code MINIDUMP_TYPE})
 */
public record MinidumpHeader(long version, long streams, long directory, long checksum, long timestamp, long flags) {
    static final int SIGNATURE = 0x504D444D;
    static final int SIZE = 32;
    private static final int VERSION = 0xA793;

    static MinidumpHeader decode(ByteCursor in) throws FormatException {
        if (in.i32() != SIGNATURE) {
            throw in.error(FormatException.Kind.BAD_MAGIC, "not a minidump: no MDMP signature before");
        }
        long version = in.u32();
        if ((version & 0xFFFF) != VERSION) {
            throw in.error(FormatException.Kind.UNSUPPORTED, "minidump of version " + (version & 0xFFFF));
        }
        return new MinidumpHeader(version, in.u32(), in.u32(), in.u32(), in.u32(), in.i64());
    }
}
