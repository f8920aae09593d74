// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.layout;

import java.util.Locale;
import java.util.Optional;

/** Whether a transaction stored files or pointers to files. */
public enum EntryKind {
    /** Files. */
    FILE,
    /** Pointers. */
    PTR;

    /** The word in the store's files. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind a word stands for, ignoring case. */
    public static Optional<EntryKind> parse(String text) {
        String word = text.strip();
        return word.equalsIgnoreCase("file")
                ? Optional.of(FILE)
                : word.equalsIgnoreCase("ptr") ? Optional.of(PTR) : Optional.empty();
    }
}
