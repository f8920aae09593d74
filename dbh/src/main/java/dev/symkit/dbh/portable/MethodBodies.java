// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.portable;

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
 * The methods of a managed image, in the order of their tokens: their names, and where their IL lies. Read from table 6 of the metadata, for which the sizes
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
     * A method.
     *
     * @param name its name; empty if it has none
     * @param rva first byte of its IL, 0 if it has none
     * @param size bytes of its IL
     */
    record Body(String name, long rva, long size) {
        static final Body NONE = new Body("", 0, 0);
    }

    /** The streams that are read. */
    private record Streams(ByteCursor tables, ByteCursor strings) {}

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
        Optional<Streams> streams = streams(pe, header.get().metadata());
        return streams.isEmpty()
                ? Optional.empty()
                : Optional.of(new MethodBodies(
                        bodies(pe, streams.get().tables(), streams.get().strings())));
    }

    /** The streams {@code #~} and {@code #Strings}; empty if there is no {@code #~}. */
    private static Optional<Streams> streams(PeFile pe, DataDirectory metadata) throws IOException {
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
        Optional<ByteCursor> tables = Optional.empty();
        ByteCursor strings = pe.cursor("#Strings", root, 0);
        for (int i = 0; i < streams; i++) {
            long start = root + in.u32();
            long size = in.u32();
            int before = in.position();
            String name = new String(in.nulTerminated().toByteArray(), StandardCharsets.ISO_8859_1);
            in.skip((before - in.position()) & 3);
            long length = Math.max(0, Math.min(size, pe.available(start)));
            if (name.equals("#~")) {
                tables = Optional.of(pe.cursor("metadata tables", start, length));
            } else if (name.equals("#Strings")) {
                strings = pe.cursor(name, start, length);
            }
        }
        ByteCursor names = strings;
        return tables.map(stream -> new Streams(stream, names));
    }

    private static List<Body> bodies(PeFile pe, ByteCursor in, ByteCursor strings) throws IOException {
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
        int rest = blob + index(rows, 8);
        List<Body> bodies = new ArrayList<>();
        for (long row = 0; row < rows[METHOD_DEF]; row++) {
            long rva = in.u32();
            in.skip(4);
            String name = name(strings, text == 4 ? in.u32() : in.u16());
            bodies.add(body(pe, rva, name));
            in.skip(rest);
        }
        return bodies;
    }

    private static String name(ByteCursor strings, long offset) throws FormatException {
        ByteCursor in = strings.rest();
        in.skip(offset);
        return in.nulTerminated().toString();
    }

    private static Body body(PeFile pe, long rva, String name) throws IOException {
        if (rva == 0 || pe.available(rva) == 0) {
            return new Body(name, 0, 0);
        }
        int first = pe.cursor("method", rva, 1).u8();
        if ((first & 3) == TINY) {
            return new Body(name, rva + 1, first >>> 2);
        }
        ByteCursor in = pe.cursor("method", rva, FAT_HEAD);
        in.skip(4);
        return new Body(name, rva + FAT_HEAD, in.u32());
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
        return method <= bodies.size() ? bodies.get(method - 1) : Body.NONE;
    }
}
