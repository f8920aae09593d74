// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.cli;

import dev.symkit.cli.UsageException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns a command line of SymChk, whose letters may be grouped, into one switch for each meaning (symchk.md 1.1, 1.2). A token with a slash
 * that does not match the grammar is an operand. Confined to one call.
 */
final class ChkSpelling {
    /** The letters behind {@code /s}, as one value. */
    static final String MODS = "smods";

    /** The letter of the DBG rule, as a value. */
    static final String DBG = "drule";

    /** The letter of the PDB rule, as a value. */
    static final String PDB = "prule";

    /** The file of {@code --json=FILE}. */
    static final String JSON_FILE = "json-file";

    private static final Set<String> FLAGS = Set.of("r", "v", "q", "if", "av", "cs", "cc", "cn", "port");
    private static final Set<String> VALUES = Set.of("id", "ih", "ie", "ip", "it", "im", "ea", "ee", "fm");
    private static final Set<String> HELP = Set.of("?", "h");
    private static final Pattern SEARCH = Pattern.compile("s([eupsr]*)");
    private static final Pattern OUTPUT = Pattern.compile("o((?:[bdeipstv]|cxa|cx|c|l|m)+)");
    private static final Pattern LETTERS = Pattern.compile("cxa|cx|[a-z]");
    private static final Pattern VERBOSE = Pattern.compile("v{2,}");

    private final Deque<String> rest;
    private final List<String> switches = new ArrayList<>();
    private final List<String> operands = new ArrayList<>();

    private ChkSpelling(List<String> argv) {
        this.rest = new ArrayDeque<>(argv);
    }

    /** The same command line, one switch for each meaning. */
    static List<String> of(List<String> argv) throws UsageException {
        return new ChkSpelling(argv).read();
    }

    private List<String> read() throws UsageException {
        while (!rest.isEmpty()) {
            String token = rest.pop();
            if (token.equals("--")) {
                operands.addAll(rest);
                rest.clear();
            } else if (token.startsWith("--")) {
                longOption(token);
            } else if (!isSwitch(token) || !letters(token)) {
                operand(token);
            }
        }
        List<String> all = new ArrayList<>(switches);
        all.add("--");
        all.addAll(operands);
        return all;
    }

    private static boolean isSwitch(String token) {
        return token.length() > 1 && (token.startsWith("/") || token.startsWith("-"));
    }

    private void operand(String token) throws UsageException {
        if (token.startsWith("-") && token.length() > 1) {
            throw new UsageException(UsageException.Kind.UNKNOWN_OPTION, token, "Unknown option '" + token + "'");
        }
        operands.add(token);
    }

    private void longOption(String token) throws UsageException {
        if (token.startsWith("--json=")) {
            switches.add("-" + JSON_FILE);
            switches.add(token.substring("--json=".length()));
            return;
        }
        switches.add(token);
        if (Set.of("--jobs", "--timeout", "--retries", "--fail-on", "--summary-by")
                .contains(token)) {
            switches.add(value(token));
        }
    }

    /** Whether the token is one of the grammar; then it was taken. */
    private boolean letters(String token) throws UsageException {
        String name = token.substring(1).toLowerCase(Locale.ROOT);
        if (HELP.contains(name)) {
            switches.add("-?");
            return true;
        }
        if (FLAGS.contains(name)) {
            switches.add("-" + name);
            return true;
        }
        if (VERBOSE.matcher(name).matches()) {
            switches.add("-v");
            switches.add("-v");
            return true;
        }
        if (VALUES.contains(name)) {
            valued(name, token);
            return true;
        }
        if (name.length() == 2 && name.charAt(0) == 'd' && "sen".indexOf(name.charAt(1)) >= 0) {
            choice(DBG, name.substring(1));
            return true;
        }
        if (name.length() == 2 && name.charAt(0) == 'p' && "afst".indexOf(name.charAt(1)) >= 0) {
            choice(PDB, name.substring(1));
            return true;
        }
        return search(name, token) || output(name, token);
    }

    private void choice(String name, String letter) {
        switches.add("-" + name);
        switches.add(letter);
    }

    private void valued(String name, String token) throws UsageException {
        switches.add("-" + name);
        switches.add(value(token));
    }

    private String value(String token) throws UsageException {
        if (rest.isEmpty()) {
            throw new UsageException(UsageException.Kind.MISSING_VALUE, token, "Option '" + token + "' needs a value");
        }
        return rest.pop();
    }

    private boolean search(String name, String token) throws UsageException {
        Matcher matcher = SEARCH.matcher(name);
        if (!matcher.matches()) {
            return false;
        }
        valued("s", token);
        switches.add("-" + MODS);
        switches.add(matcher.group(1) + " ");
        return true;
    }

    private boolean output(String name, String token) throws UsageException {
        Matcher matcher = OUTPUT.matcher(name);
        if (!matcher.matches()) {
            return false;
        }
        Matcher letters = LETTERS.matcher(matcher.group(1));
        while (letters.find()) {
            String letter = letters.group();
            char first = letter.charAt(0);
            if (first == 'c' || first == 'l' || first == 'm') {
                valued("o" + letter, token);
            } else {
                switches.add("-o" + letter);
            }
        }
        return true;
    }
}
