// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.finder;

import dev.symkit.format.dbi.DbiModule;
import dev.symkit.format.dbi.DbiStream;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.pe.Exports;
import dev.symkit.format.pe.PeFile;
import dev.symkit.format.portable.PortablePdbId;
import dev.symkit.format.symbols.PdbFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

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

    private static final int SIGNATURE = 4;

    private final String text;

    SymbolState(String text) {
        this.text = text;
    }

    /** The words of the trace. */
    public String text() {
        return text;
    }

    /**
     * What a PDB gives. It is stripped if it says so, or if it has neither symbols of modules nor lines nor global symbols (symchk.md 4.2). A
     * portable PDB always has lines; a damaged list of modules counts as an empty one.
     *
     * @throws IOException if it cannot be read
     */
    public static SymbolState ofPdb(ByteSource pdb) throws IOException {
        if (PortablePdbId.recognise(pdb)) {
            return PRIVATE_AND_LINES;
        }
        try {
            PdbFile file = PdbFile.open(pdb);
            Optional<DbiStream> dbi = file.dbi();
            return dbi.isEmpty() || dbi.get().fields().isStripped() ? PUBLIC : ofModules(file, dbi.get());
        } catch (FormatException e) {
            return PUBLIC;
        }
    }

    private static SymbolState ofModules(PdbFile file, DbiStream dbi) throws IOException {
        List<DbiModule> modules = dbi.modules();
        if (modules.stream().anyMatch(module -> module.c11Bytes() != 0 || module.c13Bytes() != 0)) {
            return PRIVATE_AND_LINES;
        }
        boolean symbols = modules.stream().anyMatch(module -> module.symbolBytes() > SIGNATURE);
        return symbols || (file.globals().isPresent() && file.globals().get().count() > 0) ? PRIVATE : PUBLIC;
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
