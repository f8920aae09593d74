// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.key;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the content of a file says about its place in a symbol store. The name in the store is that of the file on disk and so not
 * part of this.
 *
 * @param kind kind of file
 * @param symbolClass class for {@code refs.ptr}
 * @param indexes index strings, at least one, the main one first; a portable PDB has two: GUID with {@code FFFFFFFF}, GUID with 1; a Mach-O
 *     file has one for each machine
 * @param pdbName of an image, the file name of the PDB that its first RSDS record (else its first NB10 record) names; empty if there
 *     is none or it is a path without file name. Not checked: it may be unfit for a key
 * @param pdbIndex the index string of that PDB; empty if there is none
 * @param commonName the name that every file of this kind has in a store, whatever its own name is; empty for most
 */
public record FileIdentity(
        FileKind kind,
        SymbolClass symbolClass,
        List<String> indexes,
        Optional<String> pdbName,
        Optional<String> pdbIndex,
        Optional<String> commonName) {
    private static final String NO_STAMP = "00000000";

    /** The identity of a file that names no PDB, or whose PDB's index does not matter, and that has its own name in a store. */
    public FileIdentity(FileKind kind, SymbolClass symbolClass, List<String> indexes, Optional<String> pdbName) {
        this(kind, symbolClass, indexes, pdbName, Optional.empty(), Optional.empty());
    }

    /** Copies the list and refuses an empty one. */
    public FileIdentity {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(symbolClass, "symbolClass");
        Objects.requireNonNull(pdbName, "pdbName");
        Objects.requireNonNull(pdbIndex, "pdbIndex");
        Objects.requireNonNull(commonName, "commonName");
        indexes = List.copyOf(indexes);
        if (indexes.isEmpty()) {
            throw new IllegalArgumentException("no index string");
        }
    }

    /** The main index string. */
    public String index() {
        return indexes.get(0);
    }

    /**
     * Whether one of the index strings is a given one, ignoring case. An image without timestamp may be under its size alone (inferred).
     */
    public boolean hasIndex(String index) {
        return indexes.stream()
                .anyMatch(own -> own.equalsIgnoreCase(index)
                        || (own.startsWith(NO_STAMP)
                                && own.substring(NO_STAMP.length()).equalsIgnoreCase(index)));
    }
}
