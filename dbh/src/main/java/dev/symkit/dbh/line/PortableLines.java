// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.line;

import dev.symkit.dbh.portable.IlLayout;
import dev.symkit.dbh.symbol.SymbolOptions;
import dev.symkit.format.pe.PeFile;
import dev.symkit.format.portable.PortablePdb;
import dev.symkit.format.portable.SequencePointReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The lines in a portable PDB, from the sequence points of its methods, at the addresses of {@link IlLayout}. There is one object file,
 * named after the module. Confined to one thread.
 */
final class PortableLines implements LineSource {
    private static final int METHOD_TOKENS = 0x06000000;

    private final String module;
    private final PortablePdb pdb;
    private final Optional<PeFile> image;
    private final Map<Integer, String> documents = new HashMap<>();
    private @Nullable IlLayout layout;

    PortableLines(String module, PortablePdb pdb, Optional<PeFile> image) {
        this.module = module;
        this.pdb = pdb;
        this.image = image;
    }

    @Override
    public List<String> objects() {
        return List.of(module);
    }

    @Override
    public Optional<LineSpot> at(long rva) throws IOException {
        int method = layout().methodAt(rva);
        SequencePointReader points = pdb.sequencePoints();
        if (method == 0 || !points.method(method)) {
            return Optional.empty();
        }
        long start = layout().start(method);
        Optional<LineSpot> found = Optional.empty();
        while (points.next() && start + points.ilOffset() <= rva) {
            found = points.isHidden() ? Optional.empty() : Optional.of(spot(points, start));
        }
        return found;
    }

    private LineSpot spot(SequencePointReader points, long start) throws IOException {
        return new LineSpot(0, document(points.document()), points.startLine(), start + points.ilOffset());
    }

    @Override
    public List<Integer> objectsWith(Predicate<String> source) throws IOException {
        return sources().stream().anyMatch(source) ? List.of(0) : List.of();
    }

    @Override
    public ObjectLines lines(int object) throws IOException {
        ObjectLines.Builder builder = new ObjectLines.Builder();
        SequencePointReader points = pdb.sequencePoints();
        for (int method = 1; method <= pdb.methodCount(); method++) {
            if (points.method(method)) {
                boolean placed = layout().end(method) > layout().start(method);
                while (placed && points.next()) {
                    if (!points.isHidden()) {
                        builder.add(spot(points, layout().start(method)));
                    }
                }
            }
        }
        return builder.build();
    }

    @Override
    public List<String> sources() throws IOException {
        LinkedHashSet<String> paths = new LinkedHashSet<>();
        for (int row = 1; row <= pdb.documentCount(); row++) {
            paths.add(document(row));
        }
        return List.copyOf(paths);
    }

    @Override
    public List<InlineFrame> frames(long rva, SymbolOptions options) throws IOException {
        int method = layout().methodAt(rva);
        if (method == 0) {
            return List.of();
        }
        Optional<LineSpot> line = at(rva);
        return List.of(new InlineFrame(
                0,
                String.format(Locale.ROOT, "0x%08x", METHOD_TOKENS + method),
                line.map(LineSpot::file).orElse(""),
                line.map(LineSpot::line).orElse(0L),
                false));
    }

    private String document(int row) throws IOException {
        String known = documents.get(row);
        if (known == null) {
            known = row == 0 ? "" : pdb.document(row).name().toString();
            documents.put(row, known);
        }
        return known;
    }

    private IlLayout layout() throws IOException {
        IlLayout known = layout;
        if (known == null) {
            known = IlLayout.of(pdb, image);
            layout = known;
        }
        return known;
    }
}
