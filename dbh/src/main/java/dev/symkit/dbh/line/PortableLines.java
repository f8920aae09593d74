// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.line;

import dev.symkit.format.portable.PortablePdb;
import dev.symkit.format.portable.RowRange;
import dev.symkit.format.portable.SequencePointReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The lines in a portable PDB, from the sequence points of its methods. Such a file knows offsets in the IL of each method only; we lay the
 * methods out one after another in the order of their tokens, the first at 0 (our choice). There is one object file, named after the
 * module. Confined to one thread.
 */
final class PortableLines implements LineSource {
    private static final int METHOD_TOKENS = 0x06000000;

    private final String module;
    private final PortablePdb pdb;
    private final Map<Integer, String> documents = new HashMap<>();
    private long @Nullable [] starts;

    PortableLines(String module, PortablePdb pdb) {
        this.module = module;
        this.pdb = pdb;
    }

    @Override
    public List<String> objects() {
        return List.of(module);
    }

    @Override
    public Optional<LineSpot> at(long rva) throws IOException {
        int method = methodAt(rva);
        SequencePointReader points = pdb.sequencePoints();
        if (method == 0 || !points.method(method)) {
            return Optional.empty();
        }
        long start = starts()[method - 1];
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
                while (points.next()) {
                    if (!points.isHidden()) {
                        builder.add(spot(points, starts()[method - 1]));
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
    public List<InlineFrame> frames(long rva) throws IOException {
        int method = methodAt(rva);
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

    /** Row of the method that an address belongs to, 0 for none. */
    private int methodAt(long rva) throws IOException {
        long[] all = starts();
        if (rva < 0 || rva >= all[all.length - 1]) {
            return 0;
        }
        int at = Arrays.binarySearch(all, rva);
        if (at < 0) {
            return -at - 1;
        }
        // Of methods without code, which start where the next one does, none holds the address.
        while (all[at + 1] == rva) {
            at++;
        }
        return at + 1;
    }

    /** Where each method starts, and at last the end of all. */
    private long[] starts() throws IOException {
        long[] known = starts;
        if (known == null) {
            known = new long[pdb.methodCount() + 1];
            SequencePointReader points = pdb.sequencePoints();
            for (int method = 1; method < known.length; method++) {
                known[method] = known[method - 1] + length(points, method);
            }
            starts = known;
        }
        return known;
    }

    /** Bytes of IL of a method: those of its outermost scope, or up to its last sequence point. */
    private long length(SequencePointReader points, int method) throws IOException {
        long length = 0;
        RowRange scopes = pdb.localScopes(method);
        if (scopes.count() > 0) {
            length = pdb.localScope(scopes.first()).length();
        }
        if (points.method(method)) {
            while (points.next()) {
                length = Math.max(length, points.ilOffset() + 1L);
            }
        }
        return length;
    }
}
