// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.symkit.testkit.ChildProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolMainIT {
    @ParameterizedTest
    @CsvSource({"INT, 2", "TERM, 15", "HUP, 1"})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no signals")
    void cleansUpAndReturns130OnASignal(String name, int number) throws Exception {
        assumeThat(isIgnored(number)).as("signal is ignored by the parent").isFalse();
        try (ChildProcess child = ChildProcess.start(ChildProcess.Spec.java(FakeTool.class, "wait"))) {
            child.awaitOutput("ready");
            ChildProcess.Result kill = ChildProcess.run(ChildProcess.Spec.of(
                    List.of("kill", "-" + name, String.valueOf(child.process().pid()))));
            assertThat(kill.exit()).isZero();
            ChildProcess.Result result = child.await();
            assertThat(result.out()).isEqualTo("ready\ncleaned up\n");
            assertThat(result.err()).isEmpty();
            assertThat(result.exit()).isEqualTo(130);
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 2", "TERM, 15", "HUP, 1"})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no signals")
    void endsAtOnceWhereItWaitsForInput(String name, int number) throws Exception {
        assumeThat(isIgnored(number)).as("signal is ignored by the parent").isFalse();
        try (ChildProcess child = ChildProcess.start(ChildProcess.Spec.java(FakeTool.class, "plain", "-read", "-"))) {
            child.awaitOutput("[-]");
            ChildProcess.Result kill = ChildProcess.run(ChildProcess.Spec.of(
                    List.of("kill", "-" + name, String.valueOf(child.process().pid()))));
            assertThat(kill.exit()).isZero();
            ChildProcess.Result result = child.await();
            assertThat(result).isEqualTo(new ChildProcess.Result(130, "Given[verb=plain, tokens=[-read]] [-]\n", ""));
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no head")
    void saysNothingWhenItsReaderHasGone() throws Exception {
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", "{ \"$@\"; echo $? >&2; } | head -c 1 >/dev/null", "sh"));
        command.addAll(
                ChildProcess.Spec.java(FakeTool.class, "fail", "/how", "pipe").command());
        assertThat(ChildProcess.run(ChildProcess.Spec.of(command))).isEqualTo(new ChildProcess.Result(0, "", "1\n"));
    }

    @Test
    void loadsNoLibraryForAPlainCommand() throws Exception {
        ChildProcess.Result result =
                ChildProcess.run(withOptions(List.of("-verbose:class"), "plain", "--jobs", "4", "-"));
        assertThat(result.exit()).isEqualTo(7);
        assertThat(result.out()).contains("FakeTool$Plain ").doesNotContain("picocli.", "jackson", "tongfei");
    }

    @Test
    void returnsTheCommandsExitCode() throws Exception {
        ChildProcess.Result result = ChildProcess.run(ChildProcess.Spec.java(FakeTool.class, "fail", "/how", "33"));
        assertThat(result).isEqualTo(new ChildProcess.Result(33, "", ""));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the console there has its own charset")
    void printsUtf8WithoutALocale() throws Exception {
        ChildProcess.Spec spec = withOptions(List.of("-Dstderr.encoding=US-ASCII"), "fail", "/how", "accent");
        ChildProcess.Result result = ChildProcess.run(spec);
        assertThat(result.exit()).isEqualTo(255);
        assertThat(new String(result.err().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                .contains("IllegalStateException: \u00E9");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no /dev/full")
    void failsWhenTheDiskIsFull() throws Exception {
        assumeThat(Path.of("/dev/full")).exists();
        assertThat(runIntoFullDevice("fail", "/how", "pipe"))
                .isEqualTo(new ChildProcess.Result(1, "", "fake: standard output could not be written\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/?", "--version"})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no /dev/full")
    void saysThatTheHelpWasLost(String argument) throws Exception {
        assumeThat(Path.of("/dev/full")).exists();
        assertThat(runIntoFullDevice(argument))
                .isEqualTo(new ChildProcess.Result(1, "", "fake: standard output could not be written\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/?", "--help", "--version"})
    void loadsNoLibraryForHelpAndVersion(String argument) throws Exception {
        ChildProcess.Result result = ChildProcess.run(withOptions(List.of("-verbose:class"), argument));
        assertThat(result.exit()).isZero();
        assertThat(result.out())
                .contains("dev.symkit.cli.ToolMain ")
                .doesNotContain(
                        "picocli.",
                        "jackson",
                        "progressbar",
                        "java.time.ZoneRegion",
                        "ToolMain$$Lambda",
                        "FakeTool$$Lambda");
    }

    @Test
    void loadsNoProgressBarWithoutATerminal() throws Exception {
        ChildProcess.Result result = ChildProcess.run(withOptions(List.of("-verbose:class"), "add", "/t", "P"));
        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("picocli.").doesNotContain("tongfei", "jackson");
    }

    private static ChildProcess.Result runIntoFullDevice(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" >/dev/full", "sh"));
        command.addAll(ChildProcess.Spec.java(FakeTool.class, arguments).command());
        return ChildProcess.run(ChildProcess.Spec.of(command));
    }

    private static ChildProcess.Spec withOptions(List<String> jvmOptions, String... arguments) {
        List<String> command = new ArrayList<>(
                ChildProcess.Spec.java(FakeTool.class, arguments).command());
        command.addAll(1, jvmOptions);
        return ChildProcess.Spec.of(command);
    }

    /** Whether this process, and so its children, ignores a signal: a JVM then does not listen to it either. */
    private static boolean isIgnored(int signal) throws Exception {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("SigIgn:")) {
                return (Long.parseUnsignedLong(line.substring(7).strip(), 16) >> (signal - 1) & 1) != 0;
            }
        }
        return false;
    }
}
