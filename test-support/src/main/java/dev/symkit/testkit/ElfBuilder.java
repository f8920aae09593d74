// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Builds small ELF files: header, one segment and one section with the same notes, one section of code. Starts as a 64-bit file with
 * the least significant byte first. The notes are a foreign one and the build id.
 */
public final class ElfBuilder {
    private final boolean big;
    private final boolean wide;
    private byte[] buildId = {};
    private boolean sections = true;
    private boolean segments = true;
    private boolean code = true;
    private int alignment = 4;

    /** A file of one byte order and word size. */
    public ElfBuilder(boolean big, boolean wide) {
        this.big = big;
        this.wide = wide;
    }

    /** Sets the build id; without one there is only the foreign note. */
    public ElfBuilder buildId(byte[] value) {
        buildId = value.clone();
        return this;
    }

    /** Leaves the section headers out. */
    public ElfBuilder withoutSections() {
        sections = false;
        return this;
    }

    /** Leaves the program headers out. */
    public ElfBuilder withoutSegments() {
        segments = false;
        return this;
    }

    /** Makes the section of code an empty one, as in a file of debug information. */
    public ElfBuilder withoutCode() {
        code = false;
        return this;
    }

    /** Sets the alignment of the notes: 4 or 8. */
    public ElfBuilder alignment(int value) {
        alignment = value;
        return this;
    }

    /** Gives the file. */
    public byte[] build() {
        byte[] notes = notes();
        int header = wide ? 64 : 52;
        int segmentSize = wide ? 56 : 32;
        int sectionSize = wide ? 64 : 40;
        int segmentsAt = header;
        int sectionsAt = segmentsAt + (segments ? segmentSize : 0);
        int notesAt = sectionsAt + (sections ? 2 * sectionSize : 0);
        OrderedBytes out = new OrderedBytes(big, wide);
        out.bytes(new byte[] {0x7F, 'E', 'L', 'F', (byte) (wide ? 2 : 1), (byte) (big ? 2 : 1), 1})
                .pad(16);
        out.u16(3).u16(62).u32(1).word(0x1000).word(segments ? segmentsAt : 0).word(sections ? sectionsAt : 0);
        out.u32(0).u16(header).u16(segmentSize).u16(segments ? 1 : 0);
        out.u16(sectionSize).u16(sections ? 2 : 0).u16(0);
        if (segments) {
            out.u32(4);
            if (wide) {
                out.u32(4);
            }
            out.word(notesAt).word(notesAt).word(notesAt).word(notes.length).word(notes.length);
            if (!wide) {
                out.u32(4);
            }
            out.word(alignment);
        }
        if (sections) {
            section(out, code ? 1 : 8, 6, notesAt, 16, 16);
            section(out, 7, 2, notesAt, notes.length, alignment);
        }
        return out.bytes(notes).toByteArray();
    }

    private static void section(OrderedBytes out, int type, int flags, int offset, int size, int alignment) {
        out.u32(1).u32(type).word(flags).word(0).word(offset).word(size).u32(0).u32(0);
        out.word(alignment).word(0);
    }

    private byte[] notes() {
        OrderedBytes out = new OrderedBytes(big, wide);
        out.u32(6).u32(5).u32(1).bytes("LINUX\0".getBytes(US_ASCII)).pad(alignment);
        out.bytes(new byte[5]).pad(alignment);
        if (buildId.length > 0) {
            out.u32(4)
                    .u32(buildId.length)
                    .u32(3)
                    .bytes("GNU\0".getBytes(US_ASCII))
                    .pad(alignment);
            out.bytes(buildId).pad(alignment);
        }
        return out.toByteArray();
    }
}
