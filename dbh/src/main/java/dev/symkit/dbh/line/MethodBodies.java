// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.line;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.pe.ClrHeader;
import dev.symkit.format.pe.DataDirectory;
import dev.symkit.format.pe.PeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the IL of the methods of a managed image lies, in the order of their tokens. Read from table 6 of the metadata, for which the sizes
 * of tables 0 to 5 are needed; the IL starts behind a head of one byte (low two bits 2, size above them) or twelve (u32 size at 4). Source:
 * ECMA-335 II.22, II.24 and II.25.4. Immutable.
 */
final class MethodBodies {
    private static final int BSJB = 0x424A5342;
    private static final int TABLES = 64;
    private static final int METHOD_DEF = 6;
    private static final int MOST_STREAMS = 64;
    private static final int TINY = 2;
    private static final int FAT_HEAD = 12;

    private final List<Body> bodies;

    private MethodBodies(List<Body> bodies) {
        this.bodies = List.copyOf(bodies);
    }

    /**
     * The IL of a method.
     *
     * @param rva its first byte, 0 if it has none
     * @param size its bytes
     */
    record Body(long rva, long size) {}

    /**
     * Reads the table.
     *
     * @return empty if the image is not managed, or has no such table
     * @throws IOException if it cannot be read, or is damaged
     */
    static Optional<MethodBodies> read(PeFile pe) throws IOException {
        Optional<ClrHeader> header = ClrHeader.read(pe);
        if (header.isEmpty() || header.get().metadata().isEmpty()) {
            return Optional.empty();
        }
        DataDirectory metadata = header.get().metadata();
        long tables = tableStream(pe, metadata);
        if (tables == 0) {
            return Optional.empty();
        }
        long size = Math.min(metadata.rva() + metadata.size() - tables, pe.available(tables));
        ByteCursor in = pe.cursor("metadata tables", tables, Math.max(0, size));
        return Optional.of(new MethodBodies(bodies(pe, in)));
    }

    /** RVA of the stream {@code #~}; 0 if there is none. */
    private static long tableStream(PeFile pe, DataDirectory metadata) throws IOException {
        long root = metadata.rva();
        ByteCursor head = pe.cursor("metadata root", root, 16);
        if (head.i32() != BSJB) {
            throw head.error(FormatException.Kind.BAD_MAGIC, "not a metadata root");
        }
        head.skip(8);
        long version = head.u32();
        ByteCursor in = pe.cursor("metadata root", root, Math.min(metadata.size(), pe.available(root)));
        in.skip(16 + version + 2);
        int streams = Math.min(MOST_STREAMS, in.u16());
        for (int i = 0; i < streams; i++) {
            long offset = in.u32();
            in.skip(4);
            int before = in.position();
            String name = new String(in.nulTerminated().toByteArray(), StandardCharsets.ISO_8859_1);
            in.skip((before - in.position()) & 3);
            if (name.equals("#~")) {
                return root + offset;
            }
        }
        return 0;
    }

    private static List<Body> bodies(PeFile pe, ByteCursor in) throws IOException {
        in.skip(6);
        int heaps = in.u8();
        in.skip(1);
        long present = in.i64();
        in.skip(8);
        long[] rows = new long[TABLES];
        for (int table = 0; table < TABLES; table++) {
            rows[table] = (present >>> table & 1) != 0 ? in.u32() : 0;
        }
        int text = (heaps & 1) != 0 ? 4 : 2;
        int guid = (heaps & 2) != 0 ? 4 : 2;
        int blob = (heaps & 4) != 0 ? 4 : 2;
        in.skip((heaps & 0x40) != 0 ? 4 : 0);
        in.skip(rows[0] * (2 + text + 3L * guid));
        in.skip(rows[1] * (tagged(rows, 0x00, 0x1A, 0x23, 0x01) + 2L * text));
        in.skip(rows[2] * (4 + 2L * text + tagged(rows, 0x02, 0x01, 0x1B) + index(rows, 4) + index(rows, METHOD_DEF)));
        in.skip(rows[3] * index(rows, 4));
        in.skip(rows[4] * (2L + text + blob));
        in.skip(rows[5] * index(rows, METHOD_DEF));
        int rest = 4 + text + blob + index(rows, 8);
        List<Body> bodies = new ArrayList<>();
        for (long row = 0; row < rows[METHOD_DEF]; row++) {
            bodies.add(body(pe, in.u32()));
            in.skip(rest);
        }
        return bodies;
    }

    private static Body body(PeFile pe, long rva) throws IOException {
        if (rva == 0 || pe.available(rva) == 0) {
            return new Body(0, 0);
        }
        int first = pe.cursor("method", rva, 1).u8();
        if ((first & 3) == TINY) {
            return new Body(rva + 1, first >>> 2);
        }
        ByteCursor in = pe.cursor("method", rva, FAT_HEAD);
        in.skip(4);
        return new Body(rva + FAT_HEAD, in.u32());
    }

    /** Bytes of a number of a row. */
    private static int index(long[] rows, int table) {
        return rows[table] < 0x10000 ? 2 : 4;
    }

    /** Bytes of a number of a row of one of several tables, which are told apart by two bits. */
    private static int tagged(long[] rows, int... tables) {
        for (int table : tables) {
            if (rows[table] >= 0x4000) {
                return 4;
            }
        }
        return 2;
    }

    /** The IL of a method. */
    Body of(int method) {
        return method <= bodies.size() ? bodies.get(method - 1) : new Body(0, 0);
    }
}
