// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.key.SymbolClass;
import java.util.Optional;

/**
 * How files are added (symstore.md sections 2, 7 and 11).
 *
 * @param twoTier whether a store that is created now becomes two-tier ({@code /3})
 * @param pointers how pointers are written; empty to store files ({@code /p})
 * @param compression how files are compressed; empty to store them as they are ({@code /compress})
 * @param references whether {@code refs.ptr} is written; without, nothing can be deleted ({@code -:NOREFS})
 * @param existing what becomes of a file whose key directory has one already
 * @param refuseClassChange whether public symbols in place of private ones, or the other way round, are an error of that file
 *     ({@code --refuse-class-change})
 * @param lowerCase whether names are written as SSQP clients ask for them ({@code --lower-case})
 * @param preference which of several files under one key wins ({@code /m}, {@code /h})
 */
public record AddOptions(
        boolean twoTier,
        Optional<Pointers> pointers,
        Optional<Compression> compression,
        boolean references,
        Existing existing,
        boolean refuseClassChange,
        boolean lowerCase,
        Preference preference) {

    /** Files as they are, with references, replacing what is there. */
    public static final AddOptions PLAIN = new AddOptions(
            false, Optional.empty(), Optional.empty(), true, Existing.REPLACED, false, false, Preference.NONE);

    /**
     * How {@code file.ptr} is written.
     *
     * @param message text that is given to whoever finds the pointer; empty for none ({@code -:MSG})
     * @param prefixed whether {@code PATH:} is written without a message too ({@code --ptr-prefix})
     */
    public record Pointers(Optional<String> message, boolean prefixed) {}

    /**
     * How stored files are compressed.
     *
     * @param format the container
     * @param maxInput larger files, in bytes, are stored as they are ({@code --max-compress})
     */
    public record Compression(Format format, long maxInput) {
        /** Containers of compressed files. */
        public enum Format {
            /** A cabinet. */
            CAB,
            /** A ZIP archive with one entry. */
            ZIP
        }
    }

    /**
     * What makes one reference better than another.
     *
     * @param sourcePrefix what the path of the better source starts with
     * @param symbolClass the better class of a PDB
     */
    public record Preference(Optional<String> sourcePrefix, Optional<SymbolClass> symbolClass) {
        /** All are equal. */
        public static final Preference NONE = new Preference(Optional.empty(), Optional.empty());
    }

    /** These options for a new store that is two-tier or not. */
    public AddOptions withTwoTier(boolean two) {
        return new AddOptions(
                two, pointers, compression, references, existing, refuseClassChange, lowerCase, preference);
    }
}
