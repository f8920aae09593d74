// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.layout;

import dev.symkit.path.AnsiText;
import java.nio.charset.StandardCharsets;

/** Encoding of the store's text files: written as UTF-8 without BOM, read as {@link AnsiText} does (our choice). */
public final class StoreText {
    private StoreText() {}

    /** The bytes to write for a text. */
    public static byte[] encode(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The text of bytes that were read; never fails. */
    public static String decode(byte[] bytes) {
        return AnsiText.decode(bytes);
    }
}
