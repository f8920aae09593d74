// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.cache;

/** What becomes of a file that is at the place of a new one. */
public enum Replace {
    /** It stays, unless it cannot be what its name says. */
    IF_UNUSABLE,
    /** It is replaced. */
    ALWAYS
}
