// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.check;

import java.util.Locale;

/** Why a check did not pass, for {@code --fail-on} and {@code --summary-by}. */
public enum Reason {
    /** It passed. */
    NONE,
    /** The symbols are not there, or those that are do not match. */
    MISSING,
    /** The image was built without debug data. */
    NO_DEBUG_DATA,
    /** The symbols are there, but not as the rules want them. */
    RULE,
    /** No program file, or a damaged one. */
    NOT_CHECKED,
    /** A file could not be read or fetched. */
    UNREADABLE,
    /** It failed, and {@code /ee} names it. */
    FORGIVEN;

    /** The word for people and JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
