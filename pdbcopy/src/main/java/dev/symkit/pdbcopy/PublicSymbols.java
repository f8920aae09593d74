// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.codeview.PublicSymbol;
import dev.symkit.format.dbi.DbiFields;
import dev.symkit.format.dbi.DbiHeader;
import dev.symkit.format.gsi.SymbolWalk;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.symbols.PdbFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The publics of a PDB, and whether those of two are the same. */
final class PublicSymbols {
    /** The kind of the record may differ. */
    private static final Comparator<PublicSymbol> ORDER = Comparator.comparing(PublicSymbol::name)
            .thenComparing(PublicSymbol::segment)
            .thenComparing(PublicSymbol::offset)
            .thenComparing(PublicSymbol::flags);

    private static final int NO_STREAM = 0xFFFF;

    private PublicSymbols() {}

    /**
     * All that the hash table names, in the order of their records; none if the PDB says that it has no table.
     *
     * @throws FormatException {@code BAD_VALUE} if the table or the records are named and are not there
     */
    static List<PublicSymbol> of(PdbFile pdb) throws IOException {
        List<PublicSymbol> publics = new ArrayList<>();
        if (pdb.publics().isPresent()) {
            for (SymbolWalk walk = pdb.publics().get().inRecordOrder(); walk.next(); ) {
                if (walk.symbol().decode() instanceof PublicSymbol symbol) {
                    publics.add(symbol);
                }
            }
        } else if (pdb.dbi().isPresent()) {
            DbiFields fields = pdb.dbi().get().fields();
            int streams = pdb.container().streamCount();
            if (fields.publics() != NO_STREAM && fields.publics() >= streams) {
                throw missing(pdb, "public symbols", fields.publics());
            }
            if (fields.publics() != NO_STREAM
                    && pdb.container().stream(fields.publics()).size() > 0
                    && fields.symbols() >= streams) {
                throw missing(pdb, "symbol records", fields.symbols());
            }
        }
        return publics;
    }

    private static FormatException missing(PdbFile pdb, String what, int stream) throws IOException {
        return new FormatException(
                FormatException.Kind.BAD_VALUE,
                pdb.container().stream(DbiHeader.STREAM).origin(),
                "there is no stream " + stream + ", where the " + what + " should be");
    }

    /** Whether both lists have the same names with the same addresses and flags, in any order. */
    static boolean same(List<PublicSymbol> some, List<PublicSymbol> others) {
        if (some.size() != others.size()) {
            return false;
        }
        List<PublicSymbol> left = some.stream().sorted(ORDER).toList();
        List<PublicSymbol> right = others.stream().sorted(ORDER).toList();
        for (int i = 0; i < left.size(); i++) {
            if (ORDER.compare(left.get(i), right.get(i)) != 0) {
                return false;
            }
        }
        return true;
    }
}
