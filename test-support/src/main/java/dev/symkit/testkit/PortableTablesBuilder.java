// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Builds portable PDBs with debug tables. Columns that hold heap indices or row numbers are two bytes wide, or four with {@link
 * #wide}.
 */
public final class PortableTablesBuilder {
    private static final int[][] COLUMNS = {
        {0, 0, 0, 0}, {0, 0}, {0, 0, 0, 0, 4, 4}, {2, 2, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0, 0}
    };

    private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
    private final ByteArrayOutputStream blobs = new ByteArrayOutputStream();
    private final LittleEndian guids = new LittleEndian();
    private final TreeMap<Integer, List<long[]>> tables = new TreeMap<>();
    private final TreeMap<Integer, Long> referenced = new TreeMap<>();
    private UUID guid = new UUID(1, 2);
    private long stamp = 3;
    private long entryPoint;
    private boolean wide;
    private String tableStream = "#~";

    /** Starts with empty heaps. */
    public PortableTablesBuilder() {
        strings.write(0);
        blobs.write(0);
    }

    /** Sets the id. */
    public PortableTablesBuilder id(UUID value, long stampOfId) {
        guid = value;
        stamp = stampOfId;
        return this;
    }

    /** Sets the token of the entry point. */
    public PortableTablesBuilder entryPoint(long token) {
        entryPoint = token;
        return this;
    }

    /** Makes all indices four bytes wide: heaps by flags, rows by a count of 0x10000 methods and the mark of deltas. */
    public PortableTablesBuilder wide() {
        wide = true;
        return this;
    }

    /** Sets the name of the stream with the tables. */
    public PortableTablesBuilder tableStream(String name) {
        tableStream = name;
        return this;
    }

    /** Sets the rows of a table of the assembly. */
    public PortableTablesBuilder referenced(int table, long rows) {
        referenced.put(table, rows);
        return this;
    }

    /** Adds a name to the heap and gives its index. */
    public int string(String value) {
        int index = strings.size();
        strings.writeBytes(value.getBytes(UTF_8));
        strings.write(0);
        return index;
    }

    /** Adds a GUID to the heap and gives its number. */
    public int guid(UUID value) {
        guids.guid(value);
        return guids.size() / 16;
    }

    /** Adds a blob to the heap and gives its index. */
    public int blob(byte... value) {
        int index = blobs.size();
        blobs.writeBytes(compressed(value.length));
        blobs.writeBytes(value);
        return index;
    }

    /** Adds a document name of several parts to the heap and gives its index. */
    public int documentName(int separator, String... parts) {
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        name.write(separator);
        for (String part : parts) {
            name.writeBytes(compressed(part.isEmpty() ? 0 : blob(part.getBytes(UTF_8))));
        }
        return blob(name.toByteArray());
    }

    /** Adds a row to a debug table (0x30 to 0x37). */
    public PortableTablesBuilder row(int table, long... values) {
        tables.computeIfAbsent(table, key -> new ArrayList<>()).add(values.clone());
        return this;
    }

    /** Gives the compressed forms of unsigned numbers. */
    public static byte[] compressed(int... values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int value : values) {
            if (value < 0x80) {
                out.write(value);
            } else if (value < 0x4000) {
                out.write(0x80 | value >>> 8);
                out.write(value);
            } else {
                out.write(0xC0 | value >>> 24);
                out.write(value >>> 16);
                out.write(value >>> 8);
                out.write(value);
            }
        }
        return out.toByteArray();
    }

    /** Gives the file. */
    public byte[] build() {
        LittleEndian pdb = new LittleEndian().guid(guid).u32(stamp).u32(entryPoint);
        long mask = 0;
        for (int table : referenced.keySet()) {
            mask |= 1L << table;
        }
        pdb.u32(mask).u32(mask >>> 32);
        referenced.values().forEach(pdb::u32);
        PortablePdbBuilder out = new PortablePdbBuilder()
                .stream("#Pdb", pdb.toByteArray()).stream(tableStream, tables()).stream(
                        "#Strings", strings.toByteArray())
                        .stream("#GUID", guids.toByteArray())
                        .stream("#Blob", blobs.toByteArray());
        return (wide ? out.stream("#JTD", new byte[0]) : out).build();
    }

    private byte[] tables() {
        long mask = 0;
        for (int table : tables.keySet()) {
            mask |= 1L << table;
        }
        LittleEndian out =
                new LittleEndian().u32(0).u8(2).u8(0).u8(wide ? 7 : 0).u8(1);
        out.u32(mask).u32(mask >>> 32).u32(0).u32(0);
        tables.values().forEach(rows -> out.u32(rows.size()));
        tables.forEach((table, rows) -> rows.forEach(row -> row(out, COLUMNS[table - 0x30], row)));
        return out.pad(4).toByteArray();
    }

    private void row(LittleEndian out, int[] columns, long[] values) {
        for (int i = 0; i < columns.length; i++) {
            int width = columns[i] != 0 ? columns[i] : wide ? 4 : 2;
            if (width == 2) {
                out.u16((int) values[i]);
            } else {
                out.u32(values[i]);
            }
        }
    }
}
