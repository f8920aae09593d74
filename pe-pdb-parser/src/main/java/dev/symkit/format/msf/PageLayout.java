// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.msf;

/**
 * Where {@link MsfWriter} puts things. Pages are given out in order, but for the second and third of every {@code pageSize} pages, which
 * hold the free page maps.
 *
 * @param pageSize bytes of a page
 * @param directorySize bytes of the stream directory
 * @param mapStart first page of the map of the directory
 * @param pageCount number of all pages
 */
record PageLayout(int pageSize, long directorySize, long mapStart, long pageCount) {
    /** The first page with content: the header and the two free page maps are before it. */
    static final long FIRST = 3;

    static PageLayout of(long[] sizes, int pageSize) {
        long pages = 0;
        for (long size : sizes) {
            pages += pagesFor(size, pageSize);
        }
        long directorySize = 4 * (1 + sizes.length + pages);
        long directoryPages = pagesFor(directorySize, pageSize);
        long mapPages = pagesFor(directoryPages * 4, pageSize);
        long mapStart = page(pages + directoryPages, pageSize);
        return new PageLayout(pageSize, directorySize, mapStart, page(pages + directoryPages + mapPages, pageSize));
    }

    /** The page that is the n-th with content, from 0. */
    private static long page(long index, int pageSize) {
        // Of every interval pageSize - 2 pages have content; in the first one, one less.
        long usable = pageSize - 2L;
        long place = index + 1;
        long interval = place / usable;
        long within = place % usable;
        return interval * pageSize + (within == 0 ? 0 : within + 2);
    }

    private static long pagesFor(long bytes, int pageSize) {
        return (bytes + pageSize - 1) / pageSize;
    }

    long pagesFor(long bytes) {
        return pagesFor(bytes, pageSize);
    }

    long directoryPages() {
        return pagesFor(directorySize);
    }

    long mapPages() {
        return pagesFor(directoryPages() * 4);
    }

    /** The page with content that follows another one. */
    long next(long page) {
        return page % pageSize == 0 ? page + 3 : page + 1;
    }

    /** Whether a page belongs to free page map 1 or 2, and is not the header. */
    boolean isFreePageMap(long page) {
        long within = page % pageSize;
        return within == 1 || within == 2;
    }
}
