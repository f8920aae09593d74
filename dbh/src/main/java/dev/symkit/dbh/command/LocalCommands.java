// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import dev.symkit.dbh.Entry;
import dev.symkit.dbh.Session;
import dev.symkit.dbh.local.Function;
import dev.symkit.dbh.local.LocalRow;
import dev.symkit.dbh.local.LocalSink;
import dev.symkit.dbh.local.Locals;
import dev.symkit.dbh.symbol.Mask;
import dev.symkit.dbh.symbol.SymbolOptions;
import dev.symkit.dbh.symbol.SymbolRow;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The command that lists the variables of a function (dbh.md 3.3). */
public final class LocalCommands {
    private static final Entry LOCALS = Entry.of(
            "locals", "z", "FUNCTION [MASK]", "lists parameters and variables of a function", LocalCommands::locals);

    /** The commands. */
    public static final List<Entry> ALL = List.of(LOCALS);

    private LocalCommands() {}

    private static void locals(Session session, String argument) throws IOException {
        if (argument.isEmpty()) {
            session.out().line(LOCALS.hint());
            return;
        }
        // Names in C++ have blanks too.
        int blank = argument.lastIndexOf(' ');
        if (!locals(session, argument, "") && blank > 0) {
            locals(session, argument.substring(0, blank).strip(), argument.substring(blank + 1));
        }
    }

    private static boolean locals(Session session, String name, String mask) throws IOException {
        boolean ignoreCase = session.options().has(SymbolOptions.CASE_INSENSITIVE);
        for (PdbTarget target : PdbTarget.of(session, name)) {
            Optional<Function> function = Function.find(target.pdb(), target.name(), ignoreCase);
            if (function.isPresent()) {
                session.out().caption("dumping locals for " + function.get().name() + "...");
                Table table = new Table(session);
                long base = target.module().base();
                Locals.list(target.pdb(), base, function.get(), Mask.ofSymbols(mask, ignoreCase), table);
                return true;
            }
        }
        return false;
    }

    /** Writes the table; its head comes only if there is a row. */
    private static final class Table implements LocalSink {
        private final Session session;
        private boolean begun;

        Table(Session session) {
            this.session = session;
        }

        @Override
        public boolean take(SymbolRow row) {
            if (!begun) {
                session.out().caption(LocalRow.HEADER);
                begun = true;
            }
            return session.tell(new LocalRow(row));
        }
    }
}
