// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a user may mean who has typed the start of a line. */
public final class Completions {
    private final Session session;
    private final List<Entry> entries;

    /** The completions of a session with some commands. */
    public Completions(Session session, List<Entry> entries) {
        this.session = session;
        this.entries = List.copyOf(entries);
    }

    /** The words that the last word of a line may become. */
    public List<String> of(String line) {
        int blank = line.lastIndexOf(' ');
        String word = line.substring(blank + 1);
        Stream<String> all = line.isBlank() || line.stripLeading().indexOf(' ') < 0
                ? entries.stream().filter(Entry::listed).map(Entry::name)
                : session.modules().all().stream().map(module -> module.name() + "!");
        String start = word.toLowerCase(Locale.ROOT);
        return all.filter(each -> each.toLowerCase(Locale.ROOT).startsWith(start))
                .toList();
    }
}
