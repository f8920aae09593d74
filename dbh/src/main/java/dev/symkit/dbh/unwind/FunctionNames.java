// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.unwind;

import dev.symkit.dbh.module.LoadedModule;
import dev.symkit.dbh.module.SymbolType;
import dev.symkit.dbh.module.SymbolsOf;
import dev.symkit.dbh.symbol.Lookout;
import dev.symkit.dbh.symbol.ModuleSymbols;
import dev.symkit.dbh.symbol.SymbolOptions;
import dev.symkit.dbh.symbol.SymbolRow;
import dev.symkit.format.pe.Exports;
import dev.symkit.format.symbols.CodeLocation;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.format.symbols.Symbolizer;
import java.io.IOException;
import java.util.Optional;

/** Names of functions by their addresses: from the PDB or DBG file, else from the exports. Confined to one thread. */
final class FunctionNames {
    private final Optional<Symbolizer> symbolizer;
    private final Optional<Exports> exports;

    private final Optional<ModuleSymbols> symbols;
    private final long base;

    private FunctionNames(
            Optional<Symbolizer> symbolizer, Optional<Exports> exports, Optional<ModuleSymbols> symbols, long base) {
        this.symbolizer = symbolizer;
        this.symbols = symbols;
        this.base = base;
        this.exports = exports;
    }

    static FunctionNames of(LoadedModule module) throws IOException {
        if (module.type() == SymbolType.DBG) {
            Optional<ModuleSymbols> symbols = Optional.of(SymbolsOf.module(module, new Lookout(() -> false)));
            return new FunctionNames(Optional.empty(), Optional.empty(), symbols, module.base());
        }
        Optional<PdbFile> pdb = module.symbols().flatMap(file -> file.pdb());
        boolean useful = pdb.isPresent() && pdb.get().dbi().isPresent();
        Optional<Exports> exports = !useful && module.image().isPresent()
                ? Exports.read(module.image().get().pe())
                : Optional.empty();
        return new FunctionNames(
                useful ? pdb.map(PdbFile::symbolizer) : Optional.empty(), exports, Optional.empty(), 0);
    }

    /** The function at an address, with the distance from its start if that is not 0; empty if none is known. */
    String at(long rva) throws IOException {
        if (symbolizer.isPresent()) {
            Optional<CodeLocation> found = symbolizer.get().find(rva);
            if (found.isPresent()) {
                CodeLocation location = found.get();
                String name = location.frames()
                        .get(location.frames().size() - 1)
                        .function()
                        .toString();
                return location.displacement() == 0 ? name : name + "+" + Long.toHexString(location.displacement());
            }
        }
        if (symbols.isPresent()) {
            Optional<SymbolRow> found = symbols.get().at(base + rva, SymbolOptions.START);
            if (found.isPresent()) {
                long beyond = base + rva - found.get().address();
                return found.get().name() + (beyond == 0 ? "" : "+" + Long.toHexString(beyond));
            }
        }
        if (exports.isPresent()) {
            for (Exports.Export export : exports.get().entries()) {
                if (export.rva() == rva && export.forwarder().isEmpty()) {
                    return export.name().isEmpty()
                            ? "#" + export.ordinal()
                            : export.name().toString();
                }
            }
        }
        return "";
    }
}
