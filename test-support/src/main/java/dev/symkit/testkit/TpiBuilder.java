// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Builds TPI and IPI streams record by record. Without a hash stream unless one is named. */
public final class TpiBuilder {
    /** Index of the first record. */
    public static final long FIRST = 0x1000;

    private static final int BUCKETS = 64;
    private static final int HEADER = 56;

    private final List<byte[]> records = new ArrayList<>();
    private int hashStream = 0xFFFF;
    private boolean pairs;
    private int valuesLength;

    /**
     * Adds a record, filled to a multiple of four with the bytes that compilers use.
     *
     * @return its index
     */
    public long add(int leaf, Consumer<LittleEndian> payload) {
        LittleEndian body = new LittleEndian().u16(leaf);
        payload.accept(body);
        while ((body.size() + 2) % 4 != 0) {
            body.u8(0xF0 | (4 - (body.size() + 2) % 4));
        }
        return raw(new LittleEndian().u16(body.size()).bytes(body.toByteArray()).toByteArray());
    }

    /** Adds a record as it is, length and leaf included. */
    public long raw(byte[] record) {
        records.add(record);
        return FIRST + records.size() - 1;
    }

    /** Names the hash stream that {@link #hash} gives. */
    public TpiBuilder hashStream(int number, boolean withPairs) {
        hashStream = number;
        pairs = withPairs;
        valuesLength = 4 * records.size();
        return this;
    }

    /** Gives the records alone. */
    public byte[] records() {
        LittleEndian out = new LittleEndian();
        records.forEach(out::bytes);
        return out.toByteArray();
    }

    /** Gives the stream. */
    public byte[] build() {
        byte[] all = records();
        LittleEndian out = new LittleEndian()
                .u32(20040203)
                .u32(HEADER)
                .u32(FIRST)
                .u32(FIRST + records.size())
                .u32(all.length)
                .u16(hashStream)
                .u16(0xFFFF)
                .u32(4)
                .u32(BUCKETS);
        out.u32(0).u32(valuesLength);
        out.u32(valuesLength).u32(pairs ? 8L * ((records.size() + 3) / 4) : 0);
        out.u32(0).u32(0);
        return out.bytes(all).toByteArray();
    }

    /** Gives the hash stream: the values, one for each record and taken modulo the buckets, then a pair for every fourth record. */
    public byte[] hash(List<Integer> values) {
        LittleEndian out = new LittleEndian();
        values.forEach(value -> out.u32(Integer.remainderUnsigned(value, BUCKETS)));
        int offset = 0;
        for (int i = 0; i < records.size(); i++) {
            if (pairs && i % 4 == 0) {
                out.u32(FIRST + i).u32(offset);
            }
            offset += records.get(i).length;
        }
        return out.toByteArray();
    }

    /** Gives a PDB whose TPI stream this is and which has one more stream, number 5. */
    public byte[] pdb(byte[] stream5) {
        return MsfBuilder.big(512).stream(new byte[0]).stream(new byte[12]).stream(build()).stream(new byte[0]).stream(
                        new byte[0])
                .stream(stream5)
                .build();
    }
}
