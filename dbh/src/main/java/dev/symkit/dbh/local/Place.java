// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.local;

import dev.symkit.dbh.symbol.SymbolRow;
import dev.symkit.format.codeview.BpRelSymbol;
import dev.symkit.format.codeview.DefRangeSymbol;
import dev.symkit.format.codeview.ManyRegSymbol;
import dev.symkit.format.codeview.RegRelSymbol;
import dev.symkit.format.codeview.RegisterSymbol;
import dev.symkit.format.codeview.SlotSymbol;
import dev.symkit.format.codeview.Symbol;
import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.format.symbols.AddressMap;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Where a variable lives, in the fields of a symbol (dbh.md 4.2 and 5.1). Immutable.
 *
 * @param flags what the other fields mean
 * @param address an offset from a register, with its sign; an RVA if {@code inImage}
 * @param value of a constant, or a slot
 * @param register its number
 * @param inImage whether the address is one in the image
 */
record Place(int flags, long address, long value, int register, boolean inImage) {
    /** The register holds, or is relative to, the address of the variable. */
    private static final int ALIAS_INDIRECT = 0x800000;

    private static final int LOCAL = SymbolRow.LOCAL;
    private static final int BYTE = 8;

    /** Optimised away. */
    static final Place NOWHERE = new Place(LOCAL | SymbolRow.NULL, 0, 0, 0, false);

    /** Of the function, but nobody says where. */
    static final Place UNKNOWN = new Place(LOCAL, 0, 0, 0, false);

    /** In the data of the image. */
    static Place inImage(long rva) {
        return new Place(LOCAL, rva, 0, 0, true);
    }

    /** In the data of each thread. */
    static Place inThread(long offset) {
        return new Place(LOCAL | SymbolRow.TLS_RELATIVE, offset, 0, 0, false);
    }

    /** Nowhere, with a known value. */
    static Place constant(long value, int flags) {
        return new Place(flags | SymbolRow.CONSTANT | SymbolRow.VALUE_PRESENT, 0, value, 0, false);
    }

    private static Place relative(int flags, int offset, int register) {
        return new Place(flags | LOCAL, offset, 0, register, false);
    }

    private static Place inRegister(int register) {
        return new Place(SymbolRow.REGISTER | LOCAL, 0, 0, register, false);
    }

    /** The same with more flags. */
    Place with(int more) {
        return new Place(flags | more, address, value, register, inImage);
    }

    /** The place that the record of a variable tells by itself; empty for records of other things. */
    static Optional<Place> of(Symbol symbol) {
        if (symbol instanceof RegRelSymbol variable) {
            return Optional.of(relative(SymbolRow.REGISTER_RELATIVE, variable.offset(), variable.register()));
        } else if (symbol instanceof BpRelSymbol variable) {
            return Optional.of(relative(SymbolRow.FRAME_RELATIVE, variable.offset(), 0));
        } else if (symbol instanceof RegisterSymbol variable) {
            return Optional.of(inRegister(variable.register()));
        } else if (symbol instanceof ManyRegSymbol variable) {
            List<Integer> registers = variable.registers();
            return Optional.of(inRegister(registers.isEmpty() ? 0 : registers.get(0)));
        } else if (symbol instanceof SlotSymbol variable) {
            return Optional.of(new Place(SymbolRow.SLOT | LOCAL, 0, variable.slot(), 0, false));
        }
        return Optional.empty();
    }

    /**
     * The place that a variable has at the start of its function: that of the first range which holds the start, else of the first range.
     *
     * @param ranges what follows the record of the variable
     */
    static Place of(List<DefRangeSymbol> ranges, Function function, AddressMap addresses) throws IOException {
        if (ranges.isEmpty()) {
            return NOWHERE;
        }
        DefRangeSymbol chosen = ranges.get(0);
        for (DefRangeSymbol range : ranges) {
            if (holdsStart(range, function)) {
                chosen = range;
                break;
            }
        }
        DefRangeSymbol.Place place = chosen.place();
        if (place instanceof DefRangeSymbol.InRegister at) {
            return inRegister(at.register());
        } else if (place instanceof DefRangeSymbol.AtRegister at) {
            Place found = relative(SymbolRow.REGISTER_RELATIVE, at.offset(), at.register());
            boolean indirect = chosen.kind() == SymbolKinds.S_DEFRANGE_REGISTER_REL_INDIR;
            return indirect ? found.with(ALIAS_INDIRECT) : found;
        } else if (place instanceof DefRangeSymbol.InFrame at) {
            return relative(SymbolRow.FRAME_RELATIVE, at.offset(), 0);
        } else if (place instanceof DefRangeSymbol.Fixed fixed) {
            return constant(littleEndian(fixed), LOCAL);
        } else if (place instanceof DefRangeSymbol.AtAddress at) {
            return inImage(addresses.rva(at.segment(), at.offset()).orElse(0));
        }
        return NOWHERE;
    }

    private static boolean holdsStart(DefRangeSymbol symbol, Function function) {
        DefRangeSymbol.Range range = symbol.range();
        if (range.equals(DefRangeSymbol.Range.FULL_SCOPE)) {
            return true;
        }
        long distance = function.offset() - range.offset();
        if (range.segment() != function.section() || distance < 0 || distance >= range.length()) {
            return false;
        }
        return symbol.gaps().stream()
                .noneMatch(gap -> distance >= gap.offset() && distance < gap.offset() + gap.length());
    }

    private static long littleEndian(DefRangeSymbol.Fixed fixed) {
        long value = 0;
        for (int i = Math.min(Long.BYTES, fixed.value().size()) - 1; i >= 0; i--) {
            value = (value << BYTE) | fixed.value().u8(i);
        }
        return value;
    }
}
