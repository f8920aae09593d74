// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.pdb;

import dev.symkit.dbh.symbol.SymbolOptions;
import dev.symkit.format.dbi.SectionHeader;
import dev.symkit.format.rva.OmapTable;
import dev.symkit.format.symbols.AddressMap;
import dev.symkit.format.symbols.PdbFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The place that is nearest to an address which a rearranged image has no source for ({@link SymbolOptions#OMAP_FIND_NEAREST}). */
final class NearestEntry {
    private static final long REMOVED = 0x80000000L;

    private NearestEntry() {}

    /** The place at the end of the last entry before the address that has a source, else of the first one behind it. */
    static Optional<AddressMap.SectionOffset> find(PdbFile pdb, long rva) throws IOException {
        Optional<OmapTable> toSource = pdb.dbi().isEmpty()
                ? Optional.empty()
                : pdb.dbi().get().debugStreams().omapToSource();
        if (toSource.isEmpty()) {
            return Optional.empty();
        }
        OmapTable table = toSource.get();
        int behind = firstBehind(table, rva);
        for (int i = behind - 1; i >= 0; i--) {
            if (isLive(table.target(i))) {
                long end = i + 1 < table.count() ? table.rva(i + 1) : rva + 1;
                return place(pdb, table.target(i) + Math.max(0, end - 1 - table.rva(i)));
            }
        }
        for (int i = behind; i < table.count(); i++) {
            if (isLive(table.target(i))) {
                return place(pdb, table.target(i));
            }
        }
        return Optional.empty();
    }

    private static boolean isLive(long target) {
        return target != 0 && target < REMOVED;
    }

    private static int firstBehind(OmapTable table, long rva) {
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

    private static Optional<AddressMap.SectionOffset> place(PdbFile pdb, long source) throws IOException {
        List<SectionHeader> sections = pdb.addresses().sections();
        for (int i = 0; i < sections.size(); i++) {
            long offset = source - sections.get(i).rva();
            if (offset >= 0
                    && offset < Math.max(sections.get(i).size(), sections.get(i).rawSize())) {
                return Optional.of(new AddressMap.SectionOffset(i + 1, offset));
            }
        }
        return Optional.empty();
    }
}
