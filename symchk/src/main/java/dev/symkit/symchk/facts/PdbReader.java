// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.facts;

import dev.symkit.format.dbi.DbiStream;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.pdb.InfoStream;
import dev.symkit.format.pdb.PdbInfo;
import dev.symkit.format.pdb.SourceLinks;
import dev.symkit.format.pdb.SrcSrv;
import dev.symkit.format.portable.PortablePdbId;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.format.tpi.TypeStream;
import dev.symkit.symsrv.finder.PdbSymbols;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Finds out what a PDB says about itself. Reads headers and the list of modules, no symbols. Stateless. */
public final class PdbReader {
    private PdbReader() {}

    /**
     * What a PDB says.
     *
     * @param source the file; stays open
     * @throws dev.symkit.format.io.FormatException if it is no PDB, or damaged
     * @throws IOException if it cannot be read
     */
    public static PdbFacts read(ByteSource source) throws IOException {
        if (PortablePdbId.recognise(source)) {
            Optional<PortablePdbId> id = PortablePdbId.read(source);
            return new PdbFacts(id.map(PortablePdbId::guid), 0, 0, true, PdbSymbols.PORTABLE, true, false);
        }
        PdbFile pdb = PdbFile.open(source);
        InfoStream stream = pdb.info();
        PdbInfo info = stream.info();
        Optional<DbiStream> dbi = pdb.dbi();
        List<MsfStream> links = SourceLinks.open(pdb.container(), stream.names());
        return new PdbFacts(
                info.guid(),
                info.signature(),
                dbi.isPresent() ? dbi.get().fields().age() : info.age(),
                false,
                PdbSymbols.of(pdb),
                hasTypes(pdb),
                !links.isEmpty() || stream.names().find(SrcSrv.STREAM).isPresent());
    }

    /** Damaged types are as good as none: the PDB may match all the same. */
    private static boolean hasTypes(PdbFile pdb) throws IOException {
        try {
            Optional<TypeStream> types = pdb.types();
            return types.isPresent() && types.get().count() > 0;
        } catch (FormatException e) {
            return false;
        }
    }
}
