// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.msf;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Limits;
import java.io.IOException;
import java.util.Arrays;

/**
 * The stream directory, read as far as needed.
 *
 * <p>MSF 7.00: u32 number of streams, u32 size of each, u32 page numbers of stream 0, of stream 1, and so on. MSF 2.00: u16 number
 * of streams, u16 unused, {u32 size, u32 unused} of each, u16 page numbers. To find the page numbers of stream k only the sizes of
 * the streams before it are read. Source: microsoft-pdb, {@code msf.cpp}.
 *
 * <p>Thread-safe: the sizes read so far are guarded by this object's lock.
 */
final class StreamDirectory {
    private static final long NIL = 0xFFFFFFFFL;
    static final int HEAD = 4;

    private final Geometry geometry;
    private final PagedBytes bytes;
    private final int streamCount;
    private final int entrySize;
    private final int pageWidth;

    /** Sizes as stored; {@code firstPage[k]} is the number of pages of all streams before k. */
    private long[] sizes = new long[0];

    private long[] firstPage = {0};

    /** A stream's size and the byte offset of its page numbers in the directory. */
    record Entry(boolean nil, long size, long listOffset) {}

    private StreamDirectory(Geometry geometry, PagedBytes bytes, int streamCount) {
        this.geometry = geometry;
        this.bytes = bytes;
        this.streamCount = streamCount;
        this.entrySize = geometry.big() ? 4 : 8;
        this.pageWidth = geometry.big() ? 4 : 2;
    }

    static StreamDirectory open(Geometry geometry, PagedBytes bytes) throws IOException {
        byte[] head = new byte[HEAD];
        bytes.read(0, head, 0, HEAD);
        ByteCursor in = new ByteCursor(head, 0, HEAD, bytes.origin());
        long count = geometry.big() ? in.u32() : in.u16();
        int entrySize = geometry.big() ? 4 : 8;
        if (count > (bytes.size() - HEAD) / entrySize) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    bytes.origin(),
                    count + " streams do not fit in a directory of " + bytes.size() + " bytes");
        }
        if (count > Limits.MAX_STREAMS) {
            throw new FormatException(FormatException.Kind.LIMIT, bytes.origin(), count + " streams are too many");
        }
        return new StreamDirectory(geometry, bytes, (int) count);
    }

    int streamCount() {
        return streamCount;
    }

    PagedBytes bytes() {
        return bytes;
    }

    int pageWidth() {
        return pageWidth;
    }

    synchronized Entry entry(int index) throws IOException {
        if (index >= sizes.length) {
            // Doubling keeps a walk over all streams linear, and the few first streams cheap.
            readSizes(Math.min(streamCount, Math.max(index + 1, sizes.length * 2)));
        }
        long size = sizes[index];
        boolean nil = size == NIL;
        long listOffset = HEAD + (long) streamCount * entrySize + firstPage[index] * pageWidth;
        long pages = nil ? 0 : geometry.pagesFor(size);
        if (listOffset + pages * pageWidth > bytes.size()) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    bytes.origin().plus(HEAD + (long) index * entrySize),
                    "the page numbers of stream " + index + " (" + size + " bytes) lie beyond the directory of "
                            + bytes.size() + " bytes");
        }
        return new Entry(nil, nil ? 0 : size, listOffset);
    }

    private void readSizes(int upTo) throws IOException {
        int known = sizes.length;
        byte[] raw = new byte[(upTo - known) * entrySize];
        long offset = HEAD + (long) known * entrySize;
        bytes.read(offset, raw, 0, raw.length);
        ByteCursor in = new ByteCursor(raw, 0, raw.length, bytes.origin().plus(offset));
        long[] moreSizes = Arrays.copyOf(sizes, upTo);
        long[] morePages = Arrays.copyOf(firstPage, upTo + 1);
        for (int i = known; i < upTo; i++) {
            long size = in.u32();
            in.skip(entrySize - 4L);
            moreSizes[i] = size;
            morePages[i + 1] = morePages[i] + (size == NIL ? 0 : geometry.pagesFor(size));
        }
        sizes = moreSizes;
        firstPage = morePages;
    }
}
