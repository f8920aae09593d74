// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of undname with standard input: any bytes, a dialogue, a reader that goes. */
@DisabledOnOs(OS.WINDOWS)
class UndnameIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int ROUNDS = 3000;

    @TempDir
    Path scratch;

    private ChildProcess.Spec undname(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Tree.exploded().resolve("bin/undname").toString());
        command.addAll(List.of(arguments));
        return spec(command);
    }

    private ChildProcess.Spec spec(List<String> command) {
        Map<String, String> environment = Map.of("JAVA_HOME", System.getProperty("java.home"), "SYMKIT_OPTS", "");
        return new ChildProcess.Spec(command, scratch, environment, LIMIT);
    }

    @Test
    void answersEveryLineOfAnyBytes() throws Exception {
        SplittableRandom random = new SplittableRandom(4);
        StringBuilder input = new StringBuilder();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < ROUNDS; i++) {
            String end = random.nextInt(4) == 0 ? "\r\n" : "\n";
            StringBuilder noise = new StringBuilder();
            for (int length = random.nextInt(60); length > 0; length--) {
                char c = (char) random.nextInt(256);
                noise.append(c == '\n' || c == '\r' || c == '?' || c == '.' ? '\0' : c);
            }
            input.append(noise)
                    .append(end)
                    .append("?v")
                    .append(i)
                    .append("@@3HA")
                    .append(end);
            expected.append(noise).append(end).append("int v").append(i).append(end);
        }
        input.append("x".repeat(3 << 20)).append("\n?last@@3HA");
        expected.append("x".repeat(3 << 20)).append("\nint last\n");
        ChildProcess.Result result =
                ChildProcess.run(undname("-"), input.toString().getBytes(ISO_8859_1));
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        assertThat(result.out().equals(expected.toString())).isTrue();
    }

    @Test
    void answersBeforeItIsAskedAgain() throws Exception {
        try (ChildProcess child = ChildProcess.start(undname("-", "--flags=1000"))) {
            try (OutputStream in = child.process().getOutputStream()) {
                ask(in, "?first@a@@3HA\n");
                child.awaitOutput("a::first\n");
                ask(in, "?second@@3HA\n?third@@3");
                child.awaitOutput("a::first\nsecond\n");
                ask(in, "HA");
            }
            assertThat(child.await()).isEqualTo(new ChildProcess.Result(0, "a::first\nsecond\nthird\n", ""));
        }
    }

    private static void ask(OutputStream in, String text) throws IOException {
        in.write(text.getBytes(ISO_8859_1));
        in.flush();
    }

    /** The writer of the names never ends by itself: it must be told by undname's end. */
    @Test
    void endsWithoutAWordWhenItsReaderHasGone() throws Exception {
        String line =
                "yes '?x@@3HA' | { '" + Tree.exploded().resolve("bin/undname") + "' -; echo $? >&2; } | head -n 1";
        ChildProcess.Result result = ChildProcess.run(spec(List.of("sh", "-c", line)));
        assertThat(result).isEqualTo(new ChildProcess.Result(0, "int x\n", "1\n"));
    }

    @Test
    void saysThatItCannotReadItsInput() throws Exception {
        String line = "'" + Tree.exploded().resolve("bin/undname") + "' - < .";
        ChildProcess.Result result = ChildProcess.run(spec(List.of("sh", "-c", line)));
        assertThat(result)
                .isEqualTo(new ChildProcess.Result(2, "", "UNDNAME: standard input cannot be read: Is a directory\n"));
    }

    @Test
    void takesNamesThatAreNotAscii() throws Exception {
        ChildProcess.Result result = ChildProcess.run(undname("?\u00e4@@3HA").with("LC_ALL", "C"));
        assertThat(new String(result.out().getBytes(ISO_8859_1), UTF_8))
                .isEqualTo("Undecoration of :- \"?\u00e4@@3HA\"\nis :- \"int \u00e4\"\n");
    }
}
