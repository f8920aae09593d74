// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Decides how text reaches the console. */
final class Console {
    /** Bits and values of {@code st_mode} (POSIX, sys/stat.h). */
    private static final int FILE_KIND = 0xF000;

    private static final int PIPE = 0x1000;
    private static final int SOCKET = 0xC000;

    private Console() {}

    /**
     * The charset of a console stream.
     *
     * @param streamEncoding the system property of the stream ({@code stdout.encoding}; JDK 19 and later), or empty
     * @param nativeEncoding the system property {@code native.encoding} (JDK 17 and later), or empty
     * @return the first of the two that names a known charset; UTF-8 if none does, or if it is ASCII, which only says that no
     *     locale was set
     */
    static Charset charset(String streamEncoding, String nativeEncoding) {
        String name = streamEncoding.isEmpty() ? nativeEncoding : streamEncoding;
        try {
            Charset charset = name.isEmpty() ? StandardCharsets.UTF_8 : Charset.forName(name);
            return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }

    /** Whether standard output of this process is a pipe or a socket; false where that cannot be found out. */
    static boolean isPipe() {
        try {
            int kind = (Integer) Files.getAttribute(Path.of("/dev/stdout"), "unix:mode") & FILE_KIND;
            return kind == PIPE || kind == SOCKET;
        } catch (IOException | UnsupportedOperationException e) {
            return false; // no such file, or not a system with such modes
        }
    }
}
