// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * All switches of one command, with the rules that apply to its whole command line. Immutable.
 *
 * <p>{@code --help}, {@code --version}, {@code --debug} and {@code ?} belong to every table and are not listed.
 *
 * @param switches the switches, in the order of the documentation
 * @param ignoreCase whether {@code /F} means {@code /f} if there is no {@code /F}
 * @param operands whether the command takes operands; if not, such a token is an unknown option
 * @param quotesRefused whether a {@code "} inside a value is an error (symstore.md 1.1: the trace of a backslash before a closing quote)
 * @param anyDashes whether {@code --name} is {@code -name} unless there is a long option of that name
 * @param dash whether a lone {@code -} is an operand: it stands for standard input
 */
public record SwitchTable(
        List<Switch> switches,
        boolean ignoreCase,
        boolean operands,
        boolean quotesRefused,
        boolean anyDashes,
        boolean dash) {

    /** Checks that no name stands for two switches. */
    public SwitchTable {
        switches = List.copyOf(switches);
        List<String> names = new ArrayList<>(List.of("?", "--help", "--version", "--debug"));
        for (Switch entry : switches) {
            String name = ignoreCase ? entry.name().toLowerCase(Locale.ROOT) : entry.name();
            if (names.contains(name)) {
                throw new IllegalArgumentException("switch declared twice: '" + entry.name() + "'");
            }
            names.add(name);
        }
    }

    /** A table whose names compare ignoring case (exact spelling first); no operands, quotes allowed. */
    public static SwitchTable ignoringCase(Switch... switches) {
        return new SwitchTable(Arrays.asList(switches), true, false, false, false, false);
    }

    /** A table whose names compare exactly; no operands, quotes allowed. */
    public static SwitchTable caseSensitive(Switch... switches) {
        return new SwitchTable(Arrays.asList(switches), false, false, false, false, false);
    }

    /** This table for a command that takes operands. */
    public SwitchTable withOperands() {
        return new SwitchTable(switches, ignoreCase, true, quotesRefused, anyDashes, dash);
    }

    /** This table for a command that refuses a {@code "} inside a value. */
    public SwitchTable refusingQuotes() {
        return new SwitchTable(switches, ignoreCase, operands, true, anyDashes, dash);
    }

    /** This table for a command whose options take one dash or two. */
    public SwitchTable withAnyDashes() {
        return new SwitchTable(switches, ignoreCase, operands, quotesRefused, true, dash);
    }

    /** This table for a command that takes operands, {@code -} among them. */
    public SwitchTable withStandardInput() {
        return new SwitchTable(switches, ignoreCase, true, quotesRefused, anyDashes, true);
    }

    /** This table and more switches behind its own. */
    public SwitchTable plus(Switch... more) {
        List<Switch> all = new ArrayList<>(switches);
        all.addAll(Arrays.asList(more));
        return new SwitchTable(all, ignoreCase, operands, quotesRefused, anyDashes, dash);
    }

    Optional<Switch> find(String name) {
        for (Switch entry : switches) {
            if (entry.name().equals(name)) {
                return Optional.of(entry);
            }
        }
        if (ignoreCase) {
            for (Switch entry : switches) {
                if (entry.name().equalsIgnoreCase(name)) {
                    return Optional.of(entry);
                }
            }
        }
        return Optional.empty();
    }
}
