// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.finder;

import dev.symkit.format.dbi.DbiModule;
import dev.symkit.format.dbi.DbiStream;
import dev.symkit.format.gsi.GlobalsStream;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.portable.PortablePdbId;
import dev.symkit.format.symbols.PdbFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What kinds of symbols a PDB holds, and with that whether it is a stripped one, of public symbols only (symchk.md 4.2). Whether a PDB was
 * stripped without saying so is our choice, made of what tools that strip leave.
 *
 * @param flagged whether its DBI stream says that it was stripped
 * @param inModules whether a module has symbols
 * @param lines whether a module has line numbers
 * @param globals whether there are private global symbols
 */
public record PdbSymbols(boolean flagged, boolean inModules, boolean lines, boolean globals) {
    /** A portable PDB has all that there is. */
    public static final PdbSymbols PORTABLE = new PdbSymbols(false, true, true, true);

    /** Symbols of a module begin with a signature of four bytes. */
    private static final int SIGNATURE = 4;

    /**
     * What a file holds.
     *
     * @throws dev.symkit.format.io.FormatException if it is no PDB, or damaged
     * @throws IOException if it cannot be read
     */
    public static PdbSymbols read(ByteSource source) throws IOException {
        return PortablePdbId.recognise(source) ? PORTABLE : of(PdbFile.open(source));
    }

    /**
     * What a PDB that is no portable one holds.
     *
     * @throws IOException as {@link #read}
     */
    public static PdbSymbols of(PdbFile pdb) throws IOException {
        Optional<DbiStream> dbi = pdb.dbi();
        List<DbiModule> modules = dbi.isPresent() ? dbi.get().modules() : List.of();
        Optional<GlobalsStream> globals = pdb.globals();
        return new PdbSymbols(
                dbi.isPresent() && dbi.get().fields().isStripped(),
                modules.stream().anyMatch(module -> module.symbolBytes() > SIGNATURE),
                modules.stream().anyMatch(module -> module.c11Bytes() != 0 || module.c13Bytes() != 0),
                globals.isPresent() && globals.get().count() > 0);
    }

    /** Whether the PDB says that it was stripped, or has neither symbols of modules nor lines nor global symbols. */
    public boolean stripped() {
        return flagged || (!inModules && !lines && !globals);
    }

    /** The same as debuggers say it. */
    public SymbolState state() {
        if (stripped()) {
            return SymbolState.PUBLIC;
        }
        return lines ? SymbolState.PRIVATE_AND_LINES : SymbolState.PRIVATE;
    }
}
