// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import dev.symkit.dbh.module.LoadedModule;
import dev.symkit.dbh.symbol.SymbolQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;

/** What a user may mean who has typed the start of a line: commands first, then modules and symbols, or files. */
public final class Completions {
    private static final int MOST_SYMBOLS = 200;
    private static final String MARK = "!";
    private static final String SIGNS = "*?[]#+\\";
    private static final Set<String> WITH_FILES = Set.of("load", "fii", "srvind", "storeadd");

    private final Session session;
    private final List<Entry> entries;

    /** The completions of a session with some commands. */
    public Completions(Session session, List<Entry> entries) {
        this.session = session;
        this.entries = List.copyOf(entries);
    }

    /** The words that the last word of a line may become, in order. */
    public List<String> of(String line) {
        String text = line.stripLeading();
        int blank = text.lastIndexOf(' ');
        String word = text.substring(blank + 1);
        if (blank < 0) {
            return entries.stream()
                    .filter(Entry::listed)
                    .map(Entry::name)
                    .filter(name -> name.startsWith(word.toLowerCase(Locale.ROOT)))
                    .toList();
        }
        String command = text.substring(0, text.indexOf(' ')).toLowerCase(Locale.ROOT);
        if (WITH_FILES.contains(command)) {
            return FileWords.of(session.around(), word);
        }
        List<String> words = new ArrayList<>();
        if (!word.contains(MARK)) {
            session.modules().all().stream()
                    .map(module -> module.name() + MARK)
                    .filter(name -> startsWith(name, word))
                    .forEach(words::add);
        }
        symbols(word, words);
        return words;
    }

    /** Only where something was typed: else all symbols there are would be read. */
    private void symbols(String word, List<String> words) {
        int mark = word.indexOf(MARK);
        String start = word.substring(mark + 1);
        if (start.isEmpty() || start.chars().anyMatch(c -> SIGNS.indexOf(c) >= 0)) {
            return;
        }
        Set<String> found = new TreeSet<>();
        for (LoadedModule module : session.modules().all()) {
            boolean meant = mark < 0
                    ? session.current().equals(Optional.of(module))
                    : mark == 0 || module.name().equalsIgnoreCase(word.substring(0, mark));
            if (meant) {
                try {
                    session.symbols(module).list(SymbolQuery.of(start + "*", session.options()), row -> {
                        found.add(word.substring(0, mark + 1) + row.name());
                        return found.size() < MOST_SYMBOLS;
                    });
                } catch (IOException | CancellationException e) {
                    // a damaged file is told when the command reads it; nothing more is wanted
                }
            }
        }
        words.addAll(found);
    }

    private static boolean startsWith(String name, String start) {
        return name.regionMatches(true, 0, start, 0, start.length());
    }
}
