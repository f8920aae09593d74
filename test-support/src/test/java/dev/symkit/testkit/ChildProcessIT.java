// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessIT {
    private static final int MEGABYTE = 1 << 20;

    /** Echoes its input, then fills both pipes; with the argument "hang" it waits for input that never ends. */
    static final class Child {
        public static void main(String[] argv) throws IOException {
            System.out.println("ready");
            byte[] input = argv.length > 0 ? System.in.readNBytes(MEGABYTE) : System.in.readAllBytes();
            System.out.write(input);
            System.out.println(
                    System.getenv("GREETING") + Path.of("").toAbsolutePath().getFileName());
            System.err.print("e".repeat(MEGABYTE));
            System.out.print("o".repeat(MEGABYTE));
            System.exit(7);
        }
    }

    @Test
    void returnsAllOutputOfBothStreams(@TempDir Path temp) throws Exception {
        ChildProcess.Spec spec = ChildProcess.Spec.java(Child.class).in(temp).with("GREETING", "hello ");
        ChildProcess.Result result = ChildProcess.run(spec, "\u00E9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(result.exit()).isEqualTo(7);
        assertThat(result.out().replace("\r\n", "\n"))
                .isEqualTo("ready\n\u00E9\nhello " + temp.getFileName() + "\n" + "o".repeat(MEGABYTE));
        assertThat(result.err()).isEqualTo("e".repeat(MEGABYTE));
    }

    @Test
    void killsAProcessThatOutlivesItsTime() throws Exception {
        try (ChildProcess child = ChildProcess.start(ChildProcess.Spec.java(Child.class, "hang"))) {
            child.awaitOutput("ready");
        }
        ChildProcess.Spec spec = ChildProcess.Spec.java(Child.class, "hang").within(Duration.ofMillis(200));
        ChildProcess child = ChildProcess.start(spec);
        assertThatThrownBy(child::await).isInstanceOf(AssertionError.class).hasMessageContaining("still running");
        assertThat(child.process().onExit().get().isAlive()).isFalse();
    }

    @Test
    void saysWhatCameInsteadOfTheAwaitedText() throws Exception {
        ChildProcess.Spec spec = ChildProcess.Spec.java(Child.class);
        try (ChildProcess child = ChildProcess.start(spec)) {
            child.process().getOutputStream().close();
            assertThatThrownBy(() -> child.awaitOutput("never"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("ready");
        }
    }
}
