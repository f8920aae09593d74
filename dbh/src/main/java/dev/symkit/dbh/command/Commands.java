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
        List<Entry> all = new ArrayList<>();
        all.add(Entry.of("help", "?", "", "shows the commands", (session, argument) -> help(session.out()::line)));
        all.addAll(SessionCommands.ALL);
        all.addAll(ModuleCommands.ALL);
        all.addAll(SourceCommands.OF_MODULE);
        all.addAll(SymbolCommands.ALL);
        all.addAll(LocalCommands.ALL);
        all.addAll(SearchCommands.ALL);
        all.addAll(TypeCommands.ALL);
        all.add(UnwindCommand.UNWIND);
        all.addAll(LineCommands.ALL);
        all.addAll(SourceCommands.OF_LINES);
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
