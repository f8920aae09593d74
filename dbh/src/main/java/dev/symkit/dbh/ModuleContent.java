// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import dev.symkit.dbh.line.LineSource;
import dev.symkit.dbh.module.LoadedModule;
import dev.symkit.dbh.module.SymbolsOf;
import dev.symkit.dbh.symbol.Lookout;
import dev.symkit.dbh.symbol.ModuleSymbols;
import dev.symkit.dbh.unwind.UnwindSearch;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a module holds. Each part is read when it is asked for, and kept while the module is loaded. Confined to the thread of the shell. */
final class ModuleContent {
    private final LoadedModule module;
    private final Lookout lookout;
    private @Nullable ModuleSymbols symbols;
    private Optional<LineSource> lines = Optional.empty();
    private @Nullable UnwindSearch unwind;

    ModuleContent(LoadedModule module, Lookout lookout) {
        this.module = module;
        this.lookout = lookout;
    }

    ModuleSymbols symbols() throws IOException {
        ModuleSymbols known = symbols;
        if (known == null) {
            known = SymbolsOf.module(module, lookout);
            symbols = known;
        }
        return known;
    }

    /** Empty if the symbol file is of a kind that has none. */
    Optional<LineSource> lines() {
        if (lines.isEmpty()) {
            lines = LineSource.of(module);
        }
        return lines;
    }

    UnwindSearch unwind() throws IOException {
        UnwindSearch known = unwind;
        if (known == null) {
            known = UnwindSearch.in(module);
            unwind = known;
        }
        return known;
    }
}
