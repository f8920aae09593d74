// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undname;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameLinesTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Shows what was understood, and the kind of line end. */
    private record Marked(boolean copiesLongLines) implements NameLines.Form {
        @Override
        public void write(Answer answer, boolean carriageReturn, OutputStream out) throws IOException {
            String mark = (answer.understood() ? "+" : "-") + (carriageReturn ? "r" : "");
            out.write((mark + answer.text() + "\n").getBytes(ISO_8859_1));
        }
    }

    /** Hands over at most so many bytes at once. */
    private static final class Slow extends ByteArrayInputStream {
        private final int most;

        Slow(String text, int most) {
            super(text.getBytes(ISO_8859_1));
            this.most = most;
        }

        @Override
        public synchronized int read(byte[] into, int at, int length) {
            return super.read(into, at, Math.min(most, length));
        }
    }

    private String answers(String input, int most) throws IOException {
        out.reset();
        new NameLines(Answers.microsoft(0), new Marked(true), out).run(new Slow(input, most), () -> false);
        return out.toString(ISO_8859_1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'', ''",
        "|, -|",
        "||, -|-|",
        "?x@@3HA, +int x|",
        "?x@@3HA|, +int x|",
        "?x@@3HA||?y@@3HA, +int x|-|+int y|",
        "?x@@3HAR|R|main, +rint x|-r|-main|",
        "?x@@3HAR, +rint x|",
        "R, -r|",
        "' ?x@@3HA|?x@@3HA ', '- ?x@@3HA|-?x@@3HA |'",
        "\u00e4\u00ff|?\u00e4@@3HA|, -\u00e4\u00ff|+int \u00e4|",
        "aRb|, -aRb|"
    })
    void answersEachLineByOne(String input, String expected) throws IOException {
        String text = input.replace('|', '\n').replace('R', '\r');
        for (int most = 1; most < 9; most++) {
            assertThat(answers(text, most))
                    .isEqualTo(expected.replace('|', '\n').replace('R', '\r'));
        }
    }

    @Test
    void anyBytesGiveAsManyLines() throws IOException {
        SplittableRandom random = new SplittableRandom(8);
        for (int round = 0; round < 200; round++) {
            StringBuilder input = new StringBuilder();
            int lines = random.nextInt(20);
            for (int i = 0; i < lines; i++) {
                for (int length = random.nextInt(100); length > 0; length--) {
                    int c = random.nextInt(256);
                    input.append((char) (c == '\n' ? '?' : c));
                }
                input.append('\n');
            }
            assertThat(answers(input.toString(), 1 + random.nextInt(70)).chars().filter(c -> c == '\n'))
                    .hasSize(lines);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {NameLines.LONGEST - 1, NameLines.LONGEST, NameLines.LONGEST + 1, 3 * NameLines.LONGEST})
    void aLineOfAnyLengthIsAnswered(int length) throws IOException {
        String line = "?" + "x".repeat(length - 1);
        String mark = length <= NameLines.LONGEST ? "-" : "";
        String answered = answers("?x@@3HA\n" + line + "\n?y@@3HA\n" + line, 50_000);
        assertThat(answered.equals("+int x\n" + mark + line + "\n+int y\n" + mark + line + "\n"))
                .isTrue();
    }

    @Test
    void aLineThatIsTooLongForTheFormIsNamed() {
        NameLines lines = new NameLines(Answers.llvm(), new Marked(false), out);
        String input = "a\nb\n" + "x".repeat(NameLines.LONGEST + 1);
        assertThatThrownBy(() -> lines.run(new Slow(input, 50_000), () -> false))
                .isInstanceOf(IOException.class)
                .hasMessage("standard input: line 3 is longer than 1048576 bytes");
        assertThat(out.toString(ISO_8859_1)).isEqualTo("-a\n-b\n");
    }

    @Test
    void answersBeforeItWaitsForMore() throws IOException {
        List<String> seen = new ArrayList<>();
        InputStream in = new InputStream() {
            private final byte[] text = "?x@@3HA\n?y@@3HA\n?z@".getBytes(ISO_8859_1);
            private int at;

            @Override
            public int read() {
                throw new AssertionError("reads single bytes");
            }

            @Override
            public int read(byte[] into, int start, int length) {
                seen.add(out.toString(ISO_8859_1));
                int count = Math.min(at == 0 ? 8 : text.length, text.length - at);
                System.arraycopy(text, at, into, start, count);
                at += count;
                return count == 0 ? -1 : count;
            }
        };
        new NameLines(Answers.microsoft(0), new Marked(true), out).run(in, () -> false);
        assertThat(seen).containsExactly("", "+int x\n", "+int x\n+int y\n");
        assertThat(out.toString(ISO_8859_1)).isEqualTo("+int x\n+int y\n-?z@\n");
    }

    @Test
    void givesUpWhenItIsTold() throws IOException {
        new NameLines(Answers.microsoft(0), new Marked(true), out).run(new Slow("a\nb\nc\n", 2), () -> out.size() >= 6);
        assertThat(out.toString(ISO_8859_1)).isEqualTo("-a\n-b\n");
    }

    @Test
    void saysThatTheInputCannotBeRead() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("bad disk");
            }

            @Override
            public int read(byte[] into, int at, int length) throws IOException {
                throw new IOException("bad disk");
            }
        };
        NameLines lines = new NameLines(Answers.microsoft(0), new Marked(true), out);
        assertThatThrownBy(() -> lines.run(broken, () -> false)).hasMessage("standard input cannot be read: bad disk");
    }
}
