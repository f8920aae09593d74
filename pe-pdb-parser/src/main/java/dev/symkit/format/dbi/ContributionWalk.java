// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.RandomBytes;
import java.io.IOException;

/**
 * A walk over section contributions that allocates nothing for each; the fields are those of {@link Contribution}. Confined to one
 * thread.
 */
public final class ContributionWalk {
    private static final long V60 = 0xF12EBA2DL;
    private static final long V2 = 0xF13151E4L;
    private static final long DBI_V60 = 19970606;

    private final Contribution.Shape shape;
    private final RowWalk rows;
    private int section;
    private int offset;
    private int size;
    private int characteristics;
    private int module;
    private int dataCrc;
    private int relocationCrc;
    private int coffSection;

    private ContributionWalk(Contribution.Shape shape, RowWalk rows) {
        this.shape = shape;
        this.rows = rows;
    }

    static ContributionWalk start(RandomBytes stream, DbiParts.Part part, DbiFields fields) throws IOException {
        Rows rows = Rows.of(stream, part, fields);
        return new ContributionWalk(
                rows.shape(),
                new RowWalk(stream, rows.start(), part.end(), rows.shape().bytes()));
    }

    /**
     * How contributions are stored and where the first one is. The part starts with u32 0xF12EBA2D (28 bytes each) or 0xF13151E4 (32
     * bytes each); without either it is one of the old forms, of 20 bytes in Visual C++ 5 and of 16 before.
     */
    record Rows(Contribution.Shape shape, long start) {
        static Rows of(RandomBytes stream, DbiParts.Part part, DbiFields fields) throws IOException {
            long version = part.size() >= 4 ? stream.cursor(part.offset(), 4).u32() : 0;
            if (version == V60 || version == V2) {
                Contribution.Shape shape = version == V2 ? Contribution.Shape.SC2 : Contribution.Shape.SC;
                return new Rows(shape, part.offset() + 4);
            }
            Contribution.Shape shape =
                    fields.version() < DbiHeader.V50 ? Contribution.Shape.SC20 : Contribution.Shape.SC40;
            // A file that was last saved by a later linker may keep the older form.
            if (part.size() % shape.bytes() != 0 && fields.version() <= DBI_V60) {
                shape = shape == Contribution.Shape.SC40 ? Contribution.Shape.SC20 : Contribution.Shape.SC40;
            }
            return new Rows(shape, part.offset());
        }
    }

    /**
     * Moves to the next contribution.
     *
     * @return false after the last one
     * @throws IOException if the file cannot be read
     */
    public boolean next() throws IOException {
        if (!rows.next()) {
            return false;
        }
        ByteCursor in = rows.row();
        section = in.u16();
        in.skip(2);
        offset = in.i32();
        size = in.i32();
        characteristics = shape == Contribution.Shape.SC20 ? 0 : in.i32();
        module = in.u16();
        in.skip(2);
        if (shape.bytes() >= Contribution.Shape.SC.bytes()) {
            dataCrc = in.i32();
            relocationCrc = in.i32();
        }
        if (shape == Contribution.Shape.SC2) {
            coffSection = in.i32();
        }
        return true;
    }

    /** Number of the section, from 1. */
    public int section() {
        return section;
    }

    /** Bytes from the start of the section, unsigned 32-bit. */
    public long offset() {
        return Integer.toUnsignedLong(offset);
    }

    /** Bytes, signed. */
    public int size() {
        return size;
    }

    /** Flags of the section in the object file, unsigned 32-bit. */
    public long characteristics() {
        return Integer.toUnsignedLong(characteristics);
    }

    /** Index of the module, from 0. */
    public int module() {
        return module;
    }

    /** The contribution as a value. */
    public Contribution decode() {
        return new Contribution(
                section,
                offset(),
                size,
                characteristics(),
                module,
                Integer.toUnsignedLong(dataCrc),
                Integer.toUnsignedLong(relocationCrc),
                Integer.toUnsignedLong(coffSection));
    }
}
