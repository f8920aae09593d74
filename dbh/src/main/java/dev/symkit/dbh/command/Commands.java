// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import dev.symkit.dbh.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** All commands of the shell, in the order of its help. */
public final class Commands {
    /** The commands. */
    public static final List<Entry> ALL = all();

    private Commands() {}

    private static List<Entry> all() {
        List<Entry> all = new ArrayList<>(SessionCommands.ALL);
        all.add(
                0,
                Entry.of(
                        "help",
                        "?",
                        "",
                        "shows the commands",
                        (session, argument) -> Commands.help(session.out()::line)));
        all.addAll(ModuleCommands.ALL);
        all.addAll(FileCommands.ALL);
        all.addAll(StoreCommands.ALL);
        return List.copyOf(all);
    }

    /** Hands over the lines of the help: one for each command that is listed. */
    public static void help(Consumer<String> line) {
        for (Entry entry : ALL) {
            if (entry.listed()) {
                String names = entry.alias().isEmpty() ? entry.name() : entry.name() + " (" + entry.alias() + ")";
                line.accept(
                        String.format(Locale.ROOT, "%-14s %-26s %s", names, entry.arguments(), entry.explanation()));
            }
        }
    }
}
