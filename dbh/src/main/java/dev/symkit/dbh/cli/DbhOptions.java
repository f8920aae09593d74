// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.cli;

import dev.symkit.cli.Given;
import dev.symkit.cli.Switch;
import dev.symkit.cli.SwitchTable;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.dbh.Session;
import dev.symkit.dbh.show.Hex;
import dev.symkit.dbh.symbol.Demangling;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the command line of {@code dbh} says.
 *
 * @param noisy {@code -n}
 * @param firstOnly {@code -c}
 * @param decorated {@code -d}
 * @param listing {@code -??}
 * @param json {@code --json}
 * @param prompts whether prompts are shown where nobody sits at a terminal
 * @param quiet {@code --quiet}
 * @param path {@code -s:}
 * @param colors whether colours are shown where they can be seen
 * @param demangling style of names that are shown undecorated
 * @param process {@code -p:}
 * @param base where the file is placed
 * @param target the file
 * @param commands what to run; empty: commands are read
 */
record DbhOptions(
        boolean noisy,
        boolean firstOnly,
        boolean decorated,
        boolean listing,
        boolean json,
        boolean prompts,
        boolean quiet,
        Optional<String> path,
        boolean colors,
        Demangling demangling,
        OptionalLong process,
        long base,
        Optional<String> target,
        List<String> commands) {
    static final SwitchTable SWITCHES = SwitchTable.caseSensitive(
                    Switch.flag("n"),
                    Switch.flag("c"),
                    Switch.flag("d"),
                    Switch.value("e").repeated(),
                    Switch.longFlag("--commands"),
                    Switch.longFlag("--json"),
                    Switch.longFlag("--no-prompt"),
                    Switch.longFlag("--quiet"),
                    Switch.longValue("--pid"),
                    Switch.longValue("--path"),
                    Switch.longValue("--base"),
                    Switch.longValue("--demangle"),
                    Switch.longValue("--color"))
            .withStandardInput();

    private static final String LOAD = "load";

    DbhOptions {
        commands = List.copyOf(commands);
    }

    /** Reads switches and operands. */
    static DbhOptions of(Given given, List<String> operands, ToolContext context) throws UsageException {
        OptionalLong process = OptionalLong.empty();
        if (given.value("--pid").isPresent()) {
            process = OptionalLong.of(decimal(given.value("--pid").get()));
        }
        List<String> words = new ArrayList<>(operands);
        Optional<String> target = Optional.empty();
        if (process.isEmpty()) {
            if (words.size() > 1 && words.get(0).equalsIgnoreCase(LOAD) && isTarget(words.get(1), context)) {
                words.remove(0);
            }
            if (!words.isEmpty() && isTarget(words.get(0), context)) {
                target = Optional.of(words.remove(0));
            }
        }
        List<String> commands = new ArrayList<>();
        for (String token : given.tokens()) {
            if (token.startsWith("-e=")) {
                commands.add(token.substring("-e=".length()));
            }
        }
        if (!words.isEmpty()) {
            if (!commands.isEmpty()) {
                throw UsageException.rule("-e and a command behind the file exclude each other");
            }
            commands.add(String.join(" ", words));
        }
        OptionalLong base = Hex.parse(given.value("--base").orElse(Hex.of(Session.DEFAULT_BASE)));
        if (base.isEmpty()) {
            throw UsageException.rule("--base must be followed by an address");
        }
        return new DbhOptions(
                given.has("-n"),
                given.has("-c"),
                given.has("-d"),
                given.has("--commands"),
                given.has("--json"),
                !given.has("--no-prompt"),
                given.has("--quiet"),
                given.value("--path"),
                colors(given.value("--color").orElse("auto")),
                demangling(given.value("--demangle").orElse("ms")),
                process,
                base.getAsLong(),
                target,
                commands);
    }

    /** Whether a word is the file: it has a dot, or there is such a file. */
    private static boolean isTarget(String word, ToolContext context) {
        return word.indexOf('.') >= 0
                || (!word.isEmpty() && context.exists(word) && Files.isRegularFile(context.resolve(word)));
    }

    private static boolean colors(String when) throws UsageException {
        return switch (when) {
            case "auto" -> true;
            case "never" -> false;
            default -> throw UsageException.rule("--color must be followed by auto or never");
        };
    }

    private static Demangling demangling(String style) throws UsageException {
        return switch (style) {
            case "ms" -> Demangling.MICROSOFT;
            case "llvm" -> Demangling.LLVM;
            default -> throw UsageException.rule("--demangle must be followed by ms or llvm");
        };
    }

    private static long decimal(String text) throws UsageException {
        try {
            return Long.parseUnsignedLong(text.strip());
        } catch (NumberFormatException e) {
            throw UsageException.rule(String.format(Locale.ROOT, "-p:%s is not a process id", text));
        }
    }
}
