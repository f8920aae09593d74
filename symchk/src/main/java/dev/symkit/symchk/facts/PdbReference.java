// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.facts;

import dev.symkit.format.pe.CodeView;
import dev.symkit.store.key.KeyReader;
import dev.symkit.store.key.SymbolKey;
import java.util.Optional;
import java.util.UUID;

/**
 * The PDB that an image names (symchk.md 4.1).
 *
 * @param path as recorded, unchanged
 * @param guid identity of a PDB 7.0 or portable PDB; empty for a PDB 2.0
 * @param signature identity of a PDB 2.0, unsigned 32-bit; 0 if there is a GUID
 * @param age as recorded, unsigned 32-bit
 * @param portable whether it is a portable PDB
 */
public record PdbReference(String path, Optional<UUID> guid, long signature, long age, boolean portable) {
    private static final String PORTABLE_AGE = "FFFFFFFF";

    /** The reference of a record; empty if the record names no PDB. */
    public static Optional<PdbReference> of(CodeView record, boolean portable) {
        if (record instanceof CodeView.Rsds rsds && !fileName(rsds.path()).isEmpty()) {
            return Optional.of(new PdbReference(rsds.path(), Optional.of(rsds.guid()), 0, rsds.age(), portable));
        }
        if (record instanceof CodeView.Nb10 nb10 && !fileName(nb10.path()).isEmpty()) {
            return Optional.of(
                    new PdbReference(nb10.path(), Optional.empty(), nb10.pdbSignature(), nb10.age(), portable));
        }
        return Optional.empty();
    }

    /** The last component of the path. */
    public String name() {
        return fileName(path);
    }

    private static String fileName(String path) {
        return SymbolKey.fileName(path);
    }

    /** The index string in a store. */
    public String index() {
        if (guid.isEmpty()) {
            return KeyReader.pdbIndex(signature, age);
        }
        return portable ? KeyReader.pdbIndex(guid.get(), 0) + PORTABLE_AGE : KeyReader.pdbIndex(guid.get(), age);
    }
}
