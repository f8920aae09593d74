// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.pdb;

import dev.symkit.dbh.symbol.SymbolRow;
import dev.symkit.format.codeview.BpRelSymbol;
import dev.symkit.format.codeview.FileStaticSymbol;
import dev.symkit.format.codeview.LocalSymbol;
import dev.symkit.format.codeview.ManyRegSymbol;
import dev.symkit.format.codeview.RegRelSymbol;
import dev.symkit.format.codeview.RegisterSymbol;
import dev.symkit.format.codeview.SlotSymbol;
import dev.symkit.format.codeview.Symbol;
import dev.symkit.format.codeview.SymbolKinds;
import java.util.Optional;

/**
 * What the record of a variable of a function says by itself, without the records around it: where an {@code S_LOCAL} lives stands in the
 * ranges behind it, so here it lives nowhere (dbh.md 5.1).
 *
 * @param flags as in a row
 * @param type index of its type, as the record has it
 * @param value its slot
 * @param register number of its register
 */
record LocalFields(int flags, long type, long value, int register) {
    private static final int IS_PARAMETER = 1;

    /** The fields; empty if it is no such variable. */
    static Optional<LocalFields> of(Symbol symbol) {
        if (symbol instanceof RegRelSymbol variable) {
            int flags = SymbolRow.REGISTER_RELATIVE | SymbolRow.LOCAL;
            return Optional.of(new LocalFields(flags, variable.type(), 0, variable.register()));
        }
        if (symbol instanceof BpRelSymbol variable) {
            return Optional.of(new LocalFields(SymbolRow.FRAME_RELATIVE | SymbolRow.LOCAL, variable.type(), 0, 0));
        }
        if (symbol instanceof RegisterSymbol variable) {
            int flags = SymbolRow.REGISTER | SymbolRow.LOCAL;
            return Optional.of(new LocalFields(flags, variable.type(), 0, variable.register()));
        }
        if (symbol instanceof ManyRegSymbol variable) {
            int first =
                    variable.registers().isEmpty() ? 0 : variable.registers().get(0);
            return Optional.of(new LocalFields(SymbolRow.REGISTER | SymbolRow.LOCAL, variable.type(), 0, first));
        }
        if (symbol instanceof SlotSymbol variable) {
            boolean parameter = symbol.kind() == SymbolKinds.S_PARAMSLOT || symbol.kind() == SymbolKinds.S_PARAMSLOT_ST;
            int flags = SymbolRow.SLOT | SymbolRow.LOCAL | (parameter ? SymbolRow.PARAMETER : 0);
            return Optional.of(new LocalFields(flags, 0, variable.slot(), 0));
        }
        if (symbol instanceof LocalSymbol variable) {
            int parameter = (variable.flags() & IS_PARAMETER) != 0 ? SymbolRow.PARAMETER : 0;
            int flags = SymbolRow.NULL | SymbolRow.LOCAL | parameter;
            return Optional.of(new LocalFields(flags, variable.type(), 0, 0));
        }
        if (symbol instanceof FileStaticSymbol variable) {
            return Optional.of(new LocalFields(SymbolRow.LOCAL, variable.type(), 0, 0));
        }
        return Optional.empty();
    }

    /** The distance from a register or the frame, with its sign; empty if the record has none. */
    static Optional<Long> address(Symbol symbol) {
        if (symbol instanceof RegRelSymbol variable) {
            return Optional.of((long) variable.offset());
        }
        return symbol instanceof BpRelSymbol variable ? Optional.of((long) variable.offset()) : Optional.empty();
    }
}
