// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import java.util.ArrayList;
import java.util.List;

/**
 * The optional header of an image. Fields that lie beyond the header's size or the end of a cut-off file are 0.
 *
 * <p>Offsets of PE32 and, if it differs, PE32+: linker version 2, entry point 16, image base 28 (24, u64), section and file alignment
 * 32 and 36, versions of system, image and subsystem 40, 44, 48, size of image 56, size of headers 60, checksum 64, subsystem 68, DLL
 * characteristics 70, number of directories 92 (108), directories 96 (112). Source: the PE format document.
 *
 * @param plus true for PE32+
 * @param linkerVersion version of the linker
 * @param entryPoint RVA of the entry point, 0 for none
 * @param imageBase preferred load address, unsigned 64-bit
 * @param sectionAlignment alignment of sections in memory, bytes
 * @param fileAlignment alignment of sections in the file, bytes
 * @param systemVersion version of the operating system
 * @param imageVersion version that the linker was told
 * @param subsystemVersion version of the subsystem
 * @param sizeOfImage bytes of the loaded image, unsigned 32-bit
 * @param sizeOfHeaders bytes of all headers, unsigned 32-bit
 * @param checksum checksum as stored, unsigned 32-bit, 0 if not set
 * @param subsystem IMAGE_SUBSYSTEM number
 * @param dllCharacteristics flags
 * @param directories the data directories that are both declared and there, at most {@link DataDirectory#COUNT}
 */
public record OptionalHeader(
        boolean plus,
        Version linkerVersion,
        long entryPoint,
        long imageBase,
        long sectionAlignment,
        long fileAlignment,
        Version systemVersion,
        Version imageVersion,
        Version subsystemVersion,
        long sizeOfImage,
        long sizeOfHeaders,
        long checksum,
        int subsystem,
        int dllCharacteristics,
        List<DataDirectory> directories) {
    /**
     * A version of two numbers.
     *
     * @param major first number
     * @param minor second number
     */
    public record Version(int major, int minor) {}

    /** Copies the list. */
    public OptionalHeader {
        directories = List.copyOf(directories);
    }

    /**
     * Decodes a header.
     *
     * @param plus true for PE32+
     * @param fixed the fields before the directories, {@link #fixedSize} bytes, from the magic on
     * @param tables the data directories that are there
     */
    static OptionalHeader decode(boolean plus, ByteCursor fixed, ByteCursor tables) throws FormatException {
        fixed.skip(2);
        Version linker = new Version(fixed.u8(), fixed.u8());
        fixed.skip(12);
        long entryPoint = fixed.u32();
        fixed.skip(plus ? 4 : 8);
        long imageBase = plus ? fixed.i64() : fixed.u32();
        long sectionAlignment = fixed.u32();
        long fileAlignment = fixed.u32();
        Version system = new Version(fixed.u16(), fixed.u16());
        Version image = new Version(fixed.u16(), fixed.u16());
        Version subsystem = new Version(fixed.u16(), fixed.u16());
        fixed.skip(4);
        long sizeOfImage = fixed.u32();
        long sizeOfHeaders = fixed.u32();
        long checksum = fixed.u32();
        int kind = fixed.u16();
        int dllCharacteristics = fixed.u16();
        fixed.skip(plus ? 36 : 20);
        long count = Math.min(fixed.u32(), DataDirectory.COUNT);
        List<DataDirectory> directories = new ArrayList<>();
        while (directories.size() < count && tables.remaining() >= DataDirectory.SIZE) {
            directories.add(new DataDirectory(tables.u32(), tables.u32()));
        }
        return new OptionalHeader(
                plus,
                linker,
                entryPoint,
                imageBase,
                sectionAlignment,
                fileAlignment,
                system,
                image,
                subsystem,
                sizeOfImage,
                sizeOfHeaders,
                checksum,
                kind,
                dllCharacteristics,
                directories);
    }

    /** Bytes before the data directories. */
    static int fixedSize(boolean plus) {
        return plus ? 112 : 96;
    }
}
