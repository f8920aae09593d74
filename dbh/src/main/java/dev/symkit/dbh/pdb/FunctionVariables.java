// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.pdb;

import dev.symkit.dbh.local.Function;
import dev.symkit.dbh.local.Locals;
import dev.symkit.dbh.symbol.Mask;
import dev.symkit.dbh.symbol.SymbolRow;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The variables of functions as {@code locals} shows them. Keeps those of the function that was asked for last. Confined to one thread. */
final class FunctionVariables {
    private static final Mask ALL = Mask.ofSymbols("", true);

    private final PdbParts parts;
    private final Map<Long, SymbolRow> rows = new HashMap<>();
    private int module = -1;
    private long function;

    FunctionVariables(PdbParts parts) {
        this.parts = parts;
    }

    /** The row of the record that a walk stands on, which lies in a function; empty if it is none of its variables. */
    Optional<SymbolRow> row(ModuleWalk walk) throws IOException {
        if (module != walk.module() || function != walk.functionRecord()) {
            rows.clear();
            module = walk.module();
            function = walk.functionRecord();
            Optional<Function> found = Function.at(parts.pdb(), module, function);
            if (found.isPresent()) {
                Locals.list(parts.pdb(), parts.base(), found.get(), ALL, row -> {
                    rows.put(row.index(), row);
                    return true;
                });
            }
        }
        return Optional.ofNullable(rows.get(walk.number()));
    }
}
