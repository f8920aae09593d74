// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.gsi;

import dev.symkit.format.codeview.PublicSymbol;
import dev.symkit.format.codeview.ReferenceSymbol;
import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.format.io.LittleEndianWriter;
import dev.symkit.format.io.Name;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Makes the three streams with publics and references: the symbol records, GSI and PSI.
 *
 * <p>The records of the publics come first, sorted by name, section, offset and flags, then the references in the order in which they
 * were added; so the same symbols always give the same bytes. All padding is zero. Confined to one thread.
 */
public final class SymbolTables {
    private static final Comparator<PublicSymbol> BY_NAME = Comparator.comparing(PublicSymbol::name)
            .thenComparing(PublicSymbol::segment)
            .thenComparing(PublicSymbol::offset)
            .thenComparing(PublicSymbol::flags);

    /** Sections as signed 16-bit numbers, offsets by the sign of their difference, as the original compares. */
    private static final Comparator<Placed> BY_ADDRESS = Comparator.<Placed>comparingInt(
                    placed -> (short) placed.symbol().segment())
            .thenComparingInt(placed -> (int) placed.symbol().offset())
            .thenComparing(placed -> placed.symbol().name())
            .thenComparingLong(Placed::at);

    private final LittleEndianWriter records = new LittleEndianWriter();
    private final HashBlockBuilder globals = new HashBlockBuilder();
    private final HashBlockBuilder publics = new HashBlockBuilder();
    private final List<Placed> byAddress;

    private record Placed(PublicSymbol symbol, long at) {}

    /** Starts with the publics. */
    public SymbolTables(List<PublicSymbol> symbols) {
        List<Placed> placed = new ArrayList<>(symbols.size());
        symbols.stream().sorted(BY_NAME).forEach(symbol -> placed.add(add(symbol)));
        placed.sort(BY_ADDRESS);
        byAddress = List.copyOf(placed);
    }

    private Placed add(PublicSymbol symbol) {
        int at = start(SymbolKinds.S_PUB32);
        records.u32(symbol.flags()).u32(symbol.offset()).u16(symbol.segment());
        end(at, symbol.name());
        publics.add(at, symbol.name());
        return new Placed(symbol, at);
    }

    /**
     * Adds a reference to a symbol of a module.
     *
     * @return the offset of its record
     */
    public int add(ReferenceSymbol reference) {
        int at = start(reference.kind());
        records.u32(reference.sum()).u32(reference.symbolOffset()).u16(reference.module());
        end(at, reference.name());
        globals.add(at, reference.name());
        return at;
    }

    private int start(int kind) {
        int at = records.size();
        records.u16(0).u16(kind);
        return at;
    }

    private void end(int at, Name name) {
        records.nulTerminated(name).align();
        records.setU16(at, records.size() - at - 2);
    }

    /** The symbol records. */
    public LittleEndianWriter records() {
        return records;
    }

    /** The GSI stream. */
    public LittleEndianWriter globals() {
        LittleEndianWriter out = new LittleEndianWriter();
        globals.encode(out);
        return out;
    }

    /** The PSI stream, without thunks. */
    public LittleEndianWriter publics() {
        LittleEndianWriter table = new LittleEndianWriter();
        publics.encode(table);
        LittleEndianWriter out = new LittleEndianWriter();
        out.u32(table.size())
                .u32(byAddress.size() * 4L)
                .zeros(PublicsHeader.SIZE - 8)
                .bytes(table);
        byAddress.forEach(placed -> out.u32(placed.at()));
        return out;
    }
}
