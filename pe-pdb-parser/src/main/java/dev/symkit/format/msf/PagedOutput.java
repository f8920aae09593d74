// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.msf;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Writes pages front to back, and the free page maps where their place is. */
final class PagedOutput extends OutputStream {
    private static final byte FREE = (byte) 0xFF;

    private final OutputStream out;
    private final PageLayout layout;
    private final byte[] page;
    private int filled;
    private long number;
    private long written;

    PagedOutput(OutputStream out, PageLayout layout) {
        this.out = out;
        this.layout = layout;
        this.page = new byte[layout.pageSize()];
    }

    /** Bytes of content so far, without padding and maps. */
    long written() {
        return written;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int at, int length) throws IOException {
        int from = at;
        int left = length;
        while (left > 0) {
            int count = Math.min(left, page.length - filled);
            if (count == page.length) {
                writePage(bytes, from);
            } else {
                System.arraycopy(bytes, from, page, filled, count);
                filled += count;
                if (filled == page.length) {
                    filled = 0;
                    writePage(page, 0);
                }
            }
            from += count;
            left -= count;
        }
        written += length;
    }

    /** Fills the last page of a stream with zeros. */
    void endStream() throws IOException {
        if (filled > 0) {
            Arrays.fill(page, filled, page.length, (byte) 0);
            filled = 0;
            writePage(page, 0);
        }
    }

    /** Ends the file, which has as many pages as planned. */
    void finish() throws IOException {
        writeMaps();
        if (number != layout.pageCount()) {
            throw new IllegalStateException(number + " pages were written, not " + layout.pageCount());
        }
    }

    private void writePage(byte[] bytes, int at) throws IOException {
        writeMaps();
        out.write(bytes, at, page.length);
        number++;
    }

    private void writeMaps() throws IOException {
        while (layout.isFreePageMap(number)) {
            out.write(mapPage());
            number++;
        }
    }

    /** Bit p of map 1, over all its pages in their order, is 1 if page p is free. */
    private byte[] mapPage() {
        byte[] map = new byte[page.length];
        Arrays.fill(map, FREE);
        if (number % page.length == 1) {
            long firstBit = number / page.length * page.length * 8;
            long used = Math.max(0, Math.min(layout.pageCount() - firstBit, page.length * 8L));
            Arrays.fill(map, 0, (int) (used / 8), (byte) 0);
            if (used % 8 != 0) {
                map[(int) (used / 8)] = (byte) (FREE << (used % 8));
            }
        }
        return map;
    }
}
