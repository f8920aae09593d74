// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import dev.symkit.dbh.ErrorCode;
import dev.symkit.dbh.Session;
import dev.symkit.dbh.module.LoadedModule;
import dev.symkit.dbh.show.Hex;
import dev.symkit.dbh.symbol.Mask;
import dev.symkit.dbh.symbol.SymbolOptions;
import dev.symkit.dbh.symbol.SymbolQuery;
import dev.symkit.dbh.symbol.SymbolRow;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What {@code module!symbol} means in a session (dbh.md 4.5). Immutable.
 *
 * @param modules the modules that are meant
 * @param query the symbols in them
 */
record Lookup(List<LoadedModule> modules, SymbolQuery query) {
    private static final String LOCAL = "$";

    /** Keeps a copy of the list. */
    Lookup {
        modules = List.copyOf(modules);
    }

    /** Reads a name or mask with or without a module in front. Without one the current module is meant, with an empty one all are. */
    static Lookup of(Session session, String text) {
        int mark = text.indexOf('!');
        SymbolOptions options = session.options();
        if (mark < 0) {
            return new Lookup(session.current().stream().toList(), SymbolQuery.of(text, options));
        }
        return new Lookup(named(session, text.substring(0, mark)), SymbolQuery.of(text.substring(mark + 1), options));
    }

    /** The modules whose names match a mask; all for an empty one, none for that of locals. */
    static List<LoadedModule> named(Session session, String name) {
        Mask mask = Mask.ofSymbols(name, true);
        return name.equals(LOCAL)
                ? List.of()
                : session.modules().all().stream()
                        .filter(loaded -> mask.matches(loaded.name()))
                        .toList();
    }

    /** The first symbol that matches. */
    Optional<SymbolRow> first(Session session) throws IOException {
        for (LoadedModule module : modules) {
            Optional<SymbolRow> made = session.imaginary().named(query.mask(), module.base());
            Optional<SymbolRow> found =
                    made.isPresent() ? made : session.symbols(module).named(query);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The symbol at an address: what the user made up comes first. */
    static Optional<SymbolRow> at(Session session, long address) throws IOException {
        Optional<SymbolRow> made = session.imaginary().at(address);
        if (made.isPresent()) {
            return made;
        }
        Optional<LoadedModule> module = session.modules().at(address);
        return module.isEmpty()
                ? Optional.empty()
                : session.symbols(module.get()).at(address, session.options());
    }

    /** The symbol that a name or an address means; digits alone are an address. */
    static Optional<SymbolRow> symbol(Session session, String text) throws IOException {
        OptionalLong address = Hex.parse(text);
        return address.isPresent()
                ? at(session, address.getAsLong())
                : of(session, text).first(session);
    }

    /** The module that a symbol is of. */
    static Optional<LoadedModule> moduleOf(Session session, SymbolRow symbol) {
        return session.modules().all().stream()
                .filter(module -> module.base() == symbol.moduleBase())
                .findFirst();
    }

    /** Says that there is nothing to search in: no module at all, or none of that name. */
    static void tellNoModule(Session session, String function) {
        boolean none = session.modules().all().isEmpty();
        ErrorCode.tell(session, none ? ErrorCode.NO_MODULE : ErrorCode.MODULE_NOT_FOUND, function);
    }
}
