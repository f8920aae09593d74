// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.portable;

import dev.symkit.format.pe.PeFile;
import dev.symkit.format.portable.PortablePdb;
import dev.symkit.format.portable.RowRange;
import dev.symkit.format.portable.SequencePointReader;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Addresses for the methods of a portable PDB, which knows offsets in the IL of each method only. With the image they are those of the IL
 * in it; without, we lay the methods out one after another in the order of their tokens, the first at 0 (our choice). Immutable.
 */
public final class IlLayout {
    private final long[] starts;
    private final long[] ends;
    private final Optional<MethodBodies> bodies;

    /** Methods with IL by their starts. */
    private final NavigableMap<Long, Integer> methods = new TreeMap<>();

    private IlLayout(long[] starts, long[] ends, Optional<MethodBodies> bodies) {
        this.bodies = bodies;
        this.starts = starts;
        this.ends = ends;
        for (int i = 0; i < starts.length; i++) {
            if (ends[i] > starts[i]) {
                methods.putIfAbsent(starts[i], i + 1);
            }
        }
    }

    /**
     * Finds the places of the methods of a PDB.
     *
     * @throws IOException if the PDB or the image cannot be read, or is damaged
     */
    public static IlLayout of(PortablePdb pdb, Optional<PeFile> image) throws IOException {
        Optional<MethodBodies> bodies = image.isPresent() ? MethodBodies.read(image.get()) : Optional.empty();
        long[] starts = new long[pdb.methodCount()];
        long[] ends = new long[pdb.methodCount()];
        SequencePointReader points = pdb.sequencePoints();
        long next = 0;
        for (int i = 0; i < starts.length; i++) {
            if (bodies.isPresent()) {
                MethodBodies.Body body = bodies.get().of(i + 1);
                starts[i] = body.rva();
                ends[i] = body.rva() + body.size();
            } else {
                starts[i] = next;
                next += length(pdb, points, i + 1);
                ends[i] = next;
            }
        }
        return new IlLayout(starts, ends, bodies);
    }

    /** Bytes of IL of a method: those of its outermost scope, or up to its last sequence point. */
    private static long length(PortablePdb pdb, SequencePointReader points, int method) throws IOException {
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

    /** The name of a method; empty without the image. */
    public String name(int method) {
        return bodies.map(known -> known.of(method).name()).orElse("");
    }

    /** Where the IL of a method starts. */
    public long start(int method) {
        return starts[method - 1];
    }

    /** Where the IL of a method ends; where it starts if it has none. */
    public long end(int method) {
        return ends[method - 1];
    }

    /** Row of the method that an address belongs to, 0 for none. */
    public int methodAt(long rva) {
        Map.Entry<Long, Integer> found = methods.floorEntry(rva);
        return found == null || rva >= end(found.getValue()) ? 0 : found.getValue();
    }
}
