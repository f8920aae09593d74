// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.msf;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import dev.symkit.format.io.RandomBytes;
import java.io.IOException;
import java.util.Objects;

/**
 * Bytes spread over pages of a file. Only the page numbers and pages that a read needs are read; adjacent pages are read in one
 * go.
 *
 * <p>Immutable, thread-safe.
 */
final class PagedBytes implements RandomBytes {
    /** Page numbers looked up at a time. */
    private static final int BATCH = 1024;

    private final ByteSource source;
    private final Geometry geometry;
    private final PageList pages;
    private final long size;
    private final Origin origin;

    /**
     * Describes such bytes without reading any.
     *
     * @param source the file
     * @param geometry its page layout
     * @param pages page numbers in order
     * @param size number of bytes
     * @param structure what the bytes are, for messages
     */
    PagedBytes(ByteSource source, Geometry geometry, PageList pages, long size, String structure) {
        this.source = source;
        this.geometry = geometry;
        this.pages = pages;
        this.size = size;
        this.origin = new Origin(source.name(), structure, 0);
    }

    @Override
    public long size() {
        return size;
    }

    /** The page numbers in order. */
    PageList pages() {
        return pages;
    }

    @Override
    public Origin origin() {
        return origin;
    }

    @Override
    public void read(long offset, byte[] into, int at, int length) throws IOException {
        Objects.checkFromIndexSize(at, length, into.length);
        if (offset < 0 || offset > size - length) {
            throw new FormatException(
                    FormatException.Kind.TRUNCATED,
                    origin.plus(offset),
                    length + " bytes are needed here, there are " + size + " in all");
        }
        long position = offset;
        int written = at;
        int left = length;
        while (left > 0) {
            long firstPage = position / geometry.pageSize();
            long lastPage = (position + left - 1) / geometry.pageSize();
            int count = (int) Math.min(BATCH, lastPage - firstPage + 1);
            long batchEnd = (firstPage + count) * geometry.pageSize();
            int here = (int) Math.min(left, batchEnd - position);
            readBatch(firstPage, position, new Target(into, written, here), pages.read(firstPage, count));
            position += here;
            written += here;
            left -= here;
        }
    }

    private record Target(
            @SuppressWarnings("ArrayRecordComponent") byte[] into, int at, int length) {}

    /** Reads the bytes at {@code position}, all of which lie in {@code numbers}, whose first one is page {@code first}. */
    private void readBatch(long first, long position, Target target, long[] numbers) throws IOException {
        int index = 0;
        int done = 0;
        int inPage = (int) (position % geometry.pageSize());
        while (done < target.length()) {
            geometry.check(numbers[index], pages.place(first + index));
            int run = 1;
            while (index + run < numbers.length && numbers[index + run] == numbers[index] + run) {
                geometry.check(numbers[index + run], pages.place(first + index + run));
                run++;
            }
            int bytes = (int) Math.min(target.length() - done, (long) run * geometry.pageSize() - inPage);
            long from = geometry.positionOf(numbers[index]) + inPage;
            if (from > geometry.fileSize() - bytes) {
                throw new FormatException(
                        FormatException.Kind.TRUNCATED,
                        pages.place(first + index),
                        "page " + numbers[index] + " lies beyond the end of the file (" + geometry.fileSize()
                                + " bytes)");
            }
            source.read(from, target.into(), target.at() + done, bytes);
            done += bytes;
            index += run;
            inPage = 0;
        }
    }
}
