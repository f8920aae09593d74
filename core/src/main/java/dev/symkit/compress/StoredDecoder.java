// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;

/** Blocks that are the data. */
final class StoredDecoder implements BlockDecoder {
    private final byte[] out = new byte[MAX_BLOCK];

    @Override
    public byte[] decode(byte[] data, int at, int length, int size, Origin where) throws FormatException {
        if (length != size) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    where,
                    "a stored block of " + length + " bytes says that it yields " + size);
        }
        System.arraycopy(data, at, out, 0, size);
        return out;
    }

    @Override
    public int maxLength() {
        return MAX_BLOCK;
    }
}
