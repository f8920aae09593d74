// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.facts;

import dev.symkit.format.dbi.DbiModule;
import dev.symkit.format.dbi.DbiStream;
import dev.symkit.format.gsi.GlobalsStream;
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
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Finds out what a PDB says about itself. Reads headers and the list of modules, no symbols. Stateless. */
public final class PdbReader {
    private static final int SIGNATURE_BYTES = 4;

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
            return new PdbFacts(id.map(PortablePdbId::guid), 0, 0, true, false, true, true, true, false);
        }
        PdbFile pdb = PdbFile.open(source);
        InfoStream stream = pdb.info();
        PdbInfo info = stream.info();
        Optional<DbiStream> dbi = pdb.dbi();
        List<DbiModule> modules = dbi.isPresent() ? dbi.get().modules() : List.of();
        boolean symbols = modules.stream().anyMatch(module -> module.symbolBytes() > SIGNATURE_BYTES);
        boolean lines = modules.stream().anyMatch(module -> module.c11Bytes() != 0 || module.c13Bytes() != 0);
        Optional<GlobalsStream> globals = pdb.globals();
        boolean hasGlobals = globals.isPresent() && globals.get().count() > 0;
        boolean flagged = dbi.isPresent() && dbi.get().fields().isStripped();
        List<MsfStream> links = SourceLinks.open(pdb.container(), stream.names());
        return new PdbFacts(
                info.guid(),
                info.signature(),
                dbi.isPresent() ? dbi.get().fields().age() : info.age(),
                false,
                flagged || (!symbols && !lines && !hasGlobals),
                lines,
                hasGlobals,
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
