// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * What opening an image reads: COFF header, optional header, section table.
 *
 * @param optionalPosition bytes from the start of the source to the optional header
 * @param machine IMAGE_FILE_MACHINE number
 * @param timestamp as stored, unsigned 32-bit
 * @param characteristics flags of the COFF header
 * @param optional the optional header
 * @param sections the section headers that are there
 */
record PeHeaders(
        long optionalPosition,
        int machine,
        long timestamp,
        int characteristics,
        OptionalHeader optional,
        List<Section> sections) {
    static final String HEADER = "PE header";
    private static final int MZ = 0x5A4D;
    private static final int PE = 0x4550;
    private static final int COFF_SIZE = 24;
    private static final int PE32 = 0x10B;
    private static final int PE32_PLUS = 0x20B;
    private static final int ROM = 0x107;
    private static final int SIZE_OF_IMAGE_END = 60;

    PeHeaders {
        sections = List.copyOf(sections);
    }

    /** Position of the {@code PE} signature, or empty if there is none. */
    static OptionalLong position(ByteSource source) throws IOException {
        if (source.size() < 0x40) {
            return OptionalLong.empty();
        }
        ByteCursor in = source.cursor(HEADER, 0, 0x40);
        if (in.u16() != MZ) {
            return OptionalLong.empty();
        }
        in.skip(0x3A);
        long position = in.u32();
        if (position > source.size() - 4 || source.cursor(HEADER, position, 4).i32() != PE) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(position);
    }

    static PeHeaders read(ByteSource source) throws IOException {
        OptionalLong found = position(source);
        if (found.isEmpty()) {
            throw NotAnImage.describe(source);
        }
        ByteCursor coff = source.cursor(HEADER, found.getAsLong(), COFF_SIZE);
        coff.skip(4);
        int machine = coff.u16();
        int sectionCount = coff.u16();
        long timestamp = coff.u32();
        coff.skip(8);
        Origin sizeField = coff.origin();
        int optionalSize = coff.u16();
        int characteristics = coff.u16();
        if (optionalSize < SIZE_OF_IMAGE_END) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    sizeField,
                    "an optional header of " + optionalSize + " bytes has no SizeOfImage");
        }
        long position = found.getAsLong() + COFF_SIZE;
        OptionalHeader optional = optional(source, position, optionalSize);
        List<Section> sections = sections(source, position + optionalSize, sectionCount);
        return new PeHeaders(position, machine, timestamp, characteristics, optional, sections);
    }

    private static OptionalHeader optional(ByteSource source, long position, int size) throws IOException {
        long present = Math.max(SIZE_OF_IMAGE_END, Math.min(size, source.size() - position));
        ByteCursor in = source.cursor(HEADER, position, present);
        Origin where = in.origin();
        byte[] bytes = in.bytes((int) present);
        boolean plus = isPlus(new ByteCursor(bytes, 0, bytes.length, where));
        int fixed = OptionalHeader.fixedSize(plus);
        byte[] padded = Arrays.copyOf(bytes, Math.max(fixed, bytes.length));
        return OptionalHeader.decode(
                plus,
                new ByteCursor(padded, 0, fixed, where),
                new ByteCursor(padded, fixed, padded.length - fixed, where.plus(fixed)));
    }

    private static boolean isPlus(ByteCursor in) throws FormatException {
        Origin where = in.origin();
        int magic = in.u16();
        return switch (magic) {
            case PE32 -> false;
            case PE32_PLUS -> true;
            case ROM -> throw new FormatException(FormatException.Kind.UNSUPPORTED, where, "a ROM image");
            default ->
                throw new FormatException(
                        FormatException.Kind.BAD_VALUE, where, "optional header magic " + magic + " is not known");
        };
    }

    private static List<Section> sections(ByteSource source, long position, int count) throws IOException {
        long present = Math.max(0, Math.min(count, (source.size() - position) / Section.SIZE));
        return present == 0 ? List.of() : sections(source.cursor("section table", position, present * Section.SIZE));
    }

    /** Decodes section headers up to the end of a window. */
    static List<Section> sections(ByteCursor in) throws FormatException {
        List<Section> result = new ArrayList<>();
        while (in.remaining() >= Section.SIZE) {
            result.add(Section.decode(in));
        }
        return result;
    }
}
