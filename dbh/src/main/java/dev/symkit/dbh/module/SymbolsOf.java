// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.module;

import dev.symkit.dbh.pdb.PdbSymbols;
import dev.symkit.dbh.portable.PortableMethods;
import dev.symkit.dbh.symbol.Lookout;
import dev.symkit.dbh.symbol.ModuleSymbols;
import dev.symkit.dbh.symbol.RowLines;
import dev.symkit.dbh.symbol.RowSymbols;
import dev.symkit.dbh.symbol.SymbolRow;
import dev.symkit.dbh.symbol.Tag;
import dev.symkit.format.pe.Exports;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives the symbols of a module: of its PDB or DBG file, else its exports. */
public final class SymbolsOf {
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
            PortableMethods methods = PortableMethods.of(
                    file.get().portable().get(), module.image().map(ImageFile::pe));
            return new RowSymbols(module.name(), module.base(), methods.rows(module.base()), methods);
        }
        if (file.isPresent() && file.get().dbg().isPresent()) {
            List<SymbolRow> rows =
                    DbgSymbols.rows(file.get().dbg().get(), module.image().map(ImageFile::pe), module.base());
            return new RowSymbols(module.name(), module.base(), rows, RowLines.NONE);
        }
        Optional<Exports> exports = module.image().isEmpty()
                ? Optional.empty()
                : Exports.read(module.image().get().pe());
        List<SymbolRow> rows = exports.isEmpty() ? List.of() : exported(exports.get(), module.base());
        return new RowSymbols(module.name(), module.base(), rows, RowLines.NONE);
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
}
