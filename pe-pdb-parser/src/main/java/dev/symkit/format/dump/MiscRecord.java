// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dump;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import java.util.Optional;

/**
 * The MISC debug record of a module: u32 sort of data, u32 length of the record, u8 whether the text is UTF-16, u8[3], text ended by
 * NUL. Source: the documentation of {@code IMAGE_DEBUG_MISC}.
 *
 * @param dataType 1: {@code text} is the name of the DBG file or of the image
 * @param text the text
 */
public record MiscRecord(long dataType, String text) {
    private static final int FIXED = 12;

    static Optional<MiscRecord> decode(ByteCursor in) throws FormatException {
        if (in.remaining() < FIXED) {
            return Optional.empty();
        }
        long dataType = in.u32();
        long length = in.u32();
        boolean wide = in.u8() != 0;
        in.skip(3);
        int size = (int) Math.min(in.remaining(), Math.max(0, length - FIXED));
        String text = new String(in.bytes(size), wide ? UTF_16LE : UTF_8);
        int end = text.indexOf(0);
        return Optional.of(new MiscRecord(dataType, end < 0 ? text : text.substring(0, end)));
    }
}
