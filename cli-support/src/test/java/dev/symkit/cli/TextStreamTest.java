// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextStreamTest {
    private final ByteArrayOutputStream ours = new ByteArrayOutputStream();
    private final ByteArrayOutputStream plain = new ByteArrayOutputStream();

    /** Text, text that some of the charsets do not have, half a pair, and none. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1", "windows-1252", "IBM437", "UTF-16LE"})
    void writesTheBytesOfAPrintStream(String name) {
        Charset charset = Charset.forName(name);
        TextStream out = new TextStream(ours, false, charset);
        PrintStream expected = new PrintStream(plain, false, charset);
        for (String text : new String[] {"plain", "", "f\u00FCr", "\u2192 \u4E2D", "\uD83D\uDE00", "a\uD83Db", null}) {
            for (PrintStream stream : new PrintStream[] {out, expected}) {
                stream.print(text);
                stream.println(text);
                stream.append(text).append('x').printf("%s\n", text);
            }
        }
        out.flush();
        expected.flush();
        assertThat(ours.toByteArray()).isNotEmpty().isEqualTo(plain.toByteArray());
    }

    @Test
    void flushesOnlyIfItIsToldTo() {
        TextStream out = new TextStream(new BufferedOutputStream(ours), false, Charset.forName("UTF-8"));
        out.println("kept");
        assertThat(ours.size()).isZero();
        out.flush();
        assertThat(ours.toString(Charset.forName("UTF-8"))).startsWith("kept");
        TextStream eager = new TextStream(new BufferedOutputStream(plain), true, Charset.forName("UTF-8"));
        eager.println("line");
        assertThat(plain.toString(Charset.forName("UTF-8"))).startsWith("line");
    }
}
