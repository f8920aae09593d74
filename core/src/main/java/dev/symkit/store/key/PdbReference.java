// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.key;

import dev.symkit.format.pe.CodeView;
import dev.symkit.format.pe.PeFile;
import java.io.IOException;
import java.util.Optional;

/**
 * The PDB that an image, or the record of a module in a dump, names. The index is that of {@link KeyReader}: of a PDB 7.0 the GUID and the
 * age, of a PDB 2.0 the signature and the age, of a portable PDB the GUID and {@code FFFFFFFF}, whatever age the record has (documented for
 * portable PDBs: the debug directory entry has minor version 0x504D).
 *
 * @param path the path as recorded; never empty at its end, but not checked in any other way
 * @param index index string of the PDB
 * @param portable whether it is a portable PDB
 */
public record PdbReference(String path, String index, boolean portable) {
    /** The reference in an image: that of its first RSDS record, else of its first NB10 record; empty if it names no PDB. */
    public static Optional<PdbReference> of(PeFile image) throws IOException {
        return DebugRecords.of(image).pdb();
    }

    /**
     * The reference in a CodeView record.
     *
     * @param portable whether its debug directory entry says that the PDB is a portable one; the records of dumps have no such entry
     * @return it; empty if the record is of another kind, or its path has no file name
     */
    public static Optional<PdbReference> of(CodeView record, boolean portable) {
        Optional<PdbReference> reference = Optional.empty();
        if (record instanceof CodeView.Rsds rsds) {
            String index =
                    portable ? KeyReader.portableIndex(rsds.guid()) : KeyReader.pdbIndex(rsds.guid(), rsds.age());
            reference = Optional.of(new PdbReference(rsds.path(), index, portable));
        } else if (record instanceof CodeView.Nb10 nb10) {
            String index = KeyReader.pdbIndex(nb10.pdbSignature(), nb10.age());
            reference = Optional.of(new PdbReference(nb10.path(), index, false));
        }
        return reference.filter(each -> !each.name().isEmpty());
    }

    /** The file name of the PDB. Not checked: it may be unfit for a key. */
    public String name() {
        return SymbolKey.fileName(path);
    }
}
