// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.portable;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Limits;
import dev.symkit.format.io.Slice;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The value of an embedded-source row: i32 format, then the text. Format 0: bytes as they are; above 0: raw deflate data, the format
 * is the number of bytes they inflate to; below 0: reserved. Source: the portable PDB document of the .NET runtime.
 */
final class EmbeddedSource {
    /** Deflate makes at most 1032 bytes of one. */
    private static final long BEST_RATIO = 1032;

    private EmbeddedSource() {}

    static Slice decode(ByteCursor in) throws FormatException {
        int format = in.i32();
        if (format == 0) {
            return in.raw(in.remaining());
        }
        if (format < 0) {
            throw in.error(FormatException.Kind.UNSUPPORTED, "embedded source of format " + format);
        }
        if (format > Limits.MAX_WINDOW) {
            throw in.error(FormatException.Kind.LIMIT, "embedded source of " + format + " bytes is too large");
        }
        if (format > BEST_RATIO * in.remaining()) {
            throw in.error(
                    FormatException.Kind.BAD_VALUE,
                    in.remaining() + " bytes of deflate data cannot give " + format + " bytes of source");
        }
        return inflate(in, format);
    }

    private static Slice inflate(ByteCursor in, int size) throws FormatException {
        FormatException bad =
                in.error(FormatException.Kind.BAD_VALUE, "not deflate data that gives " + size + " bytes of source");
        byte[] text = new byte[size];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(in.bytes(in.remaining()));
            int done = 0;
            while (done < size) {
                int more = inflater.inflate(text, done, size - done);
                if (more == 0) {
                    throw bad;
                }
                done += more;
            }
            if (inflater.inflate(new byte[1]) != 0) {
                throw bad;
            }
            return Slice.copyOf(text, 0, size);
        } catch (DataFormatException e) {
            bad.initCause(e);
            throw bad;
        } finally {
            inflater.end();
        }
    }
}
