// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A command line in Windows style turned into the one form that picocli reads without surprises: {@code -name} or
 * {@code -name=value} for each switch, then {@code --}, then the operands. Immutable.
 *
 * <p>Rules (our choice where the original tools are silent):
 * <ul>
 *   <li>{@code /x} equals {@code -x}. A value after {@code :} or {@code =} makes a switch unknown unless its entry allows it.
 *   <li>A switch that needs a value takes the next token whatever it looks like, {@code --} and {@code /?} included.
 *   <li>An unknown token with a dash is an error. An unknown token with a slash is an operand if it has a second slash or names an
 *       existing file. A lone dash is an operand if the table says so. After {@code --} everything is an operand. A table without operands reports each operand as unknown.
 *   <li>Of a switch that is not repeatable the last occurrence counts. {@code @file} has no meaning here.
 * </ul>
 *
 * @param tokens the canonical command line
 * @param help whether {@code /?}, {@code -?} or {@code --help} was given
 * @param version whether {@code --version} was given
 */
public record WinArgs(List<String> tokens, boolean help, boolean version) {

    /** Copies the list. */
    public WinArgs {
        tokens = List.copyOf(tokens);
    }

    /**
     * Reads a command line. Help and version requests end the reading at once: what follows them is not looked at.
     *
     * @param arguments the tokens behind the verb
     * @param fileExists whether a token names an existing file or directory
     * @throws UsageException at the first token that breaks a rule
     */
    public static WinArgs parse(SwitchTable table, List<String> arguments, Predicate<String> fileExists)
            throws UsageException {
        return new Reader(table, arguments, fileExists).read();
    }

    /**
     * The switches of a command line that {@link #parse} refuses, in canonical form and without operands: what breaks a rule is
     * passed over, requests for help and version too.
     */
    static List<String> salvage(SwitchTable table, List<String> arguments) {
        return new Reader(table, arguments, token -> false).salvage();
    }

    /** One switch found, with its value; the value is not used for flags. */
    private record Found(Switch entry, String value) {
        String canonical() {
            return switch (entry.kind()) {
                case FLAG, LONG_FLAG -> entry.canonicalName();
                case VALUE, KEYWORD, ATTACHED, OPTIONAL, LONG_VALUE -> entry.canonicalName() + "=" + value;
            };
        }
    }

    /** The state of one reading. Confined to {@link #parse}. */
    private static final class Reader {
        private final SwitchTable table;
        private final List<String> arguments;
        private final Predicate<String> fileExists;
        private final List<Found> found = new ArrayList<>();
        private final List<String> operands = new ArrayList<>();
        private int next;

        Reader(SwitchTable table, List<String> arguments, Predicate<String> fileExists) {
            this.table = table;
            this.arguments = arguments;
            this.fileExists = fileExists;
        }

        WinArgs read() throws UsageException {
            while (next < arguments.size()) {
                String token = arguments.get(next++);
                if (token.equals("--")) {
                    break;
                }
                if (isHelp(token)) {
                    return new WinArgs(List.of(), true, false);
                }
                if (isVersion(token)) {
                    return new WinArgs(List.of(), false, true);
                }
                if (!isDebug(token)) {
                    readToken(token);
                }
            }
            while (next < arguments.size()) {
                operand(arguments.get(next++));
            }
            List<String> tokens = switches();
            tokens.add("--");
            tokens.addAll(operands);
            return new WinArgs(tokens, false, false);
        }

        List<String> salvage() {
            while (next < arguments.size() && !arguments.get(next).equals("--")) {
                try {
                    readToken(arguments.get(next++));
                } catch (UsageException e) {
                    // Passed over: only what can be read counts here.
                }
            }
            return switches();
        }

        private List<String> switches() {
            List<String> tokens = new ArrayList<>();
            for (Found each : found) {
                tokens.add(each.canonical());
            }
            return tokens;
        }

        private void readToken(String token) throws UsageException {
            if (!looksLikeOption(token) || (table.dash() && token.equals("-"))) {
                operand(token);
                return;
            }
            boolean twoDashes = token.startsWith("--");
            boolean isLong =
                    twoDashes && (!table.anyDashes() || table.find(name(token)).isPresent());
            String text = isLong ? token : token.substring(twoDashes ? 2 : 1);
            int cut = valueMark(text);
            Optional<Switch> match = table.find(name(text));
            if (match.isPresent() && fits(match.get(), isLong, cut < 0 ? 0 : text.charAt(cut))) {
                Switch entry = match.get();
                add(entry, cut < 0 ? separateValue(entry, token) : attachedValue(entry, text, cut, token), token);
            } else if (token.startsWith("/") && (token.indexOf('/', 1) >= 0 || fileExists.test(token))) {
                operand(token);
            } else {
                throw unknown(token);
            }
        }

        private static String name(String text) {
            int cut = valueMark(text);
            return cut < 0 ? text : text.substring(0, cut);
        }

        /** Whether a token with so many dashes and such a mark before its value (0 if there is none) can be this switch. */
        private static boolean fits(Switch entry, boolean isLong, char mark) {
            return entry.isLong() == isLong && (mark == 0 || attaches(entry, mark));
        }

        private static boolean attaches(Switch entry, char mark) {
            return entry.allowsAttachedValue() && (mark == '=' || entry.kind() == Switch.Kind.ATTACHED);
        }

        private static String attachedValue(Switch entry, String text, int cut, String token) throws UsageException {
            String value = text.substring(cut + 1);
            if (value.isEmpty() && entry.kind() == Switch.Kind.OPTIONAL) {
                throw missing(token);
            }
            return value;
        }

        /** The value of a switch that stands alone in its token, moving on if the value is the next token. */
        private String separateValue(Switch entry, String token) throws UsageException {
            return switch (entry.kind()) {
                case FLAG, LONG_FLAG, OPTIONAL -> "";
                case KEYWORD -> keyword(entry);
                case ATTACHED -> throw missing(token);
                case VALUE, LONG_VALUE -> {
                    if (next == arguments.size()) {
                        throw missing(token);
                    }
                    yield arguments.get(next++);
                }
            };
        }

        private String keyword(Switch entry) throws UsageException {
            if (next == arguments.size()) {
                return entry.defaultKeyword();
            }
            String word = arguments.get(next);
            for (String keyword : entry.keywords()) {
                if (keyword.equalsIgnoreCase(word)) {
                    next++;
                    return keyword;
                }
            }
            if (!looksLikeOption(word) && !entry.keywordMessage().isEmpty()) {
                throw new UsageException(
                        UsageException.Kind.INVALID_KEYWORD,
                        word,
                        entry.keywordMessage().replace("<token>", word));
            }
            return entry.defaultKeyword();
        }

        private void add(Switch entry, String value, String token) throws UsageException {
            if (table.quotesRefused() && value.indexOf('"') >= 0) {
                throw new UsageException(
                        UsageException.Kind.QUOTE_IN_VALUE,
                        token,
                        "The value of '" + token + "' contains a quotation mark (a backslash before a closing quote"
                                + " makes the quote part of the value): " + value);
            }
            if (!entry.repeatable()) {
                for (Iterator<Found> each = found.iterator(); each.hasNext(); ) {
                    if (each.next().entry().equals(entry)) {
                        each.remove();
                    }
                }
            }
            found.add(new Found(entry, value));
        }

        private void operand(String token) throws UsageException {
            if (!table.operands()) {
                throw unknown(token);
            }
            operands.add(token);
        }
    }

    /** Whether a token asks for help, wherever an option may stand. */
    static boolean isHelp(String token) {
        return token.equals("/?") || token.equals("-?") || token.equalsIgnoreCase("--help");
    }

    /** Whether a token asks for the version. */
    static boolean isVersion(String token) {
        return token.equalsIgnoreCase("--version");
    }

    /** Whether a token asks for stack traces; such a token is dropped. */
    static boolean isDebug(String token) {
        return token.equalsIgnoreCase("--debug");
    }

    private static boolean looksLikeOption(String token) {
        return token.startsWith("-") || token.startsWith("/");
    }

    /** The place of the first ':' or '=' after the first character, or -1. */
    private static int valueMark(String text) {
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) == ':' || text.charAt(i) == '=') {
                return i;
            }
        }
        return -1;
    }

    private static UsageException unknown(String token) {
        return new UsageException(UsageException.Kind.UNKNOWN_OPTION, token, "Unknown option '" + token + "'");
    }

    private static UsageException missing(String token) {
        return new UsageException(UsageException.Kind.MISSING_VALUE, token, "Option '" + token + "' needs a value");
    }
}
