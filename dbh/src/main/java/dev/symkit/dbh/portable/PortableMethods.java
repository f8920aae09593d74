// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.portable;

import dev.symkit.dbh.symbol.RowLines;
import dev.symkit.dbh.symbol.SymbolRow;
import dev.symkit.dbh.symbol.Tag;
import dev.symkit.format.pe.PeFile;
import dev.symkit.format.portable.PortablePdb;
import dev.symkit.format.portable.SequencePointReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The methods of a portable PDB that have lines, at the addresses of {@link IlLayout}. Their names are in the image only; without it they go
 * by their tokens, {@code $6000001} (our choice). Confined to one thread.
 */
public final class PortableMethods implements RowLines {
    /** The table of methods in tokens. */
    private static final long METHOD = 0x06000000;

    private final PortablePdb pdb;
    private final IlLayout layout;

    private PortableMethods(PortablePdb pdb, IlLayout layout) {
        this.pdb = pdb;
        this.layout = layout;
    }

    /**
     * Finds the methods of a PDB.
     *
     * @throws IOException if the PDB or the image cannot be read, or is damaged
     */
    public static PortableMethods of(PortablePdb pdb, Optional<PeFile> image) throws IOException {
        return new PortableMethods(pdb, IlLayout.of(pdb, image));
    }

    /** Their rows, numbered as in tokens. */
    public List<SymbolRow> rows(long base) throws IOException {
        List<SymbolRow> rows = new ArrayList<>();
        for (int row = 1; row <= pdb.methodCount(); row++) {
            if (pdb.method(row).sequencePoints() != 0) {
                long token = METHOD | row;
                String known = layout.name(row);
                String name = known.isEmpty() ? "$" + Long.toHexString(token) : known;
                long start = layout.start(row);
                long size = layout.end(row) - start;
                long address = size > 0 ? base + start : 0;
                rows.add(new SymbolRow(name, address, size, SymbolRow.MANAGED, 0, base, token, 0, Tag.FUNCTION, row));
            }
        }
        return rows;
    }

    @Override
    public Optional<Line> of(SymbolRow method) throws IOException {
        SequencePointReader points = pdb.sequencePoints();
        if (points.method((int) method.index())) {
            while (points.next()) {
                if (!points.isHidden()) {
                    int document = points.document();
                    String file =
                            document == 0 ? "" : pdb.document(document).name().toString();
                    return Optional.of(new Line(file, points.startLine()));
                }
            }
        }
        return Optional.empty();
    }
}
