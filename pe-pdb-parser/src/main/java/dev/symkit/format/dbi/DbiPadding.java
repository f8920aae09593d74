// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteWindow;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.msf.StreamContainer;
import java.io.IOException;

/**
 * The fields of the DBI stream that mean nothing: the two pads of each section contribution and the unused fields of each module. A
 * correct writer stores 0; linkers before 2018 stored whatever the memory held.
 *
 * <p>Offsets in the record: contributions have u16 at 2 and, but for the oldest form, u16 behind the module (18; 14 in the form of 16
 * bytes). Modules have u32 at 0, a contribution at 4, u16 at 50 and u32 at 52; in the short form of Visual C++ 5 u16 at 42 and u32 at
 * 44. The field at 0 is left out where it holds the number of the module, from 0, which lld puts there. Source: microsoft-pdb, {@code
 * PDB/include/dbicommon.h} and {@code PDB/dbi/dbi.h}; observed were garbage in the 16-bit fields and addresses of memory at 52.
 */
public final class DbiPadding {
    private final MsfStream stream;
    private final DbiParts parts;

    private DbiPadding(MsfStream stream, DbiParts parts) {
        this.stream = stream;
        this.parts = parts;
    }

    /** What record a field belongs to. */
    public enum Owner {
        /** A record of the section contributions, or the contribution inside of a module. */
        CONTRIBUTION,
        /** A module. */
        MODULE
    }

    /** Receives fields. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Takes the next field.
         *
         * @param owner what it belongs to
         * @param offset bytes from the start of the DBI stream
         * @param size bytes of the field, 2 or 4
         * @param value its value, unsigned
         */
        void field(Owner owner, long offset, int size, long value) throws IOException;
    }

    /**
     * Visits all such fields of a PDB: those of the modules, then those of the section contributions. Without a DBI stream there are
     * none.
     *
     * @param pdb the container
     * @throws FormatException {@code TRUNCATED} or {@code BAD_VALUE} if the stream or one of the two parts is damaged
     * @throws IOException if the file cannot be read, or from the visitor
     */
    public static void visit(StreamContainer pdb, Visitor visitor) throws IOException {
        MsfStream stream = pdb.stream(DbiHeader.STREAM);
        if (stream.size() == 0) {
            return;
        }
        DbiPadding padding = new DbiPadding(stream, DbiParts.read(stream));
        padding.modules(visitor);
        padding.contributions(visitor);
    }

    private void modules(Visitor visitor) throws IOException {
        DbiFields fields = parts.fields();
        boolean old = fields.old() || fields.version() <= DbiHeader.V50;
        Contribution.Shape shape = old ? Contribution.Shape.SC40 : Contribution.Shape.SC;
        ByteWindow window =
                new ByteWindow(stream, parts.modules().offset(), parts.modules().end());
        long index = 0;
        while (!window.atEnd()) {
            long offset = window.position();
            ByteCursor in = window.take(old ? 48 : 64);
            long first = in.u32();
            if (first != index++) {
                visitor.field(Owner.MODULE, offset, 4, first);
            }
            contribution(in, shape, offset + 4, visitor);
            in.skip(18); // flags, stream, three sizes, files
            long pad = offset + in.position();
            visitor.field(Owner.MODULE, pad, 2, in.u16());
            visitor.field(Owner.MODULE, pad + 2, 4, in.u32());
            window.skipText();
            window.skipText();
            window.align4();
        }
    }

    private void contributions(Visitor visitor) throws IOException {
        ContributionWalk.Rows form = ContributionWalk.Rows.of(stream, parts.contributions(), parts.fields());
        int size = form.shape().bytes();
        RowWalk rows = new RowWalk(stream, form.start(), parts.contributions().end(), size);
        for (long offset = form.start(); rows.next(); offset += size) {
            contribution(rows.row(), form.shape(), offset, visitor);
        }
    }

    private static void contribution(ByteCursor in, Contribution.Shape shape, long offset, Visitor visitor)
            throws IOException {
        in.skip(2);
        visitor.field(Owner.CONTRIBUTION, offset + 2, 2, in.u16());
        int module = shape == Contribution.Shape.SC20 ? 12 : 16;
        in.skip(module + 2 - 4L);
        visitor.field(Owner.CONTRIBUTION, offset + module + 2, 2, in.u16());
        in.skip(shape.bytes() - (module + 4L));
    }
}
