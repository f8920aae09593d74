// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.files;

import dev.symkit.store.key.SymbolClass;
import dev.symkit.store.tx.AddOptions;
import dev.symkit.store.tx.Existing;
import java.util.Locale;
import java.util.Optional;

/**
 * How files are added, in the words of the command line.
 *
 * @param twoTier whether a new store becomes two-tier
 * @param pointers how pointers are written; empty for files
 * @param compression how files are compressed; empty if they are not
 * @param references whether {@code refs.ptr} is written
 * @param replace whether other content is replaced
 * @param skipExisting whether files that are there are left out
 * @param refuseClassChange whether exchanged public and private symbols are an error
 * @param lowerCase whether names are written in lower case
 * @param preferredPrefix what the paths of better files start with
 * @param preferredClass {@code PUB} or {@code PRI}, the better class
 */
public record AddChoices(
        boolean twoTier,
        Optional<Pointers> pointers,
        Optional<Compression> compression,
        boolean references,
        boolean replace,
        boolean skipExisting,
        boolean refuseClassChange,
        boolean lowerCase,
        Optional<String> preferredPrefix,
        Optional<String> preferredClass) {

    /**
     * How pointers are written.
     *
     * @param message text for whoever finds the pointer
     * @param prefixed whether {@code PATH:} is always written
     */
    public record Pointers(Optional<String> message, boolean prefixed) {}

    /**
     * How files are compressed.
     *
     * @param format {@code CAB} or {@code ZIP}
     * @param maxInput larger files, in bytes, are not compressed
     */
    public record Compression(String format, long maxInput) {}

    /** The same for the store engine. */
    public AddOptions options() {
        return new AddOptions(
                twoTier,
                pointers.map(how -> new AddOptions.Pointers(how.message(), how.prefixed())),
                compression.map(how -> new AddOptions.Compression(
                        AddOptions.Compression.Format.valueOf(how.format()), how.maxInput())),
                references,
                existing(),
                refuseClassChange,
                lowerCase,
                new AddOptions.Preference(preferredPrefix, preferredClass.map(AddChoices::symbolClass)));
    }

    private Existing existing() {
        if (skipExisting) {
            return Existing.SKIPPED;
        }
        return replace ? Existing.REPLACED : Existing.KEPT;
    }

    /** The class that {@code PUB} or {@code PRI} means, in any case. */
    static SymbolClass symbolClass(String word) {
        return SymbolClass.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
