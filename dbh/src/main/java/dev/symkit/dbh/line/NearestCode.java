// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.line;

import dev.symkit.dbh.module.LoadedModule;
import dev.symkit.format.rva.OmapTable;
import dev.symkit.format.symbols.PdbFile;
import java.io.IOException;
import java.util.Optional;

/** Finds code that symbols know near an address that a tool put into the image (option OMAP_FIND_NEAREST). */
public final class NearestCode {
    private NearestCode() {}

    /** The last byte before an address that has symbols, else the first one after it; the address itself if it has, or none has. */
    public static long of(LoadedModule module, long rva) throws IOException {
        Optional<PdbFile> pdb = module.symbols().flatMap(file -> file.pdb());
        if (pdb.isEmpty() || pdb.get().dbi().isEmpty()) {
            return rva;
        }
        Optional<OmapTable> table = pdb.get().dbi().get().debugStreams().omapToSource();
        return table.isEmpty() || table.get().translate(rva).isPresent() ? rva : nearest(table.get(), rva);
    }

    private static long nearest(OmapTable table, long rva) throws IOException {
        int next = firstAfter(table, rva);
        for (int i = next - 2; i >= 0; i--) {
            long last = table.rva(i + 1) - 1;
            if (table.rva(i) <= last && table.translate(last).isPresent()) {
                return last;
            }
        }
        for (int i = next; i < table.count(); i++) {
            if (table.translate(table.rva(i)).isPresent()) {
                return table.rva(i);
            }
        }
        return rva;
    }

    /** Index of the first entry behind an address. */
    private static int firstAfter(OmapTable table, long rva) {
        int low = 0;
        int high = table.count();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (table.rva(middle) <= rva) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
