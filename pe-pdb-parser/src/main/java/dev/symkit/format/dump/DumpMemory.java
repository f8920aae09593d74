// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dump;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The memory that a dump holds, by address. Addresses are unsigned 64-bit. Ranges are sorted and do not overlap: of overlapping ones
 * the one that starts first counts. Thread-safe; does not own the source.
 */
public final class DumpMemory {
    private final ByteSource source;
    private final List<MemoryRange> ranges;

    private DumpMemory(ByteSource source, List<MemoryRange> ranges) {
        this.source = source;
        this.ranges = ranges;
    }

    /** Sorts ranges and cuts off what lies past the file, past the address space, or in a range before. */
    static DumpMemory of(ByteSource source, List<MemoryRange> found) {
        List<MemoryRange> sorted = new ArrayList<>(found);
        sorted.sort((a, b) -> Long.compareUnsigned(a.start(), b.start()));
        List<MemoryRange> result = new ArrayList<>(sorted.size());
        long covered = 0;
        for (MemoryRange range : sorted) {
            long size = Math.min(range.size(), source.size() - range.offset());
            if (size <= 0) {
                continue;
            }
            MemoryRange clipped = new MemoryRange(range.start(), size, range.offset());
            if (Long.compareUnsigned(range.start(), covered) < 0) {
                long overlap = covered - range.start();
                if (overlap < 0 || overlap >= size) {
                    continue;
                }
                clipped = clipped.after(overlap);
            }
            long last = clipped.start() + clipped.size() - 1;
            if (Long.compareUnsigned(last, clipped.start()) < 0) {
                last = -1;
                clipped = new MemoryRange(clipped.start(), -clipped.start(), clipped.offset());
            }
            result.add(clipped);
            covered = last + 1;
            if (covered == 0) {
                break;
            }
        }
        return new DumpMemory(source, List.copyOf(result));
    }

    /** The ranges, by address. */
    public List<MemoryRange> ranges() {
        return ranges;
    }

    /**
     * Number of bytes that can be read from an address on, without a gap.
     *
     * @param address unsigned 64-bit
     * @return 0 if the dump does not hold the byte there
     */
    public long available(long address) {
        int at = floor(address);
        if (at < 0) {
            return 0;
        }
        long total = 0;
        long next = address;
        for (; at < ranges.size(); at++) {
            MemoryRange range = ranges.get(at);
            long inRange = next - range.start();
            if (inRange < 0 || inRange >= range.size()) {
                break;
            }
            total += range.size() - inRange;
            next = range.start() + range.size();
        }
        return total;
    }

    /**
     * Reads memory.
     *
     * @param address unsigned 64-bit
     * @param into receives the bytes
     * @param at index of the first byte written in {@code into}
     * @param length number of bytes
     * @throws FormatException {@code TRUNCATED} if the dump does not hold all of them
     * @throws IOException if the file cannot be read
     */
    public void read(long address, byte[] into, int at, int length) throws IOException {
        Objects.checkFromIndexSize(at, length, into.length);
        int done = 0;
        int index = floor(address);
        while (done < length) {
            long next = address + done;
            long inRange = index < 0 || index >= ranges.size()
                    ? -1
                    : next - ranges.get(index).start();
            if (inRange < 0 || inRange >= ranges.get(index).size()) {
                throw new FormatException(
                        FormatException.Kind.TRUNCATED,
                        new Origin(source.name(), "file", 0),
                        String.format(Locale.ROOT, "the dump does not hold the memory at 0x%016X", next));
            }
            MemoryRange range = ranges.get(index);
            int count = (int) Math.min(length - done, range.size() - inRange);
            source.read(range.offset() + inRange, into, at + done, count);
            done += count;
            index++;
        }
    }

    /**
     * Gives the memory from an address on as a source of its own, for example to read the headers of an image.
     *
     * @param name name for messages
     * @param address unsigned 64-bit
     * @param most size of the source; less if the dump holds less without a gap
     */
    public ByteSource view(String name, long address, long most) {
        return new View(this, name, address, Math.min(most, available(address)));
    }

    /** Index of the last range that starts at or before the address, or -1. */
    private int floor(long address) {
        int low = 0;
        int high = ranges.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(ranges.get(middle).start(), address) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    /** Memory as a source. Thread-safe. */
    private record View(DumpMemory memory, String name, long address, long size) implements ByteSource {
        @Override
        public void read(long position, byte[] into, int at, int length) throws IOException {
            if (position < 0 || position > size - length) {
                throw new FormatException(
                        FormatException.Kind.TRUNCATED,
                        new Origin(name, "file", Math.max(0, position)),
                        length + " bytes are needed here, the dump holds " + size + " in all");
            }
            memory.read(address + position, into, at, length);
        }

        @Override
        public void close() {
            // the dump stays open
        }
    }
}
