// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symstore.transactions.Moments;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rules of a command line. */
final class Rules {
    private static final int MAX_TEXT = 1024;

    private Rules() {}

    /** Ends the run with a syntax error unless the condition holds. */
    static void require(boolean condition, String message) throws UsageException {
        if (!condition) {
            throw UsageException.rule(message);
        }
    }

    /** Ends the run with a syntax error if a text is too long to be recorded. */
    static void requireText(@Nullable String value, String option) throws UsageException {
        require(
                value == null || value.length() <= MAX_TEXT,
                "The value of '" + option + "' is longer than " + MAX_TEXT + " characters.");
    }

    /** The error of a value that an option does not take. */
    static UsageException invalid(String value, String option) {
        return UsageException.rule("Invalid value '" + value + "' for '" + option + "'.");
    }

    /** What the value of an option means; a syntax error if that is nothing. */
    static <T> T valid(Optional<T> meaning, String value, String option) throws UsageException {
        return meaning.orElseThrow(() -> invalid(value, option));
    }

    /** The value of an option that names a moment. */
    static Optional<Instant> moment(ToolContext context, @Nullable String value, String option) throws UsageException {
        return value == null
                ? Optional.empty()
                : Optional.of(valid(Moments.parse(value, context.clock()), value, option));
    }

    /** The value of an option, empty if it was not given. */
    static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
