// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.check;

/** Where the DBG data of an image has to be, if it has any (symchk.md 4.2 rule 2). */
public enum DbgRule {
    /** {@code /ds}: in a DBG file that the image points to. */
    SPLIT,
    /** {@code /de}: in the image, without a pointer to a DBG file. */
    INSIDE,
    /** {@code /dn}: nowhere. */
    NONE
}
