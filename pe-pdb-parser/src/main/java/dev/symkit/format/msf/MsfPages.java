// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.msf;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import java.io.IOException;
import java.util.BitSet;

/**
 * What each page of an MSF 7.00 file is used for: which bytes are the content of no stream, and where the bytes of a stream lie.
 *
 * <p>Stream 0 is the directory of an earlier commit, which nothing reads; its pages count as free. Reading goes through the whole
 * directory once and keeps two bits for each page of the file, none of its content. The free page maps are not looked at: what the
 * directory does not name is free, whatever they say. Source of the layout: microsoft-pdb, {@code PDB/msf/msf.cpp}.
 *
 * <p>Immutable, thread-safe.
 */
public final class MsfPages {
    /** Our choice, 32 MiB for each set of pages; the library of Microsoft writes at most 2^20. */
    private static final long MOST_PAGES = 1L << 28;

    private static final long BITS_PER_BYTE = 8;

    private final MsfFile file;
    private final Geometry geometry;
    private final BitSet owned;
    private final BitSet oldDirectory;

    private MsfPages(MsfFile file, BitSet owned, BitSet oldDirectory) {
        this.file = file;
        this.geometry = file.geometry();
        this.owned = owned;
        this.oldDirectory = oldDirectory;
    }

    /** Receives ranges. */
    @FunctionalInterface
    public interface Visitor {
        /** Takes the next range. */
        void range(UnownedRange range) throws IOException;
    }

    /** Page numbers and the content they hold, from the start of the first page. */
    private record Chain(PageList list, long bytes) {}

    /** Takes one page of a chain. */
    @FunctionalInterface
    private interface Each {
        void page(long index, long page) throws IOException;
    }

    /**
     * Finds out what the pages of a file are used for.
     *
     * @param file the file
     * @throws FormatException {@code UNSUPPORTED} if it is not MSF 7.00, {@code BAD_VALUE} if a page is used twice or its number is
     *     not allowed, {@code TRUNCATED} if content lies behind the end of the file, {@code LIMIT} for more than 2^28 pages
     * @throws IOException if the file cannot be read
     */
    public static MsfPages read(MsfFile file) throws IOException {
        Geometry geometry = file.geometry();
        if (file.version() != MsfFile.Version.MSF_7_00) {
            throw problem(
                    file, FormatException.Kind.UNSUPPORTED, "pages of files older than MSF 7.00 are not told apart");
        }
        if (geometry.pagesFor(geometry.fileSize()) > MOST_PAGES) {
            throw problem(file, FormatException.Kind.LIMIT, "the file has too many pages");
        }
        MsfPages pages = new MsfPages(file, new BitSet(), new BitSet());
        pages.owned.set(0);
        pages.claim(pages.mapChain());
        pages.claim(pages.directoryChain());
        for (int i = 1; i < file.streamCount(); i++) {
            pages.claim(pages.streamChain(i));
        }
        pages.markOldDirectory();
        return pages;
    }

    private static FormatException problem(MsfFile file, FormatException.Kind kind, String text) {
        return new FormatException(kind, new Origin(file.name(), "file", 0), text);
    }

    private Chain mapChain() {
        return new Chain(
                file.mapPages(), geometry.pagesFor(file.directory().bytes().size()) * 4);
    }

    private Chain directoryChain() {
        PagedBytes bytes = file.directory().bytes();
        return new Chain(bytes.pages(), bytes.size());
    }

    private Chain streamChain(int stream) throws IOException {
        StreamDirectory.Entry entry = file.directory().entry(stream);
        return new Chain(StreamPositions.list(file, entry), entry.size());
    }

    private void claim(Chain chain) throws IOException {
        each(chain, 0, (index, page) -> {
            Origin place = chain.list().place(index);
            geometry.check(page, place);
            long content = Math.min(geometry.pageSize(), chain.bytes() - index * geometry.pageSize());
            if (geometry.positionOf(page) > geometry.fileSize() - content) {
                throw new FormatException(
                        FormatException.Kind.TRUNCATED,
                        place,
                        "page " + page + " lies beyond the end of the file (" + geometry.fileSize() + " bytes)");
            }
            if (owned.get((int) page)) {
                throw new FormatException(FormatException.Kind.BAD_VALUE, place, "page " + page + " is used twice");
            }
            owned.set((int) page);
        });
    }

    /** What stream 0 says is not relied on: a number that cannot be a page of its own is left out. */
    private void markOldDirectory() throws IOException {
        if (file.streamCount() == 0) {
            return;
        }
        each(streamChain(0), 0, (index, page) -> {
            if (page > 0 && page < lastPage() && !geometry.isFreePageMap(page) && !owned.get((int) page)) {
                oldDirectory.set((int) page);
            }
        });
    }

    private void each(Chain chain, long firstIndex, Each action) throws IOException {
        long count = geometry.pagesFor(chain.bytes());
        for (long first = firstIndex; first < count; first += StreamPositions.BATCH) {
            long[] numbers = chain.list().read(first, (int) Math.min(StreamPositions.BATCH, count - first));
            for (int i = 0; i < numbers.length; i++) {
                action.page(first + i, numbers[i]);
            }
        }
    }

    /** Number of the first page that is not there, by the header or by the size of the file. */
    private long lastPage() {
        return Math.min(geometry.pageCount(), geometry.pagesFor(geometry.fileSize()));
    }

    /**
     * Gives the file positions of a stream's bytes.
     *
     * @param stream number of the stream
     */
    public StreamPositions positions(int stream) throws IOException {
        return StreamPositions.of(file, stream);
    }

    /**
     * Visits all bytes that are the content of no stream and not part of the header, the directory or a free page map in use. Ranges
     * do not overlap. Order: free pages and those of the old directory by number, what lies behind the last page, slack of streams by
     * number, slack of the directory, its map and the header, unused pages of the free page maps.
     *
     * @throws IOException if the file cannot be read, or from the visitor
     */
    public void visitUnowned(Visitor visitor) throws IOException {
        freePages(visitor);
        for (int i = 1; i < file.streamCount(); i++) {
            Chain chain = streamChain(i);
            slack(chain, chain.bytes(), UnownedRange.Kind.STREAM_SLACK, i, visitor);
        }
        slack(directoryChain(), directoryEnd(), UnownedRange.Kind.DIRECTORY_SLACK, -1, visitor);
        Chain map = mapChain();
        slack(map, map.bytes(), UnownedRange.Kind.MAP_SLACK, -1, visitor);
        int header = MsfFile.MAP_PAGES + 4 * (int) geometry.pagesFor(map.bytes());
        range(UnownedRange.Kind.HEADER_SLACK, -1, 0, header, visitor);
        unusedMapPages(visitor);
    }

    private void freePages(Visitor visitor) throws IOException {
        long end = lastPage();
        for (long page = owned.nextClearBit(0); page < end; page = owned.nextClearBit((int) page + 1)) {
            if (oldDirectory.get((int) page)) {
                range(UnownedRange.Kind.OLD_DIRECTORY_PAGE, 0, page, 0, visitor);
            } else if (!geometry.isFreePageMap(page)) {
                range(UnownedRange.Kind.FREE_PAGE, -1, page, 0, visitor);
            }
        }
        for (long page = end; geometry.positionOf(page) < geometry.fileSize(); page++) {
            range(UnownedRange.Kind.BEHIND_LAST_PAGE, -1, page, 0, visitor);
        }
    }

    /** Behind the page numbers of the last stream, which may be fewer than the header says. */
    private long directoryEnd() throws IOException {
        int last = file.streamCount() - 1;
        if (last < 0) {
            return StreamDirectory.HEAD;
        }
        StreamDirectory.Entry entry = file.directory().entry(last);
        return entry.listOffset() + geometry.pagesFor(entry.size()) * 4;
    }

    private void slack(Chain chain, long end, UnownedRange.Kind kind, int stream, Visitor visitor) throws IOException {
        long first = end / geometry.pageSize();
        each(chain, first, (index, page) -> {
            int used = index == first ? (int) (end % geometry.pageSize()) : 0;
            range(kind, stream, page, used, visitor);
        });
    }

    /** A map has one bit for each page, but keeps a page in every interval. */
    private void unusedMapPages(Visitor visitor) throws IOException {
        long bytes = (geometry.pageCount() + BITS_PER_BYTE - 1) / BITS_PER_BYTE;
        for (long interval = geometry.pagesFor(bytes); ; interval++) {
            long first = interval * geometry.pageSize() + 1;
            if (first >= lastPage()) {
                return;
            }
            range(UnownedRange.Kind.UNUSED_MAP_PAGE, -1, first, 0, visitor);
            if (first + 1 < lastPage()) {
                range(UnownedRange.Kind.UNUSED_MAP_PAGE, -1, first + 1, 0, visitor);
            }
        }
    }

    private void range(UnownedRange.Kind kind, int stream, long page, int from, Visitor visitor) throws IOException {
        long position = geometry.positionOf(page) + from;
        long length = Math.min(geometry.pageSize() - from, geometry.fileSize() - position);
        if (length > 0) {
            visitor.range(new UnownedRange(kind, stream, page, position, (int) length));
        }
    }
}
