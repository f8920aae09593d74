// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.module;

import dev.symkit.dbh.pdb.PdbSymbols;
import dev.symkit.dbh.symbol.Lookout;
import dev.symkit.dbh.symbol.ModuleSymbols;
import dev.symkit.dbh.symbol.RowSymbols;
import dev.symkit.dbh.symbol.SymbolRow;
import dev.symkit.dbh.symbol.Tag;
import dev.symkit.format.pe.Exports;
import dev.symkit.format.portable.PortablePdb;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives the symbols of a module: of its PDB, else its exports. DBG files have none that are read here. */
public final class SymbolsOf {
    /** The table of methods in tokens. */
    private static final long METHOD = 0x06000000;

    private SymbolsOf() {}

    /**
     * The symbols of a module.
     *
     * @param lookout what long searches pass
     * @throws IOException if a file is damaged or cannot be read
     */
    public static ModuleSymbols module(LoadedModule module, Lookout lookout) throws IOException {
        Optional<SymbolFile> file = module.symbols();
        if (file.isPresent() && file.get().pdb().isPresent()) {
            return new PdbSymbols(file.get().pdb().get(), module.name(), module.base(), lookout);
        }
        if (file.isPresent() && file.get().portable().isPresent()) {
            return new RowSymbols(
                    module.name(), module.base(), methods(file.get().portable().get(), module.base()));
        }
        Optional<Exports> exports = module.image().isEmpty()
                ? Optional.empty()
                : Exports.read(module.image().get().pe());
        List<SymbolRow> rows = exports.isEmpty() ? List.of() : exported(exports.get(), module.base());
        return new RowSymbols(module.name(), module.base(), rows);
    }

    private static List<SymbolRow> exported(Exports exports, long base) {
        List<SymbolRow> rows = new ArrayList<>();
        for (Exports.Export export : exports.entries()) {
            String name = export.name().isEmpty()
                    ? "Ordinal" + export.ordinal()
                    : export.name().toString();
            int flags = SymbolRow.EXPORT | (export.forwarder().isPresent() ? SymbolRow.FORWARDER : 0);
            long address = base + export.rva();
            rows.add(new SymbolRow(name, address, 0, flags, 0, base, 0, 0, Tag.PUBLIC_SYMBOL, rows.size() + 1L));
        }
        return rows;
    }

    /** Methods with lines. A portable PDB has no names of methods, so they go by their tokens (our choice). */
    private static List<SymbolRow> methods(PortablePdb pdb, long base) throws IOException {
        List<SymbolRow> rows = new ArrayList<>();
        for (int row = 1; row <= pdb.methodCount(); row++) {
            if (pdb.method(row).sequencePoints() != 0) {
                long token = METHOD | row;
                String name = "$" + Long.toHexString(token);
                rows.add(new SymbolRow(name, 0, 0, SymbolRow.MANAGED, 0, base, token, 0, Tag.FUNCTION, row));
            }
        }
        return rows;
    }
}
