// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import dev.symkit.dbh.module.LoadedModule;
import dev.symkit.dbh.show.Hex;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Reads command lines and answers them (dbh.md 1.2). Confined to one thread. */
public final class Shell {
    private final Session session;
    private final List<Entry> entries;

    /** A shell with commands. */
    public Shell(Session session, List<Entry> entries) {
        this.session = session;
        this.entries = List.copyOf(entries);
    }

    /** The commands. */
    public List<Entry> entries() {
        return entries;
    }

    /** What stands in front of the next line that a user types. */
    public String prompt() {
        Optional<LoadedModule> module = session.current();
        if (module.isEmpty()) {
            return "dbh: ";
        }
        String place = "[" + Hex.of(module.get().base()) + "]: ";
        return session.process().isPresent()
                ? "pid:" + session.process().getAsLong() + " mod:"
                        + module.get().name() + place
                : module.get().name() + " " + place;
    }

    /**
     * Answers one line. What a damaged or missing file stops is told in one line.
     *
     * @return whether the command was a known one
     */
    public boolean answer(String line) {
        String text = line.strip();
        if (text.isEmpty()) {
            return true;
        }
        int blank = text.indexOf(' ');
        String word = blank < 0 ? text : text.substring(0, blank);
        String argument = blank < 0 ? "" : text.substring(blank + 1).strip();
        Optional<Entry> entry = find(word);
        if (entry.isEmpty()) {
            session.out().line("[" + word + "] is an unrecognized command.");
            return false;
        }
        session.out().blank();
        try {
            entry.get().command().run(session, argument);
        } catch (CancellationException e) {
            session.out().line("stopped");
        } catch (IOException | InvalidPathException e) {
            session.out().line("error: " + String.valueOf(e.getMessage()).replaceAll("\\R", " "));
        }
        return true;
    }

    private Optional<Entry> find(String word) {
        String name = word.toLowerCase(Locale.ROOT);
        return entries.stream()
                .filter(entry -> entry.name().equals(name) || entry.alias().equals(name))
                .findFirst();
    }
}
