// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.tpi;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import dev.symkit.format.io.RandomBytes;
import java.io.IOException;
import java.util.Locale;

/**
 * The header of a TPI or IPI stream.
 *
 * <p>Layout, 56 bytes, little-endian: u32 version, u32 header size, u32 first index, u32 index behind the last, u32 bytes of
 * records, u16 hash stream, u16 second hash stream, u32 bytes of a hash value, u32 buckets, three pairs of i32 offset and u32 length in
 * the hash stream: hash values, index offsets, adjusters. Up to version 19951122 16 bytes: u32 version, u16 first index, u16 index behind the
 * last, u32 bytes of records, u16 hash stream. Version 19960307 20 bytes: the same with u32 indices. Source: microsoft-pdb, {@code
 * PDB/dbi/tpi.h}, {@code HDR}, {@code HDR_16t}, {@code HDR_VC50Interim}.
 *
 * @param version date of the format as a decimal number, 20040203 in all current files
 * @param size bytes in the header; the records follow
 * @param firstIndex index of the first record, unsigned 32-bit
 * @param endIndex index behind the last record, unsigned 32-bit
 * @param recordBytes bytes of all records
 * @param hashStream number of the stream with the hash values; {@link #NO_STREAM} if there is none
 * @param hashKeySize bytes of one hash value
 * @param bucketCount number of hash buckets, unsigned 32-bit
 * @param hashValues part of the hash stream with a value for each type
 * @param indexOffsets part with pairs of type index and offset
 * @param hashAdjusters part with the types that come first in their bucket
 */
public record TpiHeader(
        long version,
        long size,
        long firstIndex,
        long endIndex,
        long recordBytes,
        int hashStream,
        long hashKeySize,
        long bucketCount,
        Part hashValues,
        Part indexOffsets,
        Part hashAdjusters) {
    /** Stream number that means there is none. */
    public static final int NO_STREAM = 0xFFFF;

    /** The last version with 16-bit type indices, written up to Visual C++ 4. */
    static final long V41 = 19951122;

    /** Since this version names end with NUL. */
    static final long V70 = 19990903;

    /** Since this version records are hashed as today. */
    static final long V80 = 20040203;

    private static final long V40 = 19950410;
    private static final long V50_INTERIM = 19960307;
    private static final long NEWEST = 20991231;
    private static final int SIZE = 56;
    private static final int SIZE_INTERIM = 20;
    private static final int SIZE_16 = 16;

    /** The smallest record: length and kind. */
    private static final int SMALLEST_RECORD = 4;

    /**
     * A part of the hash stream.
     *
     * @param offset bytes from the start, as stored
     * @param length bytes; 0 if it is absent
     */
    public record Part(int offset, long length) {
        static final Part NONE = new Part(0, 0);

        static Part read(ByteCursor in) throws FormatException {
            int offset = in.i32();
            int length = in.i32();
            return new Part(offset, Math.max(0, length));
        }

        /** Whether it lies in a stream of that size. */
        boolean fits(long streamSize) {
            return offset >= 0 && offset <= streamSize - length;
        }
    }

    /** Number of records. */
    public long count() {
        return endIndex - firstIndex;
    }

    /** Whether the records have 16-bit type indices. */
    public boolean is16Bit() {
        return version <= V41;
    }

    /**
     * Reads the header.
     *
     * @param stream the TPI or IPI stream, not empty
     * @throws FormatException {@code BAD_VALUE} if the version, the range of indices or a size is impossible, {@code TRUNCATED} if the
     *     stream is too short
     * @throws IOException if the file cannot be read
     */
    public static TpiHeader read(RandomBytes stream) throws IOException {
        long version = stream.cursor(0, 4).u32();
        if (version < V40 || version > NEWEST) {
            throw bad(stream.origin(), "version " + version + " is not known");
        }
        TpiHeader header = version <= V41 || version == V50_INTERIM ? readOld(stream, version) : readNew(stream);
        header.check(stream);
        return header;
    }

    private static TpiHeader readNew(RandomBytes stream) throws IOException {
        ByteCursor in = stream.cursor(0, SIZE);
        long version = in.u32();
        long size = in.u32();
        long first = in.u32();
        long end = in.u32();
        long bytes = in.u32();
        int hashStream = in.u16();
        in.skip(2);
        return new TpiHeader(
                version,
                size,
                first,
                end,
                bytes,
                hashStream,
                in.u32(),
                in.u32(),
                Part.read(in),
                Part.read(in),
                Part.read(in));
    }

    private static TpiHeader readOld(RandomBytes stream, long version) throws IOException {
        boolean narrow = version <= V41;
        int size = narrow ? SIZE_16 : SIZE_INTERIM;
        ByteCursor in = stream.cursor(0, size);
        in.skip(4);
        long first = narrow ? in.u16() : in.u32();
        long end = narrow ? in.u16() : in.u32();
        return new TpiHeader(version, size, first, end, in.u32(), in.u16(), 0, 0, Part.NONE, Part.NONE, Part.NONE);
    }

    private void check(RandomBytes stream) throws FormatException {
        Origin where = stream.origin();
        if (size < SIZE_16 || size > stream.size()) {
            throw bad(where.plus(4), "header size " + size + " is not allowed");
        }
        if (recordBytes > stream.size() - size) {
            throw new FormatException(
                    FormatException.Kind.TRUNCATED,
                    where,
                    String.format(
                            Locale.ROOT,
                            "type records of 0x%X bytes exceed the 0x%X bytes left",
                            recordBytes,
                            stream.size() - size));
        }
        if (endIndex < firstIndex || endIndex - firstIndex > recordBytes / SMALLEST_RECORD) {
            throw bad(
                    where.plus(8),
                    String.format(
                            Locale.ROOT,
                            "type indices 0x%X to 0x%X do not fit 0x%X bytes of records",
                            firstIndex,
                            endIndex,
                            recordBytes));
        }
    }

    private static FormatException bad(Origin where, String problem) {
        return new FormatException(FormatException.Kind.BAD_VALUE, where, problem);
    }
}
