// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

/** The streams of the public and global symbols of a PDB, their hash tables with one bucket for all. */
public final class PublicsBuilder {
    private static final int PUB32 = 0x110E;
    private static final int FUNCTION = 2;
    private static final int HEADER = 28;

    private final LittleEndian records = new LittleEndian();
    private final LittleEndian globals = new LittleEndian();
    private final LittleEndian publics = new LittleEndian();
    private final LittleEndian addresses = new LittleEndian();

    /** A record of a symbol: its length, kind and fields, and zeros up to a multiple of four bytes. */
    public static byte[] record(LittleEndian body) {
        while ((body.size() + 2) % 4 != 0) {
            body.u8(0);
        }
        return new LittleEndian().u16(body.size()).bytes(body.toByteArray()).toByteArray();
    }

    /** Adds a function of the first section. They come in the order of their addresses. */
    public PublicsBuilder add(String name, long offset) {
        publics.u32(records.size() + 1L).u32(1);
        addresses.u32(records.size());
        records.bytes(record(
                new LittleEndian().u16(PUB32).u32(FUNCTION).u32(offset).u16(1).nulTerminated(name)));
        return this;
    }

    /** Adds a record to the globals. */
    public PublicsBuilder addGlobal(byte[] record) {
        globals.u32(records.size() + 1L).u32(1);
        records.bytes(record);
        return this;
    }

    /** The stream of the globals. */
    public byte[] globals() {
        return table(globals).toByteArray();
    }

    /** The stream of the publics. */
    public byte[] publics() {
        LittleEndian table = table(publics);
        return new LittleEndian()
                .u32(table.size())
                .u32(addresses.size())
                .padTo(HEADER)
                .bytes(table.toByteArray())
                .bytes(addresses.toByteArray())
                .toByteArray();
    }

    /** The stream of the records. */
    public byte[] records() {
        return records.toByteArray();
    }

    private static LittleEndian table(LittleEndian entries) {
        return new LittleEndian()
                .u32(0xFFFFFFFFL)
                .u32(0xF12F091AL)
                .u32(entries.size())
                .u32(0)
                .bytes(entries.toByteArray());
    }
}
