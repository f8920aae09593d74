// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import dev.symkit.format.io.Origin;
import java.io.IOException;

/**
 * MSZIP in KWAJ files: blocks of a u16, 0 at the end, and an MSZIP block of up to 32 KiB, which ends with its deflate stream. What the
 * u16 counts is not relied on.
 */
final class KwajMszipDecoder implements SizedStream.Decoder {
    private static final int LENGTH = 2;

    private final ReadAhead in;
    private final Origin where;
    private final MszipDecoder decoder = new MszipDecoder();

    KwajMszipDecoder(ReadAhead in, Origin where) {
        this.in = in;
        this.where = where;
    }

    @Override
    public int decode(byte[] out) throws IOException {
        if (in.remaining() == 0) {
            return 0;
        }
        in.require(LENGTH, where);
        int at = in.at();
        if (in.array()[at] == 0 && in.array()[at + 1] == 0) {
            return 0;
        }
        in.skip(LENGTH);
        int available = (int) Math.min(in.remaining(), decoder.maxLength());
        in.require(available, where);
        int count = decoder.decodeOpen(in.array(), in.at(), available, where, out);
        in.skip(decoder.consumed());
        return count;
    }

    @Override
    public void release() {
        decoder.release();
    }
}
