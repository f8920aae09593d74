// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

/**
 * A folder of a cabinet: a run of data blocks that are decompressed as one. Layout of CFFOLDER, little-endian: u32 offset of the first
 * block, u16 number of blocks, u16 type, reserved bytes. Source: MS-CAB.
 *
 * @param offset bytes from the start of the cabinet to the first block
 * @param blocks number of blocks, 0 to 65,535
 * @param type bits 0 to 3 method; bits 8 to 12 exponent of the LZX window
 */
public record CabinetFolder(long offset, int blocks, int type) {
    /** The method that the type names. */
    public CabinetMethod method() {
        return switch (type & 0xF) {
            case 0 -> CabinetMethod.STORED;
            case 1 -> CabinetMethod.MSZIP;
            case 2 -> CabinetMethod.QUANTUM;
            case 3 -> CabinetMethod.LZX;
            default -> CabinetMethod.UNKNOWN;
        };
    }

    /** Exponent of the LZX window size; meaningless for other methods. */
    public int windowBits() {
        return type >>> 8 & 0x1F;
    }

    /** Text such as {@code MSZIP} or {@code LZX:21}. */
    @Override
    public String toString() {
        return method() == CabinetMethod.LZX ? "LZX:" + windowBits() : method().toString();
    }
}
