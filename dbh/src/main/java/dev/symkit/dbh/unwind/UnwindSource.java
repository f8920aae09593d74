// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.unwind;

import dev.symkit.dbh.module.LoadedModule;
import dev.symkit.format.dbi.DebugStreams;
import dev.symkit.format.dbi.UnwindBlob;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.pe.FunctionTable;
import dev.symkit.format.pe.HybridMetadata;
import dev.symkit.format.pe.ImageBytes;
import dev.symkit.format.pe.PeFile;
import dev.symkit.format.symbols.PdbFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The function tables of a module: of its image, or else the copies in its PDB (slots 8 and 7 of the debug header). Immutable.
 *
 * @param bytes what unwind data is read from
 * @param tables the table of the header's machine, then that of the other one of a hybrid image
 * @param hybrid what code is where, in a hybrid image
 */
record UnwindSource(ImageBytes bytes, List<FunctionTable> tables, Optional<HybridMetadata> hybrid) {
    /** Copies the list. */
    UnwindSource {
        tables = List.copyOf(tables);
    }

    /** An entry of a function table. */
    record Found(FunctionTable table, int index) {}

    static Optional<UnwindSource> of(LoadedModule module) throws IOException {
        if (module.image().isPresent()) {
            return Optional.of(ofImage(module.image().get().pe()));
        }
        Optional<PdbFile> pdb = module.symbols().flatMap(file -> file.pdb());
        return pdb.isEmpty() ? Optional.empty() : ofPdb(pdb.get());
    }

    private static UnwindSource ofImage(PeFile pe) throws IOException {
        List<FunctionTable> tables = new ArrayList<>();
        FunctionTable.read(pe).ifPresent(tables::add);
        Optional<HybridMetadata> hybrid = HybridMetadata.read(pe);
        if (hybrid.isPresent()) {
            FunctionTable.readOther(pe, hybrid.get()).ifPresent(tables::add);
        }
        return new UnwindSource(pe, tables, hybrid);
    }

    private static Optional<UnwindSource> ofPdb(PdbFile pdb) throws IOException {
        if (pdb.dbi().isEmpty()) {
            return Optional.empty();
        }
        DebugStreams streams = pdb.dbi().get().debugStreams();
        Optional<FunctionTable.Form> form =
                FunctionTable.Form.of(pdb.dbi().get().fields().machine());
        Optional<UnwindBlob> pdata = streams.pdata();
        Optional<UnwindBlob> xdata = streams.xdata();
        if (form.isEmpty() || pdata.isEmpty()) {
            return Optional.empty();
        }
        MsfStream table = pdb.container().stream(streams.pdataStream().getAsInt());
        FunctionTable functions = FunctionTable.decode(
                form.get(), table.cursor(pdata.get().headerSize(), pdata.get().dataSize()));
        ImageBytes bytes = xdata.isPresent()
                ? new BlobBytes(pdb.container().stream(streams.xdataStream().getAsInt()), xdata.get())
                : new BlobBytes(table, pdata.get());
        return Optional.of(new UnwindSource(bytes, List.of(functions), Optional.empty()));
    }

    /** The entry of an address: in a hybrid image first in the table of the machine whose code is there. */
    Optional<Found> find(long rva) {
        boolean x64 = hybrid.isEmpty() || hybrid.get().codeAt(rva) == HybridMetadata.Code.X64;
        boolean arm = hybrid.isPresent() && !x64 && hybrid.get().codeAt(rva) != HybridMetadata.Code.UNKNOWN;
        for (FunctionTable table : tables) {
            boolean fits = hybrid.isEmpty() || (table.form() == FunctionTable.Form.X64 ? !arm : !x64);
            int index = fits ? table.find(rva) : -1;
            if (index >= 0) {
                return Optional.of(new Found(table, index));
            }
        }
        return Optional.empty();
    }
}
