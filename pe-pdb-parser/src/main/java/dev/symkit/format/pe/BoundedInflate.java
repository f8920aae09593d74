// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Limits;
import dev.symkit.format.io.Origin;
import dev.symkit.format.io.Slice;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Unpacks raw DEFLATE data of a known size. */
final class BoundedInflate {
    /** No DEFLATE data grows by more: 258 bytes out of two bits, and some room. */
    private static final long MOST_GROWTH = 1040;

    private BoundedInflate() {}

    static byte[] inflate(Origin where, Slice deflated, long size) throws FormatException {
        if (size > Limits.MAX_WINDOW || size > MOST_GROWTH * deflated.size()) {
            throw new FormatException(
                    FormatException.Kind.LIMIT,
                    where,
                    deflated.size() + " bytes are said to unpack to " + size + ", which is too much");
        }
        Inflater inflater = new Inflater(true);
        try {
            byte[] result = new byte[(int) size];
            inflater.setInput(deflated.toByteArray());
            int done = 0;
            int more;
            while (done < result.length && (more = inflater.inflate(result, done, result.length - done)) > 0) {
                done += more;
            }
            if (done < result.length || inflater.inflate(new byte[1]) > 0) {
                throw new FormatException(
                        FormatException.Kind.BAD_VALUE,
                        where,
                        "the compressed data holds " + (done < result.length ? "less" : "more") + " than the " + size
                                + " bytes it should");
            }
            return result;
        } catch (DataFormatException e) {
            FormatException damaged =
                    new FormatException(FormatException.Kind.BAD_VALUE, where, "damaged compressed data");
            damaged.initCause(e);
            throw damaged;
        } finally {
            inflater.end();
        }
    }
}
