// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.cli;

import dev.symkit.cli.ToolContext;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Colours for answers at a terminal: labels of records, kinds of symbols, errors. The text between the colours stays as it is. */
final class Colors {
    private static final Pattern LABEL = Pattern.compile("^ *[A-Za-z]\\w*(?: \\w+)?(?= ?: )", Pattern.MULTILINE);
    private static final Pattern KIND = Pattern.compile("\\bSymTag\\w+");
    private static final Pattern ERROR =
            Pattern.compile("^(?:error\\b.*|.* is an unrecognized command\\.)$", Pattern.CASE_INSENSITIVE);

    private static final AttributedStyle OF_LABELS = AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
    private static final AttributedStyle OF_KINDS = AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
    private static final AttributedStyle OF_ERRORS = AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);

    private Colors() {}

    /**
     * Whether a person can see colours and has not declined them: at a terminal that is not {@code dumb}, without the environment variable
     * {@code NO_COLOR}; in Windows only where commands are typed, for the terminal is prepared for colours then.
     *
     * @param typed whether commands are typed
     */
    static boolean areSeen(ToolContext context, Map<String, String> properties, boolean typed) {
        Map<String, String> environment = context.environment();
        boolean windows =
                properties.getOrDefault("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        return context.interactive()
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb")
                && (typed || !windows);
    }

    /** A line for people. */
    static String line(String text) {
        return new AttributedStringBuilder()
                .append(text)
                .styleMatches(ERROR, OF_ERRORS)
                .toAnsi();
    }

    /** The lines of a row. */
    static String row(CharSequence text) {
        return new AttributedStringBuilder()
                .append(text)
                .styleMatches(LABEL, OF_LABELS)
                .styleMatches(KIND, OF_KINDS)
                .toAnsi();
    }
}
