// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.RandomBytes;
import java.io.IOException;

/** A walk over fixups that allocates nothing for each; the fields are those of {@link Fixup}. Confined to one thread. */
public final class FixupWalk {
    private final RowWalk rows;
    private int type;
    private int extra;
    private int rva;
    private int target;

    FixupWalk(RandomBytes stream) throws IOException {
        this.rows = new RowWalk(stream, 0, stream.size(), Fixup.BYTES);
    }

    /**
     * Moves to the next fixup.
     *
     * @return false after the last one
     * @throws IOException if the file cannot be read
     */
    public boolean next() throws IOException {
        if (!rows.next()) {
            return false;
        }
        ByteCursor in = rows.row();
        type = in.u16();
        extra = in.u16();
        rva = in.i32();
        target = in.i32();
        return true;
    }

    /** Its type. */
    public int type() {
        return type;
    }

    /** Place of the changed bytes, unsigned 32-bit. */
    public long rva() {
        return Integer.toUnsignedLong(rva);
    }

    /** What they refer to, unsigned 32-bit. */
    public long target() {
        return Integer.toUnsignedLong(target);
    }

    /** The fixup as a value. */
    public Fixup decode() {
        return new Fixup(type, extra, rva(), target());
    }
}
