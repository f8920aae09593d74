// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.pdb;

import dev.symkit.dbh.symbol.Tag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The thunks of imported functions in PDBs that LLVM's linker made: their symbols are those of object files named {@code Import:} and the
 * library, but the contributions say that their code is of {@code * Linker *} (observed in the samples, LLD 14). Immutable.
 */
final class ImportThunks {
    private static final String LINKER = "* Linker *";
    private static final String IMPORTED = "Import:";

    private final List<Thunk> thunks;

    private ImportThunks(List<Thunk> thunks) {
        this.thunks = List.copyOf(thunks);
    }

    private record Thunk(int module, int section, long offset, long length) {}

    /** Whether an object file gets the code of such thunks. */
    static boolean areIn(PdbParts parts, int module) throws IOException {
        return parts.pdb().module(module).info().name().toString().equals(LINKER);
    }

    /** Reads the symbols of the object files that are named so. */
    static ImportThunks read(PdbParts parts) throws IOException {
        List<Thunk> found = new ArrayList<>();
        RecordFields fields = new RecordFields();
        ModuleWalk walk = new ModuleWalk(parts);
        for (int module = 0; module < parts.pdb().moduleCount(); module++) {
            if (!parts.pdb().module(module).info().name().toString().startsWith(IMPORTED)) {
                continue;
            }
            walk.to(module);
            while (walk.nextOutermost()) {
                if (RecordFields.tagOf(walk.reader().kind()) == Tag.THUNK) {
                    fields.read(walk.reader());
                    found.add(new Thunk(module, fields.section(), fields.offset(), fields.length()));
                }
            }
        }
        return new ImportThunks(found);
    }

    /** The object file that has the thunk at a place, or else the other one. */
    int moduleAt(int section, long offset, int otherwise) {
        for (Thunk thunk : thunks) {
            if (thunk.section() == section
                    && offset >= thunk.offset()
                    && offset - thunk.offset() < Math.max(1, thunk.length())) {
                return thunk.module();
            }
        }
        return otherwise;
    }
}
