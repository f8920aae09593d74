// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.finder;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.pe.Exports;
import dev.symkit.format.pe.PeFile;
import java.io.IOException;

/** What symbols a module has, as debuggers say it in their trace (symsrv.md 15.1). */
public enum SymbolState {
    /** A PDB that was not stripped, with line information. */
    PRIVATE_AND_LINES("private symbols & lines"),
    /** One that was not stripped, without line information. */
    PRIVATE("private symbols"),
    /** A stripped PDB. */
    PUBLIC("public symbols"),
    /** No PDB, but an image that exports names. */
    EXPORTS("export symbols"),
    /** Nothing. */
    NONE("no symbols loaded");

    private final String text;

    SymbolState(String text) {
        this.text = text;
    }

    /** The words of the trace. */
    public String text() {
        return text;
    }

    /**
     * What a PDB gives, see {@link PdbSymbols}. A damaged one gives public symbols, for it was found all the same.
     *
     * @throws IOException if it cannot be read
     */
    public static SymbolState ofPdb(ByteSource pdb) throws IOException {
        try {
            return PdbSymbols.read(pdb).state();
        } catch (FormatException e) {
            return PUBLIC;
        }
    }

    /**
     * What an image gives that has no PDB.
     *
     * @throws IOException if it cannot be read
     */
    public static SymbolState ofImage(ByteSource image) throws IOException {
        try {
            return Exports.read(PeFile.open(image)).isPresent() ? EXPORTS : NONE;
        } catch (FormatException e) {
            return NONE;
        }
    }
}
