// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.check;

import java.util.Locale;

/** How a check ended. */
public enum Status {
    /** The symbols are there and match. */
    PASSED,
    /** They do not, or there are none. */
    FAILED,
    /** It is nothing that has symbols. */
    IGNORED,
    /** A file could not be fetched. */
    ERROR;

    /** The word for JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the total of failed files counts it. */
    public boolean counts() {
        return this == FAILED || this == ERROR;
    }
}
