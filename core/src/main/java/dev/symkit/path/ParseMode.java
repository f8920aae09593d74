// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

/** What becomes of a part of a symbol path that cannot be used. */
public enum ParseMode {
    /** The path is refused. */
    STRICT,
    /** The part is left out, with a warning. */
    LENIENT
}
