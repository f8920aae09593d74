// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Text files as Windows tools and people write them: UTF-8 with or without BOM, else windows-1252 (our choice). */
public final class AnsiText {
    private static final Charset FALLBACK = Charset.forName("windows-1252");
    private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private AnsiText() {}

    /** The text of bytes that were read; never fails. */
    public static String decode(byte[] bytes) {
        int start =
                bytes.length >= BOM.length && bytes[0] == BOM[0] && bytes[1] == BOM[1] && bytes[2] == BOM[2] ? 3 : 0;
        ByteBuffer buffer = ByteBuffer.wrap(bytes, start, bytes.length - start);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(buffer.duplicate())
                    .toString();
        } catch (CharacterCodingException e) {
            return FALLBACK.decode(buffer).toString();
        }
    }
}
