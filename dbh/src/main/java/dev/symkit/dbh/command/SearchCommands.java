// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import dev.symkit.dbh.Entry;
import dev.symkit.dbh.ErrorCode;
import dev.symkit.dbh.Session;
import dev.symkit.dbh.module.Input;
import dev.symkit.dbh.module.LoadedModule;
import dev.symkit.dbh.show.Hex;
import dev.symkit.dbh.symbol.Listed;
import dev.symkit.dbh.symbol.NameMeaning;
import dev.symkit.dbh.symbol.SearchQuery;
import dev.symkit.dbh.symbol.SearchRow;
import dev.symkit.dbh.symbol.SymbolRow;
import dev.symkit.dbh.symbol.SymbolSink;
import dev.symkit.dbh.symbol.Tag;
import dev.symkit.undecorate.Undecorator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Commands that search by kind, dump, undecorate, and make symbols up (dbh.md 3.3). */
public final class SearchCommands {
    private static final String STANDARD_INPUT = "-";

    private static final Entry SEARCH = Entry.of(
            "srch",
            "",
            "[mask=MASK] [index=HEX] [tag=HEX] [addr=HEX] [globals] [recurse] [all]",
            "lists symbols and types of any kind",
            SearchCommands::search);
    private static final Entry DUMP = Entry.of(
            "dump", "", "[-a]", "lists all functions with their lines, with -a all symbols", SearchCommands::dump);
    private static final Entry UNDECORATE = Entry.of(
            "undec", "", "NAME|-", "shows what a decorated name means; - reads names", SearchCommands::undecorate);
    private static final Entry ADD =
            Entry.of("add", "+", "NAME HEX HEX", "makes up a symbol: name, address, size", SearchCommands::add);
    private static final Entry DELETE =
            Entry.of("del", "-", "NAME|HEX", "forgets a symbol that was made up", SearchCommands::delete);

    private static final List<String> USAGE = List.of(
            SEARCH.hint(),
            "  mask=MASK    names that match, a module may stand in front",
            "  index=HEX    what lies in the object file or function with that index number; not 0",
            "  tag=HEX      symbols of that kind, see dtag; not 0",
            "  addr=HEX     symbols that cover the address",
            "  globals      leaves out what one object file alone can see",
            "  recurse      goes into functions and blocks",
            "  all          symbols of every kind");

    /** The commands. */
    public static final List<Entry> ALL = List.of(SEARCH, DUMP, UNDECORATE, ADD, DELETE);

    private SearchCommands() {}

    /** The words of a search. Confined to one command. */
    private static final class Words {
        private String mask = "";
        private OptionalLong parent = OptionalLong.empty();
        private OptionalInt tag = OptionalInt.empty();
        private OptionalLong address = OptionalLong.empty();
        private boolean globals;
        private boolean recurse;
        private boolean all;

        /** Takes a word; false if it is none. */
        boolean take(String word) {
            int equals = word.indexOf('=');
            String key = (equals < 0 ? word : word.substring(0, equals)).toLowerCase(Locale.ROOT);
            String value = equals < 0 ? "" : word.substring(equals + 1);
            if (equals < 0) {
                globals |= key.equals("globals");
                recurse |= key.equals("recurse");
                all |= key.equals("all");
                return key.equals("globals") || key.equals("recurse") || key.equals("all");
            }
            if (key.equals("mask")) {
                mask = value;
                return true;
            }
            OptionalLong number = Hex.parse(value);
            if (number.isEmpty()) {
                return false;
            }
            return takeNumber(key, number.getAsLong());
        }

        private boolean takeNumber(String key, long value) {
            switch (key) {
                case "index" -> parent = OptionalLong.of(value);
                case "tag" -> tag = OptionalInt.of((int) Math.min(Integer.MAX_VALUE, value & Long.MAX_VALUE));
                case "addr" -> address = OptionalLong.of(value);
                default -> {
                    return false;
                }
            }
            return key.equals("addr") || value != 0;
        }
    }

    private static void search(Session session, String argument) throws IOException {
        Words words = new Words();
        for (String word : argument.split(" +", -1)) {
            if (!word.isEmpty() && !words.take(word)) {
                USAGE.forEach(session.out()::line);
                return;
            }
        }
        Lookup lookup = Lookup.of(session, words.mask);
        if (lookup.modules().isEmpty()) {
            Lookup.tellNoModule(session, "SymSearch");
            return;
        }
        SearchQuery query = new SearchQuery(
                lookup.query(), words.parent, words.tag, words.address, words.globals, words.recurse, words.all);
        boolean[] started = new boolean[1];
        SymbolSink sink = symbol -> {
            if (!started[0]) {
                started[0] = true;
                session.out().caption(SearchRow.HEADER);
            }
            return session.tell(new SearchRow(symbol));
        };
        for (LoadedModule module : lookup.modules()) {
            if (!session.symbols(module).search(query, sink) || !searchMade(session, module, query, sink)) {
                return;
            }
        }
    }

    private static boolean searchMade(Session session, LoadedModule module, SearchQuery query, SymbolSink sink)
            throws IOException {
        for (SymbolRow made : session.imaginary().all()) {
            if (made.moduleBase() == module.base()
                    && query.parent().isEmpty()
                    && query.wants(Tag.CUSTOM)
                    && query.symbols().mask().matches(made.name())
                    && query.covers(made.address(), made.size())
                    && !sink.take(Listed.of(made))) {
                return false;
            }
        }
        return true;
    }

    private static void dump(Session session, String argument) throws IOException {
        boolean all = argument.toLowerCase(Locale.ROOT).equals("-a");
        if (!argument.isEmpty() && !all) {
            session.out().line(DUMP.hint());
            return;
        }
        Optional<LoadedModule> module = session.current();
        if (module.isEmpty()) {
            Lookup.tellNoModule(session, "SymEnumSymbols");
            return;
        }
        session.symbols(module.get()).dump(all, session.options(), session::tell);
    }

    private static void undecorate(Session session, String argument) throws IOException {
        if (argument.isEmpty()) {
            session.out().line(UNDECORATE.hint());
            return;
        }
        Undecorator undecorator = session.options().demangling().whole();
        if (!argument.equals(STANDARD_INPUT)) {
            session.tell(NameMeaning.of(argument, undecorator));
            return;
        }
        Input names = session.around().input();
        Optional<String> line = names.next();
        while (line.isPresent()) {
            String name = line.get().strip();
            if (!name.isEmpty() && !session.tell(NameMeaning.of(name, undecorator))) {
                return;
            }
            line = names.next();
        }
    }

    private static void add(Session session, String argument) {
        String[] words = argument.split(" +", -1);
        int last = words.length - 1;
        OptionalLong size = last < 2 ? OptionalLong.empty() : Hex.parse(words[last]);
        OptionalLong address = last < 2 ? OptionalLong.empty() : Hex.parse(words[last - 1]);
        if (size.isEmpty() || address.isEmpty()) {
            session.out().line(ADD.hint());
            return;
        }
        Optional<LoadedModule> module =
                session.modules().at(address.getAsLong()).or(session::current);
        if (module.isEmpty()) {
            ErrorCode.tell(session, ErrorCode.NO_MODULE, "SymAddSymbol");
            return;
        }
        String name = String.join(" ", List.of(words).subList(0, last - 1));
        session.imaginary()
                .add(name, address.getAsLong(), size.getAsLong(), module.get().base());
    }

    private static void delete(Session session, String argument) {
        if (argument.isEmpty()) {
            session.out().line(DELETE.hint());
            return;
        }
        OptionalLong address = Hex.parse(argument);
        Optional<SymbolRow> made = address.isPresent()
                ? session.imaginary().at(address.getAsLong())
                : madeOf(session, Lookup.of(session, argument));
        if (made.isPresent()) {
            session.imaginary().remove(made.get());
        } else {
            session.out().line("Couldn't find " + argument + " to delete.");
        }
    }

    private static Optional<SymbolRow> madeOf(Session session, Lookup lookup) {
        return lookup.modules().stream()
                .flatMap(module -> session.imaginary().named(lookup.query().mask(), module.base()).stream())
                .findFirst();
    }
}
