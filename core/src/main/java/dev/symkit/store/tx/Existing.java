// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

/** What becomes of a file whose place in the store is taken already. */
public enum Existing {
    /** It replaces what is there, and is referenced. */
    REPLACED,
    /** What is there stays; the file is referenced ({@code -:NOFORCECOPY}). */
    KEPT,
    /** What is there stays, and nothing is recorded of the file ({@code --skip-existing}). */
    SKIPPED,
    /**
     * Where a reference holds what is there: nothing is recorded of a file of the same content, other content is an error. Without a
     * reference as {@link #REPLACED}. If nothing is recorded of any file there is no transaction (symproxy.md 8.8).
     */
    REFUSED,
    /** As {@link #REFUSED}, but other content replaces what is there. */
    OVERWRITTEN;

    /** Whether the same content again changes nothing. */
    boolean leavesOutSame() {
        return this == REFUSED || this == OVERWRITTEN;
    }
}
