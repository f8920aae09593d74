// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds MSF 7.00 and 2.00 files of any page size, also ones too large for an array.
 *
 * <p>Pages are handed out in order: streams, directory, map; the two free page maps are passed over and filled in.
 */
public final class MsfBuilder {
    private static final long NIL = 0xFFFFFFFFL;
    private static final String BIG_MAGIC = "Microsoft C/C++ MSF 7.00\r\n\032DS\0\0\0";
    private static final String SMALL_MAGIC = "Microsoft C/C++ program database 2.00\r\n\032JG\0\0";

    private final boolean big;
    private final int pageSize;
    private final List<Stream> streams = new ArrayList<>();
    private boolean reversed;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Stream(byte[] content, long size) {}

    /**
     * A file as its pages.
     *
     * @param pageSize bytes per page
     * @param pageCount number of pages; the file's size is the product
     * @param pages content by page number; pages that are left out hold zeros
     */
    public record Image(int pageSize, long pageCount, Map<Long, byte[]> pages) {
        /** Bytes in the file. */
        public long size() {
            return pageSize * pageCount;
        }

        /** The whole file in one array. */
        public byte[] toByteArray() {
            byte[] file = new byte[Math.toIntExact(size())];
            pages.forEach((number, content) ->
                    System.arraycopy(content, 0, file, Math.toIntExact(number * pageSize), content.length));
            return file;
        }
    }

    private MsfBuilder(boolean big, int pageSize) {
        this.big = big;
        this.pageSize = pageSize;
    }

    /** Starts an MSF 7.00 file. */
    public static MsfBuilder big(int pageSize) {
        return new MsfBuilder(true, pageSize);
    }

    /** Starts an MSF 2.00 file. */
    public static MsfBuilder small(int pageSize) {
        return new MsfBuilder(false, pageSize);
    }

    /** Adds a stream. */
    public MsfBuilder stream(byte[] content) {
        streams.add(new Stream(content, content.length));
        return this;
    }

    /** Adds a stream of zeros, which takes pages in the file but no memory. */
    public MsfBuilder zeros(long size) {
        streams.add(new Stream(new byte[0], size));
        return this;
    }

    /** Adds a stream of some bytes and zeros up to a size; the zeros take no memory. */
    public MsfBuilder stream(byte[] content, long size) {
        streams.add(new Stream(content, size));
        return this;
    }

    /** Adds a nil stream. */
    public MsfBuilder nil() {
        streams.add(new Stream(new byte[0], NIL));
        return this;
    }

    /** Hands out the pages of each stream last page first, so that no two are adjacent in order. */
    public MsfBuilder reversed() {
        reversed = true;
        return this;
    }

    /** Gives the file as one array. */
    public byte[] build() {
        return image().toByteArray();
    }

    /** Gives the file as its pages. */
    public Image image() {
        return new Layout().image();
    }

    private int ceil(long bytes) {
        return Math.toIntExact((bytes + pageSize - 1) / pageSize);
    }

    /** One run of the builder. */
    private final class Layout {
        private final Map<Long, byte[]> pages = new HashMap<>();
        private long next = big ? 3 : 1 + 2L * smallFreePageMap();

        Image image() {
            LittleEndian directory = new LittleEndian();
            if (big) {
                directory.u32(streams.size());
                streams.forEach(stream -> directory.u32(stream.size()));
            } else {
                directory.u16(streams.size()).u16(0);
                streams.forEach(stream -> directory.u32(stream.size()).u32(0xBAADF00DL));
            }
            for (Stream stream : streams) {
                numbers(directory, put(stream.content(), stream.size() == NIL ? 0 : stream.size(), reversed));
            }
            byte[] directoryBytes = directory.toByteArray();
            List<Long> directoryPages = put(directoryBytes, directoryBytes.length, false);
            LittleEndian map = new LittleEndian();
            numbers(map, directoryPages);
            LittleEndian header = new LittleEndian();
            if (big) {
                List<Long> mapPages = put(map.toByteArray(), map.size(), false);
                header.text(BIG_MAGIC)
                        .u32(pageSize)
                        .u32(1)
                        .u32(next)
                        .u32(directoryBytes.length)
                        .u32(0);
                numbers(header, mapPages);
                freePageMap();
            } else {
                header.bytes(SMALL_MAGIC.getBytes(ISO_8859_1))
                        .u32(pageSize)
                        .u16(1)
                        .u16((int) next);
                header.u32(directoryBytes.length).u32(0).bytes(map.toByteArray());
            }
            pages.put(0L, header.padTo(pageSize).toByteArray());
            return new Image(pageSize, next, Map.copyOf(pages));
        }

        private void numbers(LittleEndian out, List<Long> numbers) {
            for (long number : numbers) {
                if (big) {
                    out.u32(number);
                } else {
                    out.u16(Math.toIntExact(number));
                }
            }
        }

        private List<Long> put(byte[] content, long size, boolean lastFirst) {
            int count = ceil(size);
            List<Long> numbers = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                numbers.add(next());
            }
            if (lastFirst) {
                Collections.reverse(numbers);
            }
            for (int i = 0; i * (long) pageSize < content.length; i++) {
                int from = i * pageSize;
                byte[] page = Arrays.copyOfRange(content, from, Math.min(content.length, from + pageSize));
                pages.put(numbers.get(i), Arrays.copyOf(page, pageSize));
            }
            return numbers;
        }

        private long next() {
            while (big && (next % pageSize == 1 || next % pageSize == 2)) {
                next++;
            }
            return next++;
        }

        /** Map 1: 0 for pages in use, 1 past the last page. Map 2: all free. Only the first interval's pages are filled in. */
        private void freePageMap() {
            byte[] used = new byte[pageSize];
            for (long bit = next; bit < 8L * pageSize; bit++) {
                used[(int) (bit / 8)] |= (byte) (1 << bit % 8);
            }
            byte[] free = new byte[pageSize];
            Arrays.fill(free, (byte) 0xFF);
            pages.put(1L, used);
            pages.put(2L, free);
        }

        private int smallFreePageMap() {
            return switch (pageSize) {
                case 4096 -> 1;
                case 2048 -> 4;
                default -> 8;
            };
        }
    }
}
