// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.facts;

import dev.symkit.format.pe.CodeView;
import dev.symkit.store.key.KeyReader;
import dev.symkit.store.key.PdbReference;
import java.util.Optional;
import java.util.UUID;

/**
 * What an image says about its symbols (symchk.md 4.1). Numbers are unsigned 32-bit as stored unless said otherwise.
 *
 * @param machine IMAGE_FILE_MACHINE number
 * @param timestamp TimeDateStamp
 * @param sizeOfImage SizeOfImage
 * @param checksum CheckSum
 * @param imageBase preferred, in a dump the real base address, unsigned 64-bit
 * @param stripped whether IMAGE_FILE_DEBUG_STRIPPED is set
 * @param codeView the record that counts: the first RSDS, else the first NB10, else the first
 * @param pdb the PDB that the record names
 * @param debugInside whether COFF or CodeView data lies in the image
 * @param dbgName the file that the MISC record names, as recorded
 * @param embedded identity of the portable PDB inside the image
 * @param pdbChecksum what the PDB must sum up to, as value of the header {@code SymbolChecksum}
 * @param version product and file version
 */
public record ImageFacts(
        int machine,
        long timestamp,
        long sizeOfImage,
        long checksum,
        long imageBase,
        boolean stripped,
        Optional<CodeView> codeView,
        Optional<PdbReference> pdb,
        boolean debugInside,
        Optional<String> dbgName,
        Optional<UUID> embedded,
        Optional<String> pdbChecksum,
        Optional<Version> version) {
    /**
     * The versions of a file, each four numbers with points.
     *
     * @param product of the product
     * @param file of the file
     */
    public record Version(String product, String file) {}

    /** The index string of the image and of its DBG file: eight upper-case digits of the timestamp, the size in lower case. */
    public String imageIndex() {
        return KeyReader.imageIndex(timestamp, sizeOfImage);
    }

    /** The GUID that the record names; empty if it names none. */
    public Optional<UUID> pdbGuid() {
        return codeView.filter(CodeView.Rsds.class::isInstance).map(record -> ((CodeView.Rsds) record).guid());
    }

    /** The age that the record names; 0 if it names none. */
    public long pdbAge() {
        if (codeView.isPresent() && codeView.get() instanceof CodeView.Rsds rsds) {
            return rsds.age();
        }
        return codeView.isPresent() && codeView.get() instanceof CodeView.Nb10 nb10 ? nb10.age() : 0;
    }

    /** The file name of the PDB; empty if none is named. */
    public Optional<String> pdbName() {
        return pdb.map(PdbReference::name);
    }

    /** The index string of the PDB; empty if none is named. */
    public Optional<String> pdbIndex() {
        return pdb.map(PdbReference::index);
    }

    /** Whether there is debug data in the sense of the DBG rules: a MISC record, the stripped flag, or data inside. */
    public boolean hasDbgData() {
        return dbgName.isPresent() || stripped || debugInside;
    }
}
