// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.symbols;

import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.io.FormatException;
import java.io.IOException;
import java.util.Arrays;

/** Where the procedures of a module lie. Immutable. */
final class Procedures {
    static final int NONE = -1;

    /** Bytes of a procedure record's payload up to its section number. */
    private static final int LENGTH_AT = 12;

    private static final int OFFSET_AT = 28;
    private static final int SECTION_AT = 32;
    private static final int FEW = 64;

    /** Most procedures of one module, our choice. */
    private static final int MOST = 1 << 22;

    private final long[] starts;
    private final long[] lengths;
    private final long[] records;

    private Procedures(long[] starts, long[] lengths, long[] records) {
        this.starts = starts;
        this.lengths = lengths;
        this.records = records;
    }

    static Procedures read(SymbolReader symbols) throws IOException {
        long[][] rows = new long[FEW][];
        int count = 0;
        while (symbols.next()) {
            if (!ProcedureKinds.isProcedure(symbols.kind())) {
                continue;
            }
            if (count == rows.length) {
                if (count == MOST) {
                    throw new FormatException(
                            FormatException.Kind.LIMIT, symbols.place(), "more than " + MOST + " procedures");
                }
                rows = Arrays.copyOf(rows, count * 2);
            }
            long start = (long) symbols.u16(SECTION_AT) << 32 | symbols.u32(OFFSET_AT);
            rows[count++] = new long[] {start, symbols.u32(LENGTH_AT), symbols.offset()};
        }
        rows = Arrays.copyOf(rows, count);
        Arrays.sort(rows, (a, b) -> Long.compare(a[0], b[0]));
        long[] starts = new long[count];
        long[] lengths = new long[count];
        long[] records = new long[count];
        for (int i = 0; i < count; i++) {
            starts[i] = rows[i][0];
            lengths[i] = rows[i][1];
            records[i] = rows[i][2];
        }
        return new Procedures(starts, lengths, records);
    }

    /** Offset of the record of the procedure that covers an address, or {@link #NONE}. */
    long find(int section, long offset) {
        long address = (long) section << 32 | offset;
        int at = Arrays.binarySearch(starts, address);
        int found = at >= 0 ? at : -at - 2;
        return found >= 0 && address - starts[found] < Math.max(1, lengths[found]) ? records[found] : NONE;
    }
}
