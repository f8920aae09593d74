// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;

/**
 * A piece of a section and the module that it comes from.
 *
 * <p>Layout, little-endian: u16 section, u16 unused, u32 offset, i32 size, u32 characteristics, u16 module, u16 unused, u32 CRC of the
 * data, u32 CRC of the relocations: 28 bytes. Fastlink PDBs have u32 section in the object file after that. Before Visual C++ 6 there
 * were no CRCs (20 bytes), and before Visual C++ 5 no characteristics either (16 bytes). Source: microsoft-pdb, {@code
 * PDB/include/dbicommon.h}, {@code SC2}, {@code SC}, {@code SC40}, {@code SC20}.
 *
 * @param section number of the section, from 1; 0xFFFF for none
 * @param offset bytes from the start of the section, unsigned 32-bit
 * @param size bytes; -1 for none
 * @param characteristics flags of the section in the object file, unsigned 32-bit
 * @param module index of the module, from 0; 0xFFFF for none
 * @param dataCrc CRC of the bytes, unsigned 32-bit
 * @param relocationCrc CRC of the relocations, unsigned 32-bit
 * @param coffSection number of the section in the object file, unsigned 32-bit; 0 if it is not stored
 */
public record Contribution(
        int section,
        long offset,
        int size,
        long characteristics,
        int module,
        long dataCrc,
        long relocationCrc,
        long coffSection) {
    /** The value of {@link #section()} and {@link #module()} that stands for none. */
    public static final int NONE = 0xFFFF;

    /** How contributions are stored. */
    enum Shape {
        SC20(16),
        SC40(20),
        SC(28),
        SC2(32);

        private final int bytes;

        Shape(int bytes) {
            this.bytes = bytes;
        }

        int bytes() {
            return bytes;
        }
    }

    static Contribution read(ByteCursor in, Shape shape) throws FormatException {
        int section = in.u16();
        in.skip(2);
        long offset = in.u32();
        int size = in.i32();
        long characteristics = shape == Shape.SC20 ? 0 : in.u32();
        int module = in.u16();
        in.skip(2);
        boolean crcs = shape.bytes() >= Shape.SC.bytes();
        long dataCrc = crcs ? in.u32() : 0;
        long relocationCrc = crcs ? in.u32() : 0;
        long coffSection = shape == Shape.SC2 ? in.u32() : 0;
        return new Contribution(section, offset, size, characteristics, module, dataCrc, relocationCrc, coffSection);
    }
}
