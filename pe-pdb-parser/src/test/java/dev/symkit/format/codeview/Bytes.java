// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import dev.symkit.format.io.RandomBytes;

/** A structure that an array holds. */
record Bytes(@SuppressWarnings("ArrayRecordComponent") byte[] content) implements RandomBytes {
    @Override
    public Origin origin() {
        return new Origin("t.pdb", "TPI stream (2)", 0);
    }

    @Override
    public long size() {
        return content.length;
    }

    @Override
    public void read(long offset, byte[] into, int at, int length) throws FormatException {
        if (offset < 0 || offset > content.length - length) {
            throw new FormatException(FormatException.Kind.TRUNCATED, origin().plus(offset), length + " bytes");
        }
        System.arraycopy(content, (int) offset, into, at, length);
    }
}
