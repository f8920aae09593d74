// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.line;

import dev.symkit.format.portable.PortablePdb;
import dev.symkit.format.portable.RowRange;
import dev.symkit.format.portable.SequencePointReader;
import java.io.IOException;
import java.util.Arrays;

/**
 * Addresses for the methods of a portable PDB. Such a file knows offsets in the IL of each method only; we lay the methods out one after
 * another in the order of their tokens, the first at 0 (our choice). Immutable.
 */
public final class IlLayout {
    private final long[] starts;

    private IlLayout(long[] starts) {
        this.starts = starts;
    }

    /** Lays out the methods of a PDB; reads their sequence points. */
    public static IlLayout of(PortablePdb pdb) throws IOException {
        long[] starts = new long[pdb.methodCount() + 1];
        SequencePointReader points = pdb.sequencePoints();
        for (int method = 1; method < starts.length; method++) {
            starts[method] = starts[method - 1] + length(pdb, points, method);
        }
        return new IlLayout(starts);
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

    /** Where a method starts. */
    public long start(int method) {
        return starts[method - 1];
    }

    /** Where a method ends. */
    public long end(int method) {
        return starts[method];
    }

    /** Row of the method that an address belongs to, 0 for none. */
    public int methodAt(long rva) {
        if (rva < 0 || rva >= starts[starts.length - 1]) {
            return 0;
        }
        int at = Arrays.binarySearch(starts, rva);
        if (at < 0) {
            return -at - 1;
        }
        // Of methods without code, which start where the next one does, none holds the address.
        while (starts[at + 1] == rva) {
            at++;
        }
        return at + 1;
    }
}
