// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import java.util.List;

/** Builds small Mach-O files: header, a foreign load command, the UUID. */
public final class MachOBuilder {
    private final boolean big;
    private final boolean wide;
    private byte[] uuid = {};
    private int type = 2;

    /** A file of one byte order and word size. */
    public MachOBuilder(boolean big, boolean wide) {
        this.big = big;
        this.wide = wide;
    }

    /** Sets the UUID, 16 bytes; without one there is only the foreign command. */
    public MachOBuilder uuid(byte[] value) {
        uuid = value.clone();
        return this;
    }

    /** Sets the type of file: 2 program, 6 library, 10 debug symbols. */
    public MachOBuilder type(int value) {
        type = value;
        return this;
    }

    /** Gives the file for one machine. */
    public byte[] build() {
        OrderedBytes commands = new OrderedBytes(big, wide);
        commands.u32(0x2A).u32(16).u32(0).u32(0);
        if (uuid.length > 0) {
            commands.u32(0x1B).u32(24).bytes(uuid);
        }
        OrderedBytes out = new OrderedBytes(big, wide);
        out.u32(wide ? 0xFEEDFACFL : 0xFEEDFACEL).u32(7).u32(3).u32(type);
        out.u32(uuid.length > 0 ? 2 : 1).u32(commands.size()).u32(0);
        if (wide) {
            out.u32(0);
        }
        return out.bytes(commands.toByteArray()).toByteArray();
    }

    /**
     * Gives a file for several machines.
     *
     * @param wide whether its header has 64-bit fields
     */
    public static byte[] fat(boolean wide, List<byte[]> slices) {
        OrderedBytes out = new OrderedBytes(true, wide);
        out.u32(wide ? 0xCAFEBABFL : 0xCAFEBABEL).u32(slices.size());
        int at = 8 + (wide ? 32 : 20) * slices.size();
        for (byte[] slice : slices) {
            out.u32(7).u32(3).word(at).word(slice.length).u32(0);
            if (wide) {
                out.u32(0);
            }
            at += slice.length;
        }
        slices.forEach(out::bytes);
        return out.toByteArray();
    }
}
