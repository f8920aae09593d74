// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.cli;

import dev.symkit.cli.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads the command line of {@code dbh} (dbh.md 1): options with {@code -} or {@code /} in any case until the first operand, which begins the part
 * that is the file and the command, whatever its words start with.
 */
final class DbhSpelling {
    private static final String LETTERS = "nvcd";
    private static final String COMMAND = "-e";
    private static final String BASE = "--base";
    private static final List<String> WITH_VALUE = List.of(COMMAND, BASE, "--demangle", "--color");

    /** Names of options that only this class may use. */
    private static final List<String> INTERNAL = List.of("--commands", "--pid", "--path");

    private DbhSpelling() {}

    /** The same command line with long names for what has a value in the same word, {@code --}, and the operands. */
    static List<String> of(List<String> argv) throws UsageException {
        List<String> spelled = new ArrayList<>();
        int at = 0;
        while (at < argv.size() && isOption(argv.get(at))) {
            String word = argv.get(at++);
            if (word.equals("--")) {
                break;
            }
            spelled.add(spell(word));
            if (WITH_VALUE.contains(word)) {
                if (at == argv.size()) {
                    throw UsageException.rule(word + " must be followed by " + wanted(word));
                }
                spelled.add(argv.get(at++));
            }
        }
        spelled.add("--");
        spelled.addAll(argv.subList(at, argv.size()));
        return spelled;
    }

    private static boolean isOption(String word) {
        if (word.startsWith("-")) {
            return word.length() > 1;
        }
        if (!word.startsWith("/") || word.length() < 2) {
            return false;
        }
        String rest = word.substring(1).toLowerCase(Locale.ROOT);
        boolean letter = rest.length() == 1 && (LETTERS + "ps?").contains(rest);
        return letter || rest.equals("??") || rest.startsWith("p:") || rest.startsWith("s:");
    }

    private static String wanted(String option) {
        return switch (option) {
            case COMMAND -> "a command";
            case BASE -> "an address";
            case "--demangle" -> "ms or llvm";
            default -> "never or auto";
        };
    }

    private static String spell(String word) throws UsageException {
        if (INTERNAL.contains(word.split("=", 2)[0])) {
            throw unknown(word);
        }
        if (word.startsWith("--") || word.equals(COMMAND)) {
            return word;
        }
        String rest = word.substring(1);
        String lower = rest.toLowerCase(Locale.ROOT);
        if (lower.length() == 1 && LETTERS.contains(lower)) {
            return "-" + (lower.equals("v") ? "n" : lower);
        }
        if (lower.equals("?")) {
            return "--help";
        }
        if (lower.equals("??")) {
            return "--commands";
        }
        if (lower.startsWith("p:")) {
            return "--pid=" + rest.substring(2);
        }
        if (lower.startsWith("s:")) {
            return "--path=" + rest.substring(2);
        }
        if (lower.equals("s")) {
            throw UsageException.rule("-s must be followed by a valid symbol search path");
        }
        throw unknown(word);
    }

    private static UsageException unknown(String word) {
        return UsageException.rule(word + " is an unknown switch");
    }
}
