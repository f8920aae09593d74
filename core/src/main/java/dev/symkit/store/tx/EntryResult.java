// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

/**
 * What became of one entry.
 *
 * @param entry the entry
 * @param status stored, found to be there already, left out, or not stored
 * @param path the stored file relative to the root, the {@code file.ptr} for a pointer; empty for an error before it was known
 * @param compressed whether that file is compressed
 * @param replaced whether a stored file with other content was replaced
 * @param classChanged whether private symbols replaced public ones or the other way round
 * @param message why it was not stored, or what is worth saying about it; empty if nothing
 */
public record EntryResult(
        AddEntry entry,
        Status status,
        String path,
        boolean compressed,
        boolean replaced,
        boolean classChanged,
        String message) {

    /** The message where readers did not let go of a stored file. */
    static final String IN_USE = "the stored file is in use and keeps its old content";

    /** Outcomes of an entry. */
    public enum Status {
        /** The file or pointer is now in the store, with a reference. */
        STORED,
        /**
         * What the store had stays, and the reference was added: it has the same bytes, or the options say so ({@code -:NOFORCECOPY},
         * or a better reference); the message tells then.
         */
        SAME,
        /** The store has the file, and so nothing was recorded for this entry ({@code --skip-existing}). */
        SKIPPED,
        /** Nothing was recorded for this entry. */
        ERROR
    }

    /** The same, but for readers that did not let go of the stored file. */
    EntryResult inUse() {
        return new EntryResult(entry, Status.ERROR, path, compressed, false, false, IN_USE);
    }

    /** Whether the transaction references this entry. */
    public boolean isReferenced() {
        return status == Status.STORED || status == Status.SAME;
    }
}
