// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.msf;

import dev.symkit.format.io.FormatException;
import java.io.IOException;

/**
 * Where the bytes of one stream lie in the file. Page numbers are read some at a time and kept, so that offsets in order cost little.
 *
 * <p>Confined to one thread.
 */
public final class StreamPositions {
    /** Page numbers looked up at a time. */
    static final int BATCH = 1024;

    private final Geometry geometry;
    private final PageList list;
    private final MsfStream stream;
    private long firstIndex;
    private long[] numbers = {};

    private StreamPositions(Geometry geometry, PageList list, MsfStream stream) {
        this.geometry = geometry;
        this.list = list;
        this.stream = stream;
    }

    static StreamPositions of(MsfFile file, int number) throws IOException {
        MsfStream stream = file.stream(number); // refuses a negative number
        StreamDirectory.Entry entry = number < file.streamCount()
                ? file.directory().entry(number)
                : new StreamDirectory.Entry(true, 0, file.directory().bytes().size());
        return new StreamPositions(file.geometry(), list(file, entry), stream);
    }

    /** The page numbers of a stream. */
    static PageList list(MsfFile file, StreamDirectory.Entry entry) {
        StreamDirectory directory = file.directory();
        PagedBytes bytes = directory.bytes();
        return new PageList(
                bytes::read,
                entry.listOffset(),
                directory.pageWidth(),
                bytes.origin().plus(entry.listOffset()));
    }

    /**
     * Gives the place of a byte in the file.
     *
     * @param offset bytes from the start of the stream
     * @return bytes from the start of the file
     * @throws FormatException {@code TRUNCATED} if the stream ends before, {@code BAD_VALUE} if the page number is not allowed
     * @throws IOException if the file cannot be read
     */
    public long position(long offset) throws IOException {
        if (offset < 0 || offset >= stream.size()) {
            throw new FormatException(
                    FormatException.Kind.TRUNCATED,
                    stream.origin().plus(Math.max(0, offset)),
                    "there is no such byte, the stream has " + stream.size());
        }
        long index = offset / geometry.pageSize();
        if (index < firstIndex || index >= firstIndex + numbers.length) {
            firstIndex = index - index % BATCH;
            numbers = list.read(firstIndex, (int) Math.min(BATCH, geometry.pagesFor(stream.size()) - firstIndex));
        }
        long page = numbers[(int) (index - firstIndex)];
        geometry.check(page, list.place(index));
        return geometry.positionOf(page) + offset % geometry.pageSize();
    }

    /**
     * Gives the number of bytes, from one on, that lie one behind the other in the file for certain: those up to the end of its page.
     *
     * @param offset bytes from the start of the stream
     */
    public int toEndOfPage(long offset) {
        return geometry.pageSize() - (int) (offset % geometry.pageSize());
    }
}
