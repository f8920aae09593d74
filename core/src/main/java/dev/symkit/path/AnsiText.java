// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text files as Windows tools and people write them: UTF-16 with BOM, UTF-8 with or without, else windows-1252 (our choice). */
public final class AnsiText {
    private static final Charset FALLBACK = Charset.forName("windows-1252");
    private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] UTF_16_LITTLE = {(byte) 0xFF, (byte) 0xFE};
    private static final byte[] UTF_16_BIG = {(byte) 0xFE, (byte) 0xFF};

    private AnsiText() {}

    /** The text of bytes that were read; never fails. */
    public static String decode(byte[] bytes) {
        if (begins(bytes, UTF_16_LITTLE) || begins(bytes, UTF_16_BIG)) {
            return new String(bytes, StandardCharsets.UTF_16);
        }
        int start = begins(bytes, UTF_8_MARK) ? UTF_8_MARK.length : 0;
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

    private static boolean begins(byte[] bytes, byte[] mark) {
        return bytes.length >= mark.length && Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length);
    }
}
