// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.unix;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import dev.symkit.format.io.Slice;
import java.io.IOException;
import java.util.Optional;

/**
 * The identity of an ELF file, 32 or 64 bits, either byte order.
 *
 * <p>Layout: 16 bytes of identification ({@code 7F 45 4C 46}, class 1 or 2, byte order 1 or 2), then in that byte order u16 type, u16
 * machine, u32 version, word entry, word offset of the program headers, word offset of the section headers, u32 flags, u16 header size,
 * and u16 size and number of each of the two kinds of headers. The build id is a note (u32 size of name, u32 size of content, u32 type,
 * name, content, both padded) of name {@code GNU} and type 3, in a section of type 7 or a segment of type 4. Sections come first: in a
 * file that holds only debug information the segments have no content. Source: the ELF specification and the GNU linker's documentation.
 *
 * @param buildId the build id; empty if the file has none
 * @param symbolsOnly whether it holds debug information and no code: it has sections of code and all of them are empty, as
 *     {@code objcopy --only-keep-debug} leaves them (our choice of rule)
 */
public record ElfFile(Optional<Slice> buildId, boolean symbolsOnly) {
    private static final String HEADER = "ELF header";
    private static final String SECTIONS = "ELF section headers";
    private static final String SEGMENTS = "ELF program headers";
    private static final String NOTES = "ELF notes";
    private static final int MAGIC = 0x464C457F;
    private static final int IDENTIFICATION = 16;
    private static final int SHT_NOTE = 7;
    private static final int SHT_NOBITS = 8;
    private static final int SHF_ALLOC_CODE = 2 | 4;
    private static final int PT_NOTE = 4;
    private static final int NT_GNU_BUILD_ID = 3;
    private static final int GNU = 0x554E47;

    /** Longest build id, in bytes: one this long still fits into a key. Linkers write 8 to 32. */
    private static final int MAX_BUILD_ID = 48;

    /** Longest part with notes that is looked at, in bytes; that of a core dump would be larger. */
    private static final int MAX_NOTES = 1 << 16;

    /** Tells whether a file starts as an ELF file does. */
    public static boolean recognise(ByteSource source) throws IOException {
        return source.size() >= IDENTIFICATION && source.cursor(HEADER, 0, 4).i32() == MAGIC;
    }

    /**
     * Reads the identity.
     *
     * @param source the file; stays open
     * @throws FormatException if the headers are damaged
     * @throws IOException if the file cannot be read
     */
    public static ElfFile read(ByteSource source) throws IOException {
        return new Reader(source).read();
    }

    /** A table of headers. */
    private record Table(String name, long offset, int size, int count) {}

    private static final class Reader {
        private final ByteSource source;
        private final boolean wide;
        private final boolean big;
        private Optional<Slice> buildId = Optional.empty();
        private boolean code;
        private boolean content;

        Reader(ByteSource source) throws IOException {
            this.source = source;
            ByteCursor in = source.cursor(HEADER, 0, IDENTIFICATION);
            if (in.i32() != MAGIC) {
                throw in.error(FormatException.Kind.BAD_MAGIC, "not an ELF file");
            }
            int wordSize = in.u8();
            int order = in.u8();
            if (wordSize < 1 || wordSize > 2 || order < 1 || order > 2) {
                throw in.error(
                        FormatException.Kind.UNSUPPORTED,
                        "class " + wordSize + " with byte order " + order + " is not known");
            }
            wide = wordSize == 2;
            big = order == 2;
        }

        ElfFile read() throws IOException {
            Fields in = fields(HEADER, IDENTIFICATION, wide ? 48 : 36);
            in.skip(8);
            in.skipWords(1);
            long segmentsAt = in.word();
            long sectionsAt = in.word();
            in.skip(6);
            Table segments = new Table(SEGMENTS, segmentsAt, in.u16(), in.u16());
            Table sections = new Table(SECTIONS, sectionsAt, in.u16(), in.u16());
            readSections(sections);
            if (buildId.isEmpty()) {
                readSegments(segments);
            }
            return new ElfFile(buildId, code && !content);
        }

        private void readSections(Table table) throws IOException {
            int size = wide ? 64 : 40;
            for (int i = 0; i < table.count(); i++) {
                Fields in = entry(table, i, size);
                in.skip(4);
                long type = in.u32();
                long flags = in.word();
                in.skipWords(1);
                long offset = in.word();
                long length = in.word();
                in.skip(8);
                long alignment = in.word();
                if ((flags & SHF_ALLOC_CODE) == SHF_ALLOC_CODE) {
                    code = true;
                    content |= type != SHT_NOBITS;
                }
                if (type == SHT_NOTE && buildId.isEmpty()) {
                    buildId = note(offset, length, alignment);
                }
            }
        }

        private void readSegments(Table table) throws IOException {
            int size = wide ? 56 : 32;
            for (int i = 0; i < table.count() && buildId.isEmpty(); i++) {
                Fields in = entry(table, i, size);
                if (in.u32() != PT_NOTE) {
                    continue;
                }
                in.skip(wide ? 4 : 0); // flags
                long offset = in.word();
                in.skipWords(2);
                long length = in.word();
                in.skipWords(1);
                in.skip(wide ? 0 : 4); // flags
                buildId = note(offset, length, in.word());
            }
        }

        private Fields entry(Table table, int index, int size) throws IOException {
            if (table.size() < size) {
                throw new FormatException(
                        FormatException.Kind.BAD_VALUE,
                        new Origin(source.name(), HEADER, 0),
                        table.name() + " of " + table.size() + " bytes, " + size + " are needed");
            }
            if (table.offset() < 0 || table.offset() > source.size()) {
                throw new FormatException(
                        FormatException.Kind.TRUNCATED,
                        new Origin(source.name(), HEADER, 0),
                        table.name() + " lie behind the end of the file");
            }
            return fields(table.name(), table.offset() + (long) table.size() * index, size);
        }

        private Optional<Slice> note(long offset, long length, long alignment) throws IOException {
            if (offset < 0) {
                throw new FormatException(
                        FormatException.Kind.BAD_VALUE,
                        new Origin(source.name(), NOTES, 0),
                        "they begin at " + Long.toUnsignedString(offset));
            }
            int unit = alignment == 8 ? 8 : 4;
            Fields in = fields(NOTES, offset, Math.min(length, MAX_NOTES));
            while (in.in().remaining() >= 12) {
                long nameSize = in.u32();
                long size = in.u32();
                long type = in.u32();
                boolean named = nameSize == 4
                        && in.in().remaining() >= 4
                        && in.in().rest().i32() == GNU;
                if (nameSize > in.in().remaining()) {
                    break; // a note of another kind is none of our business
                }
                in.skip(nameSize);
                align(in, unit);
                if (named && type == NT_GNU_BUILD_ID) {
                    if (size > MAX_BUILD_ID) {
                        throw in.in().error(FormatException.Kind.LIMIT, "a build id of " + size + " bytes");
                    }
                    return size == 0 ? Optional.empty() : Optional.of(in.in().raw((int) size));
                }
                if (size > in.in().remaining()) {
                    break;
                }
                in.skip(size);
                align(in, unit);
            }
            return Optional.empty();
        }

        private static void align(Fields in, int unit) throws FormatException {
            in.skip(Math.min(-in.in().position() & (unit - 1), in.in().remaining()));
        }

        private Fields fields(String structure, long offset, long length) throws IOException {
            return new Fields(source.cursor(structure, offset, length), big, wide);
        }
    }
}
