// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.symbol;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pattern for names in the wildcard syntax of DbgHelp (dbh.md 4.4): {@code *} any run, {@code ?} one character, {@code [list]} one of a list with
 * ranges, {@code #} none or more of what stands before it, {@code +} one or more, {@code \} takes the next sign literally. A pattern matches whole
 * names. Takes time in proportion to the lengths of pattern and name, whatever they are. Immutable.
 */
public final class Mask {
    private static final String SIGNS = "#?[]*+\\";

    private final List<Step> steps;
    private final boolean ignoreCase;
    private final boolean plain;

    /** Of each step that takes one character and no other: both its cases; 0 of other steps. */
    private final char[] lower;

    private final char[] upper;

    private Mask(List<Step> steps, boolean ignoreCase) {
        this.steps = List.copyOf(steps);
        this.ignoreCase = ignoreCase;
        this.lower = new char[steps.size()];
        this.upper = new char[steps.size()];
        for (int i = 0; i < steps.size(); i++) {
            String list = steps.get(i).list();
            if (list.length() == 2 && list.charAt(0) == list.charAt(1)) {
                lower[i] = ignoreCase ? Character.toLowerCase(list.charAt(0)) : list.charAt(0);
                upper[i] = ignoreCase ? Character.toUpperCase(list.charAt(0)) : list.charAt(0);
            }
        }
        this.plain = steps.stream().allMatch(step -> step.isRun() || (!step.none && !step.more));
    }

    /**
     * One part of a pattern.
     *
     * @param list what it matches, characters and ranges {@code a-z} as pairs of first and last; null: any character
     * @param none whether it may be left out
     * @param more whether it may be repeated
     */
    private record Step(@Nullable String list, boolean none, boolean more) {
        /** Whether it matches any run of characters. */
        boolean isRun() {
            return list == null && none && more;
        }

        boolean takes(char c, boolean ignoreCase) {
            if (list == null) {
                return true;
            }
            return holds(c) || (ignoreCase && (holds(Character.toLowerCase(c)) || holds(Character.toUpperCase(c))));
        }

        private boolean holds(char c) {
            for (int i = 0; i < list().length(); i += 2) {
                if (c >= list().charAt(i) && c <= list().charAt(i + 1)) {
                    return true;
                }
            }
            return false;
        }

        /** Of a step whose list is known to be there. */
        @Override
        public String list() {
            return list == null ? "" : list;
        }
    }

    /** A pattern for symbols: an underscore in front stands for any number of them. An empty text matches all. */
    public static Mask ofSymbols(String text, boolean ignoreCase) {
        Reader reader = new Reader(text, false);
        boolean underscore = text.startsWith("_") && !text.startsWith("_#") && !text.startsWith("_+");
        if (underscore) {
            reader.at = 1;
            reader.steps.add(new Step("__", true, true));
        }
        return new Mask(text.isEmpty() ? all() : reader.read(), ignoreCase);
    }

    /**
     * A pattern for paths of sources and object files: a backslash in front of a sign that has no meaning is one itself, and a slash matches a
     * backslash and the other way round; case does not count. An empty text matches all.
     */
    public static Mask ofPaths(String text) {
        return new Mask(text.isEmpty() ? all() : new Reader(text, true).read(), true);
    }

    /** A pattern that only one name matches: no character has a meaning. */
    public static Mask ofName(String name, boolean ignoreCase) {
        return new Mask(
                name.chars()
                        .mapToObj(c -> new Step("" + (char) c + (char) c, false, false))
                        .toList(),
                ignoreCase);
    }

    private static List<Step> all() {
        return List.of(new Step(null, true, true));
    }

    /** Whether every name matches. */
    public boolean matchesAll() {
        return steps.size() == 1 && steps.get(0).equals(all().get(0));
    }

    /** The only name that matches, if there are no wildcards in the pattern; its case counts only if that of the pattern does. */
    public Optional<String> literal() {
        StringBuilder text = new StringBuilder();
        for (Step step : steps) {
            String list = step.list();
            if (step.none || step.more || list.length() != 2 || list.charAt(0) != list.charAt(1)) {
                return Optional.empty();
            }
            text.append(list.charAt(0));
        }
        return Optional.of(text.toString());
    }

    /** Whether a name matches. */
    public boolean matches(CharSequence name) {
        if (matchesAll()) {
            return true;
        }
        if (plain) {
            return matchesPlain(name);
        }
        BitSet now = new BitSet(steps.size() + 1);
        BitSet next = new BitSet(steps.size() + 1);
        now.set(0);
        skipOptional(now);
        for (int i = 0; i < name.length() && !now.isEmpty(); i++) {
            char c = name.charAt(i);
            next.clear();
            for (int at = now.nextSetBit(0); at >= 0 && at < steps.size(); at = now.nextSetBit(at + 1)) {
                Step step = steps.get(at);
                if (step.takes(c, ignoreCase)) {
                    next.set(at + 1);
                    if (step.more) {
                        next.set(at);
                    }
                }
            }
            skipOptional(next);
            BitSet spare = now;
            now = next;
            next = spare;
        }
        return now.get(steps.size());
    }

    /** Only runs and single characters: the last run takes one character more where what follows it does not match. */
    private boolean matchesPlain(CharSequence name) {
        int length = name.length();
        int step = 0;
        int at = 0;
        int run = -1;
        int runEnd = 0;
        while (at < length) {
            if (step < steps.size() && lower[step] == 0 && steps.get(step).isRun()) {
                run = step++;
                runEnd = at;
            } else if (step < steps.size() && takes(step, name.charAt(at))) {
                step++;
                at++;
            } else if (run >= 0) {
                step = run + 1;
                at = ++runEnd;
            } else {
                return false;
            }
        }
        while (step < steps.size() && steps.get(step).isRun()) {
            step++;
        }
        return step == steps.size();
    }

    private boolean takes(int step, char c) {
        if (lower[step] != 0) {
            // A sign whose cases are not one to one is left to the list.
            return c == lower[step]
                    || c == upper[step]
                    || (c >= 0x80 && steps.get(step).takes(c, ignoreCase));
        }
        return steps.get(step).takes(c, ignoreCase);
    }

    private void skipOptional(BitSet states) {
        for (int at = states.nextSetBit(0); at >= 0 && at < steps.size(); at = states.nextSetBit(at + 1)) {
            if (steps.get(at).none) {
                states.set(at + 1);
            }
        }
    }

    /** Reads a pattern. Confined to one call. */
    private static final class Reader {
        final List<Step> steps = new ArrayList<>();
        private final String text;
        private final boolean paths;
        int at;

        Reader(String text, boolean paths) {
            this.text = text;
            this.paths = paths;
        }

        List<Step> read() {
            while (at < text.length()) {
                char c = text.charAt(at++);
                switch (c) {
                    case '*' -> steps.add(new Step(null, true, true));
                    case '?' -> add(null);
                    case '[' -> bracket();
                    case '\\' -> add(escaped());
                    default -> add(one(c));
                }
            }
            return steps;
        }

        /** Adds a step with the sign of repetition that follows it. */
        private void add(@Nullable String list) {
            char sign = at < text.length() ? text.charAt(at) : 0;
            if (sign == '#' || sign == '+') {
                at++;
            }
            // One or more of a thing is the thing, and then none or more of it.
            if (sign == '+') {
                steps.add(new Step(list, false, false));
            }
            boolean repeated = sign == '#' || sign == '+';
            steps.add(new Step(list, repeated, repeated));
        }

        private void bracket() {
            int end = text.indexOf(']', at);
            if (end < 0) {
                add("[["); // never closed: no list
                return;
            }
            StringBuilder list = new StringBuilder();
            while (at < end) {
                char first = text.charAt(at++);
                char last = first;
                if (at + 1 < end && text.charAt(at) == '-') {
                    last = text.charAt(at + 1);
                    at += 2;
                }
                list.append(first).append(last);
            }
            at = end + 1;
            add(list.toString());
        }

        private String escaped() {
            boolean sign = at < text.length() && SIGNS.indexOf(text.charAt(at)) >= 0;
            return sign && !(paths && text.charAt(at) == '*') ? one(text.charAt(at++)) : one('\\');
        }

        private String one(char c) {
            return paths && (c == '/' || c == '\\') ? "//\\\\" : "" + c + c;
        }
    }
}
