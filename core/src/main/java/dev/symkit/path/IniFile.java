// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A text of sections and lines, as in Windows INI files. Immutable.
 *
 * <p>{@code [name]} or {@code [name argument]} starts a section. A comment starts with {@code ;} or {@code #} at the start of a line or
 * behind a blank. Blank lines, blanks around a line and the kind of line end do not matter. What is in no section is left out with a
 * warning; nothing is an error.
 *
 * @param file name of the file for messages
 * @param sections the sections in order, repeated ones too
 * @param warnings one line for each part left out, with file and line
 */
public record IniFile(String file, List<Section> sections, List<String> warnings) {

    /** Copies the lists. */
    public IniFile {
        sections = List.copyOf(sections);
        warnings = List.copyOf(warnings);
    }

    /**
     * A section.
     *
     * @param name its name in lower case
     * @param argument what stands behind the name; empty if nothing does
     * @param line 1-based number of the line of its head
     * @param lines its lines that are neither blank nor comments
     */
    public record Section(String name, String argument, int line, List<Line> lines) {
        /** Copies the list. */
        public Section {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A line without blanks around it and without comment. Its {@code toString} shows no text, which may be secret.
     *
     * @param number its 1-based number
     */
    public record Line(int number, String text) {

        /** The line as {@code key = value}; empty if it has no such form. */
        public Optional<IniSettings.Entry> entry() {
            int equals = text.indexOf('=');
            String key = text.substring(0, Math.max(equals, 0)).strip();
            return key.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new IniSettings.Entry(
                            key, text.substring(equals + 1).strip(), number));
        }

        @Override
        public String toString() {
            return "Line[" + number + "]";
        }
    }

    /** Warnings of one file: no more than a hundred, so that a file of another kind floods nobody. Confined. */
    static final class Warnings {
        private static final int MAX = 100;
        private static final int MAX_QUOTE = 60;

        private final String file;
        private final List<String> lines = new ArrayList<>();

        Warnings(String file) {
            this.file = file;
        }

        void add(int line, String text) {
            if (lines.size() < MAX) {
                lines.add(file + ":" + line + ": " + text);
            } else if (lines.size() == MAX) {
                lines.add(file + ": more than " + MAX + " warnings, the rest is not shown");
            }
        }

        List<String> lines() {
            return lines;
        }

        /** Text of the file as a message may show it: one short line. */
        static String quoted(String text) {
            String start = text.length() > MAX_QUOTE ? text.substring(0, MAX_QUOTE) + "..." : text;
            StringBuilder shown = new StringBuilder();
            start.chars().forEach(c -> shown.append(Character.isISOControl(c) ? '?' : (char) c));
            return shown.toString();
        }
    }

    /** The sections of a text. */
    public static IniFile parse(String text, String file) {
        Warnings warnings = new Warnings(file);
        List<Section> sections = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        Optional<Section> head = Optional.empty();
        boolean inSection = false;
        int number = 0;
        for (String raw : (Iterable<String>) text.lines()::iterator) {
            number++;
            String line = withoutComment(raw).strip();
            if (line.startsWith("[")) {
                close(head, lines, sections);
                head = head(raw.strip(), number);
                inSection = true;
                if (head.isEmpty()) {
                    warnings.add(number, "not the head of a section, the lines up to the next one are ignored");
                }
            } else if (!line.isEmpty() && head.isPresent()) {
                lines.add(new Line(number, line));
            } else if (!line.isEmpty() && !inSection) {
                warnings.add(number, "in front of the first section, ignored");
            }
        }
        close(head, lines, sections);
        return new IniFile(file, sections, warnings.lines());
    }

    private static void close(Optional<Section> head, List<Line> lines, List<Section> sections) {
        head.ifPresent(section -> sections.add(new Section(section.name(), section.argument(), section.line(), lines)));
        lines.clear();
    }

    /** The head of a section; the bracket that ends it is the first one with nothing or a comment behind it. */
    private static Optional<Section> head(String line, int number) {
        for (int end = line.indexOf(']'); end >= 0; end = line.indexOf(']', end + 1)) {
            int next = end + 1;
            while (next < line.length() && Character.isWhitespace(line.charAt(next))) {
                next++;
            }
            if (next == line.length() || isCommentMark(line.charAt(next))) {
                String content = line.substring(1, end).strip();
                int blank = 0;
                while (blank < content.length() && !Character.isWhitespace(content.charAt(blank))) {
                    blank++;
                }
                String name = content.substring(0, blank).toLowerCase(Locale.ROOT);
                return Optional.of(new Section(name, content.substring(blank).strip(), number, List.of()));
            }
        }
        return Optional.empty();
    }

    private static String withoutComment(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (isCommentMark(line.charAt(i)) && (i == 0 || Character.isWhitespace(line.charAt(i - 1)))) {
                return line.substring(0, i);
            }
        }
        return line;
    }

    private static boolean isCommentMark(char c) {
        return c == ';' || c == '#';
    }
}
