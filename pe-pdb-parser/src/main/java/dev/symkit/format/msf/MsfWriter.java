// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.msf;

import dev.symkit.format.io.LittleEndianWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Writes an MSF 7.00 file front to back.
 *
 * <p>The result depends on the streams only: pages of 4096 bytes, or the smallest larger ones with which there are at most 2^20 pages;
 * streams in the order of their numbers, each in one run of pages but for those of the free page map, then the directory, then its map;
 * all padding zero. Free page map 1 is the valid one; all pages are in use, those behind the end are free. The second map and what
 * neither needs is 0xFF. Source: microsoft-pdb, {@code PDB/msf/msf.cpp}; the LLVM document on the MSF format.
 */
public final class MsfWriter {
    private static final int SMALLEST_PAGE = 4096;
    private static final int LARGEST_PAGE = 65536;
    private static final long MOST_PAGES = 1 << 20;
    private static final int HEADER = 0x34;
    private static final int MOST_STREAMS = 0xFFFF; // a number with all bits set stands for none
    private static final long MOST_STREAM_BYTES = 0xFFFFFFFEL;

    private MsfWriter() {}

    /**
     * Writes a file.
     *
     * @param streams the streams by number; stream 0 is the directory of an earlier time and should be empty
     * @param out receives the file
     * @throws IOException if it cannot be written, or the streams do not fit the format
     */
    public static void write(List<StreamContent> streams, OutputStream out) throws IOException {
        PageLayout layout = layout(streams);
        PagedOutput pages = new PagedOutput(out, layout);
        pages.write(header(layout));
        for (StreamContent stream : streams) {
            long before = pages.written();
            stream.writeTo(pages);
            if (pages.written() - before != stream.size()) {
                throw new IllegalStateException(
                        "a stream of " + stream.size() + " bytes wrote " + (pages.written() - before));
            }
            pages.endStream();
        }
        writeDirectory(streams, layout, pages);
        pages.finish();
    }

    private static PageLayout layout(List<StreamContent> streams) throws IOException {
        long[] sizes = streams.stream().mapToLong(StreamContent::size).toArray();
        if (sizes.length > MOST_STREAMS) {
            throw new IOException(sizes.length + " streams do not fit into an MSF file");
        }
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] > MOST_STREAM_BYTES) {
                throw new IOException("stream " + i + " of " + sizes[i] + " bytes does not fit into an MSF file");
            }
        }
        for (int pageSize = SMALLEST_PAGE; pageSize <= LARGEST_PAGE; pageSize *= 2) {
            PageLayout layout = PageLayout.of(sizes, pageSize);
            if (layout.pageCount() <= MOST_PAGES && layout.mapPages() * 4 <= pageSize - HEADER) {
                return layout;
            }
        }
        throw new IOException("the streams do not fit into an MSF file of 64 GiB");
    }

    private static byte[] header(PageLayout layout) {
        LittleEndianWriter header = new LittleEndianWriter();
        byte[] magic = MsfFile.Version.MSF_7_00.magic();
        header.bytes(magic, 0, magic.length);
        header.u32(layout.pageSize()).u32(1).u32(layout.pageCount()).u32(layout.directorySize());
        header.u32(0);
        for (long page = layout.mapStart(), i = 0; i < layout.mapPages(); i++, page = layout.next(page)) {
            header.u32(page);
        }
        header.zeros(layout.pageSize() - header.size());
        return header.toByteArray();
    }

    private static void writeDirectory(List<StreamContent> streams, PageLayout layout, PagedOutput out)
            throws IOException {
        Numbers numbers = new Numbers(out);
        numbers.add(streams.size());
        for (StreamContent stream : streams) {
            numbers.add(stream.size());
        }
        long page = PageLayout.FIRST;
        for (StreamContent stream : streams) {
            page = numbers.addRun(layout, page, layout.pagesFor(stream.size()));
        }
        numbers.flush();
        out.endStream();
        numbers.addRun(layout, page, layout.directoryPages());
        numbers.flush();
        out.endStream();
    }

    /** Writes 32-bit numbers in blocks. */
    private static final class Numbers {
        private static final int BLOCK = 1 << 14;

        private final OutputStream out;
        private LittleEndianWriter block = new LittleEndianWriter();

        Numbers(OutputStream out) {
            this.out = out;
        }

        void add(long number) throws IOException {
            block.u32(number);
            if (block.size() >= BLOCK) {
                flush();
            }
        }

        /** Adds the numbers of so many pages, and gives the page behind them. */
        long addRun(PageLayout layout, long from, long count) throws IOException {
            long page = from;
            for (long i = 0; i < count; i++) {
                add(page);
                page = layout.next(page);
            }
            return page;
        }

        void flush() throws IOException {
            block.writeTo(out);
            block = new LittleEndianWriter();
        }
    }
}
