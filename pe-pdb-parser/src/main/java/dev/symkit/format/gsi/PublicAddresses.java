// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.gsi;

import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.io.FormatException;
import java.io.IOException;

/**
 * Publics in the order of their addresses. Holds the address map; reads the records it needs and keeps them for the next time. Confined
 * to one thread.
 */
public final class PublicAddresses {
    /** What {@link #nearest} gives if there is none. */
    public static final int NONE = -1;

    private final int[] offsets;
    private final SymbolReader symbol;

    /** Takes unsigned offsets of records, sorted by the address of their symbols. */
    PublicAddresses(int[] offsets, SymbolReader symbol) {
        this.offsets = offsets;
        this.symbol = symbol;
    }

    /** Number of publics. */
    public int count() {
        return offsets.length;
    }

    /**
     * Goes to a public.
     *
     * @param index its number in the order of addresses, from 0
     * @return the reader, which stands on it
     * @throws FormatException {@code BAD_VALUE} if the address map names no record or one that is no public
     * @throws IOException if the file cannot be read
     */
    public SymbolReader at(int index) throws IOException {
        symbol.moveTo(Integer.toUnsignedLong(offsets[index]));
        if (!isPublic()) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    symbol.place(),
                    "the address map names a record " + SymbolKinds.nameOf(symbol.kind()) + ", which is no public");
        }
        return symbol;
    }

    /** 1-based section of the public that {@link #at} went to. */
    public int segment() throws FormatException {
        return symbol.u16(symbol.kind() == SymbolKinds.S_PUB32_16t ? 4 : 8);
    }

    /** Offset of the public in its section, unsigned 32-bit. */
    public long offset() throws FormatException {
        return symbol.u32(symbol.kind() == SymbolKinds.S_PUB32_16t ? 0 : 4);
    }

    /**
     * Finds the public at an address, or else the last one in front of it in the same section, and goes to it as {@link #at} does.
     *
     * @param segment 1-based section
     * @param offset offset in the section
     * @return its number, of several at one address that of the first; {@link #NONE} if none lies in front
     * @throws IOException as {@link #at}
     */
    public int nearest(int segment, long offset) throws IOException {
        int behind = search(segment, offset, 1);
        if (behind == 0) {
            return NONE;
        }
        at(behind - 1);
        if (segment() != segment) {
            return NONE;
        }
        int first = search(segment, offset(), 0);
        at(first);
        return first;
    }

    /** Number of publics that compare to an address with less than {@code bound}. */
    private int search(int segment, long offset, int bound) throws IOException {
        int low = 0;
        int high = offsets.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            at(middle);
            int order = Short.compare((short) segment(), (short) segment); // linkers sort by the signed number
            if (order == 0) {
                order = Long.compare(offset(), offset);
            }
            if (order < bound) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean isPublic() {
        return switch (symbol.kind()) {
            case SymbolKinds.S_PUB32, SymbolKinds.S_PUB32_ST, SymbolKinds.S_PUB32_16t -> true;
            default -> false;
        };
    }
}
