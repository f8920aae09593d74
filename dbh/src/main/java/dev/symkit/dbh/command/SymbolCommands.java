// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import dev.symkit.dbh.Entry;
import dev.symkit.dbh.ErrorCode;
import dev.symkit.dbh.Session;
import dev.symkit.dbh.module.LoadedModule;
import dev.symkit.dbh.show.Hex;
import dev.symkit.dbh.symbol.EnumRow;
import dev.symkit.dbh.symbol.Imaginary;
import dev.symkit.dbh.symbol.Listed;
import dev.symkit.dbh.symbol.SymbolQuery;
import dev.symkit.dbh.symbol.SymbolRow;
import dev.symkit.dbh.symbol.SymbolSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Commands that list symbols and find them by name, address and number (dbh.md 3.3). */
public final class SymbolCommands {
    private static final String NOTHING = "no symbol found";
    private static final String SORTED = "-s";

    private static final Entry NAME =
            Entry.of("name", "n", "[MODULE!]SYMBOL", "shows the first symbol of that name", SymbolCommands::name);
    private static final Entry ADDRESS =
            Entry.of("addr", "a", "HEX", "shows the symbol that covers the address", SymbolCommands::address);
    private static final Entry AT_ADDRESS = Entry.of(
            "enumaddr", "m", "HEX", "lists all symbols that cover the address", SymbolCommands::enumerateAddress);
    private static final Entry INDEX =
            Entry.of("index", "", "HEX", "shows the symbol or type with that index number", SymbolCommands::index);
    private static final Entry SCOPE =
            Entry.of("scope", "", "SYMBOL|HEX", "shows what the symbol lies in", SymbolCommands::scope);

    /** The commands. */
    public static final List<Entry> ALL = List.of(
            Entry.of(
                    "enum",
                    "x",
                    "[-s] [[MODULE!]MASK]",
                    "lists the symbols whose names match, with -s by address",
                    SymbolCommands::enumerate),
            NAME,
            ADDRESS,
            AT_ADDRESS,
            Entry.of(
                    "next",
                    "s",
                    "[SYMBOL|HEX]",
                    "shows the symbol behind this one or the last one shown",
                    (session, argument) -> beside(session, argument, true)),
            Entry.of(
                    "prev",
                    "p",
                    "[SYMBOL|HEX]",
                    "shows the symbol before this one or the last one shown",
                    (session, argument) -> beside(session, argument, false)),
            INDEX,
            SCOPE);

    private SymbolCommands() {}

    /** Writes the rows of a table, and its header above the first one. Confined to one listing. */
    static final class Table implements SymbolSink {
        private final Session session;
        private boolean started;

        Table(Session session) {
            this.session = session;
        }

        @Override
        public boolean take(Listed symbol) {
            if (!started) {
                started = true;
                session.out().caption(EnumRow.HEADER);
            }
            return session.tell(new EnumRow(symbol));
        }
    }

    private static void enumerate(Session session, String argument) throws IOException {
        String[] words = argument.split(" +", 2);
        boolean sorted = words[0].toLowerCase(Locale.ROOT).equals(SORTED);
        String mask = sorted ? (words.length > 1 ? words[1].strip() : "") : argument;
        Lookup lookup = Lookup.of(session, mask);
        if (lookup.modules().isEmpty()) {
            Lookup.tellNoModule(session, "SymEnumSymbols");
            return;
        }
        Table table = new Table(session);
        if (sorted) {
            List<Listed> all = new ArrayList<>();
            list(
                    session,
                    lookup,
                    symbol -> all.add(symbol) && !session.out().stopped().getAsBoolean());
            all.sort(
                    Comparator.comparing(Listed::address, Long::compareUnsigned).thenComparingLong(Listed::index));
            for (Listed symbol : all) {
                if (!table.take(symbol)) {
                    return;
                }
            }
        } else {
            list(session, lookup, table);
        }
    }

    private static void list(Session session, Lookup lookup, SymbolSink sink) throws IOException {
        SymbolQuery query = lookup.query();
        for (LoadedModule module : lookup.modules()) {
            if (!session.symbols(module).list(query, sink)) {
                return;
            }
            for (SymbolRow made : session.imaginary().all()) {
                if (made.moduleBase() == module.base()
                        && query.mask().matches(made.name())
                        && !sink.take(Listed.of(made))) {
                    return;
                }
            }
        }
    }

    private static void name(Session session, String argument) throws IOException {
        if (argument.isEmpty()) {
            session.out().line(NAME.hint());
            return;
        }
        showOr(session, Lookup.of(session, argument).first(session), NOTHING);
    }

    private static void showOr(Session session, Optional<SymbolRow> symbol, String otherwise) {
        if (symbol.isPresent()) {
            session.show(symbol.get());
        } else {
            session.out().line(otherwise);
        }
    }

    private static void address(Session session, String argument) throws IOException {
        OptionalLong address = Hex.parse(argument);
        if (address.isEmpty()) {
            session.out().line(ADDRESS.hint());
            return;
        }
        Optional<SymbolRow> symbol = Lookup.at(session, address.getAsLong());
        if (symbol.isPresent()) {
            long beyond = distance(session, address.getAsLong(), symbol.get());
            session.out().line(symbol.get().name() + (beyond == 0 ? "" : "+" + Hex.of(beyond)));
            session.show(symbol.get());
        }
    }

    private static long distance(Session session, long address, SymbolRow symbol) throws IOException {
        Optional<LoadedModule> module = Lookup.moduleOf(session, symbol);
        return (symbol.flags() & SymbolRow.VIRTUAL) != 0 || module.isEmpty()
                ? address - symbol.address()
                : session.symbols(module.get()).distance(address, symbol, session.options());
    }

    private static void enumerateAddress(Session session, String argument) throws IOException {
        OptionalLong address = Hex.parse(argument);
        if (address.isEmpty()) {
            session.out().line(AT_ADDRESS.hint());
            return;
        }
        Table table = new Table(session);
        for (SymbolRow made : session.imaginary().all()) {
            if (Imaginary.covers(made, address.getAsLong()) && !table.take(Listed.of(made))) {
                return;
            }
        }
        Optional<LoadedModule> module = session.modules().at(address.getAsLong());
        if (module.isPresent()) {
            session.symbols(module.get()).listAt(address.getAsLong(), session.options(), table);
        } else if (!table.started) {
            boolean none = session.modules().all().isEmpty();
            ErrorCode.tell(session, none ? ErrorCode.NO_MODULE : ErrorCode.INVALID_ADDRESS, "SymEnumSymbolsForAddr");
        }
    }

    private static void beside(Session session, String argument, boolean forward) throws IOException {
        Optional<SymbolRow> from = argument.isEmpty() ? session.lastShown() : Lookup.symbol(session, argument);
        if (from.isEmpty()) {
            tellNoStart(session, argument);
            return;
        }
        Optional<SymbolRow> made = session.imaginary().beside(from.get(), forward);
        Optional<LoadedModule> module = Lookup.moduleOf(session, from.get());
        Optional<SymbolRow> real = module.isEmpty()
                ? Optional.empty()
                : session.symbols(module.get()).beside(from.get(), forward, session.options());
        if (made.isPresent() && real.isPresent()) {
            boolean first = made.get().address() < real.get().address();
            real = first == forward ? made : real;
        } else {
            real = real.or(() -> made);
        }
        real.ifPresent(session::show);
    }

    private static void tellNoStart(Session session, String argument) {
        if (!argument.isEmpty()) {
            session.out().line("couldn't find a symbol to match " + argument);
            return;
        }
        session.out().line("There is no symbol yet to go on from.");
        session.out().line("Give the name of a symbol or an address,");
        session.out().line("or look one up first:");
        session.out().line("name, addr, next and prev remember what they show.");
    }

    private static void index(Session session, String argument) throws IOException {
        OptionalLong number = Hex.parse(argument);
        if (number.isEmpty()) {
            session.out().line(INDEX.hint());
            return;
        }
        Optional<SymbolRow> made = session.imaginary().numbered(number.getAsLong());
        Optional<LoadedModule> module = session.current();
        Optional<SymbolRow> found = made.isPresent() || module.isEmpty()
                ? made
                : session.symbols(module.get()).numbered(number.getAsLong(), session.options());
        found.ifPresentOrElse(session::tell, () -> session.out().line(NOTHING));
    }

    private static void scope(Session session, String argument) throws IOException {
        if (argument.isEmpty()) {
            session.out().line(SCOPE.hint());
            return;
        }
        Optional<SymbolRow> found = Optional.empty();
        Optional<SymbolRow> symbol = Lookup.symbol(session, argument);
        Optional<LoadedModule> module = symbol.flatMap(row -> Lookup.moduleOf(session, row));
        if (symbol.isPresent() && module.isPresent()) {
            found = session.symbols(module.get()).scopeOf(symbol.get(), session.options());
        } else if (Hex.parse(argument).isEmpty()) {
            found = scopeOfInner(session, Lookup.of(session, argument));
        }
        found.ifPresentOrElse(session::tell, () -> session.out().line("couldn't find a symbol to match " + argument));
    }

    private static Optional<SymbolRow> scopeOfInner(Session session, Lookup lookup) throws IOException {
        for (LoadedModule module : lookup.modules()) {
            Optional<SymbolRow> found = session.symbols(module).scopeOfInner(lookup.query());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
