// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.UsageException;

/** Rules of a command line. */
final class Rules {
    private Rules() {}

    /** Ends the run with a syntax error unless the condition holds. */
    static void require(boolean condition, String message) throws UsageException {
        if (!condition) {
            throw UsageException.rule(message);
        }
    }

    /** The error of a value that an option does not take. */
    static UsageException invalid(String value, String option) {
        return UsageException.rule("Invalid value '" + value + "' for '" + option + "'.");
    }
}
