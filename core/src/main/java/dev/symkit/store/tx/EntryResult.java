// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

/**
 * What became of one entry.
 *
 * @param entry the entry
 * @param status stored, found to be there already, or not stored
 * @param path the stored file relative to the root; empty for an error before it was known
 * @param replaced whether a stored file with other content was replaced
 * @param classChanged whether private symbols replaced public ones or the other way round
 * @param message why it was not stored, or what is worth saying about it; empty if nothing
 */
public record EntryResult(
        AddEntry entry, Status status, String path, boolean replaced, boolean classChanged, String message) {

    /** Outcomes of an entry. */
    public enum Status {
        /** The file is now in the store. */
        STORED,
        /** The store had the same bytes already; the reference was added. */
        SAME,
        /** Nothing was recorded for this entry. */
        ERROR
    }
}
