// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * A stream for text in long listings. A {@link PrintStream} copies each text into an array of characters and encodes that one by one; this one
 * encodes the text in one go, which for ASCII is a copy of its bytes. The bytes are the same. Thread-safe as a {@code PrintStream}.
 */
final class TextStream extends PrintStream {
    private final Charset charset;

    /**
     * Encodes to a stream.
     *
     * @param autoFlush whether each text is flushed
     */
    TextStream(OutputStream out, boolean autoFlush, Charset charset) {
        super(out, autoFlush, charset);
        this.charset = charset;
    }

    @Override
    public void print(String text) {
        byte[] bytes = String.valueOf(text).getBytes(charset);
        write(bytes, 0, bytes.length);
    }
}
