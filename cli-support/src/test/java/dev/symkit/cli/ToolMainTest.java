// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolMainTest {
    private static final String HELP = "fake help\n\nend\n";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(strings = {"/?", "-?", "--help", "add /?", "add -r -? /zz"})
    void showsTheHelp(String line) {
        assertThat(run(line.split(" "))).isZero();
        assertThat(text(out)).isEqualTo(HELP);
        assertThat(text(err)).isEmpty();
    }

    @Test
    void showsTheHelpWithoutArguments() {
        assertThat(run()).isEqualTo(87);
        assertThat(text(out)).isEqualTo(HELP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "--Version", "add --version"})
    void showsTheVersionOfTheBuild(String line) {
        assertThat(run(line.split(" "))).isZero();
        assertThat(text(out)).matches("fake \\(symkit\\) [0-9]+\\.[0-9]+\\.[0-9]+\n");
    }

    @Test
    void fillsACommand() {
        assertThat(run(
                        "ADD",
                        "/r",
                        "/f",
                        "/f",
                        "-F",
                        "-r",
                        "/t",
                        "",
                        "-:rel",
                        "-:MSG",
                        "a=b",
                        "/yi",
                        "@x",
                        "/compress",
                        "--jobs",
                        "4",
                        "--",
                        "@o",
                        "-r"))
                .isZero();
        assertThat(text(out)).isEqualTo("true [/f, -r] <> true a=b false @x CAB 4 [@o, -r]\n");
    }

    @Test
    void passesValuesOnAsTheyAre() {
        assertThat(run(
                        "add",
                        "/t",
                        " \"q\" ${user.name} %x ",
                        "/f",
                        "a,b|c",
                        "/f",
                        "'d'",
                        "/f",
                        "=",
                        "/f",
                        "--",
                        "/f",
                        "",
                        "/f",
                        "-f=x",
                        "--",
                        "--",
                        ""))
                .as("exit code; %s", out)
                .isZero();
        assertThat(text(out))
                .isEqualTo(
                        "false [a,b|c, 'd', =, --, , -f=x] < \"q\" ${user.name} %x > false null false null null 0 [--, ]\n");
    }

    @Test
    void handsThePlainCommandLineOver() {
        assertThat(run("PLAIN", "x", "--jobs=--", "-", "--", "--", "-read")).isEqualTo(7);
        assertThat(text(out)).isEqualTo("Given[verb=plain, tokens=[--jobs=--]] [x, -, --, -read]\n");
    }

    @ParameterizedTest
    @CsvSource({
        "plain,             RULE: no operand.",
        "put /r,            UNKNOWN_VERB: Unknown option 'put'.",
        "/r add,            UNKNOWN_VERB: Unknown option '/r'.",
        "add /zz,           UNKNOWN_OPTION: Unknown option '/zz'.",
        "add /t,            MISSING_VALUE: Option '/t' needs a value.",
        "add /r,            RULE: '/t <product>' is required.",
        "add /t P --jobs x, INVALID_VALUE: Invalid value 'x' for '--jobs'.",
    })
    void reportsUsage(String line, String message) {
        assertThat(run(line.split(" "))).isEqualTo(87);
        assertThat(text(out)).isEqualTo("FAKE ERROR: " + message + "\n");
        assertThat(text(err)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "add /zz /t P -r,        'add [-t=P, -r]'",
        "add /t P --jobs x,      'add [-t=P, --jobs=x]'",
        "add /jobs /f a,         add [-f=a]",
        "add /f a,               add [-f=a]",
        "put /t P,               [-t=P]",
    })
    void tellsWhatElseWasGiven(String line, String given) {
        FakeTool tool = new FakeTool();
        assertThat(ToolMain.run(tool, line.split(" "), context(StandardCharsets.UTF_8)))
                .isEqualTo(87);
        assertThat((tool.lastGiven.verb() + " " + tool.lastGiven.tokens()).strip())
                .isEqualTo(given);
    }

    @Test
    void reportsAnInputOutputFailure() {
        assertThat(run("fail", "/how", "io")).isEqualTo(2);
        assertThat(text(out)).isEqualTo("FAKE ERROR: disk full\n");
        assertThat(text(err)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"bug, java.lang.IllegalStateException: bug", "memory, java.lang.OutOfMemoryError: heap"})
    void reportsAnInternalErrorInOneLine(String how, String problem) {
        assertThat(run("fail", "/how", how)).isEqualTo(255);
        assertThat(text(out)).isEmpty();
        assertThat(text(err)).isEqualTo("fake: internal error: " + problem + " (--debug shows where)\n");
    }

    @Test
    void showsWhereWithDebug() {
        assertThat(run("fail", "--debug", "/how", "bug")).isEqualTo(255);
        assertThat(text(err)).contains("\tat dev.symkit.cli.FakeTool");
    }

    @Test
    void returnsTheExitCodeOfTheCommand() {
        assertThat(run("fail", "/how", "33")).isEqualTo(33);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel", "late"})
    void returns130AfterAnInterruption(String how) {
        assertThat(run("fail", "/how", how)).isEqualTo(130);
        assertThat(text(out)).isEmpty();
        assertThat(text(err)).isEmpty();
    }

    @Test
    void takesAnInterruptionThatNobodyAskedForAsAFailure() {
        assertThat(run("fail", "/how", "stopped")).isEqualTo(2);
        assertThat(text(out)).isEqualTo("FAKE ERROR: stopped\n");
    }

    @Test
    void failsWhenOutputIsLost() {
        PrintStream closedPipe = new PrintStream(new BrokenPipe(), false, StandardCharsets.UTF_8);
        ToolContext context = context(StandardCharsets.UTF_8).withOut(closedPipe);
        assertThat(ToolMain.run(new FakeTool(), new String[] {"fail", "/how", "pipe"}, context))
                .isEqualTo(1);
        assertThat(text(err)).isEqualTo("fake: standard output could not be written\n");
        assertThat(ToolMain.run(new FakeTool(), new String[] {"fail", "/how", "io"}, context))
                .isEqualTo(2);
        assertThat(ToolMain.run(new FakeTool(), new String[] {"/?"}, context)).isEqualTo(1);
    }

    @Test
    void replacesTextThatTheConsoleCannotShow() {
        int code = ToolMain.run(
                new FakeTool(), new String[] {"add", "/t", "\u00E9\u4E2D\uD800"}, context(StandardCharsets.ISO_8859_1));
        assertThat(code).isZero();
        assertThat(out.toString(StandardCharsets.ISO_8859_1)).contains("<\u00E9??>");
    }

    @ParameterizedTest
    @CsvSource({
        "'',         '',               UTF-8",
        "'',         windows-1252,     windows-1252",
        "IBM850,     windows-1252,     IBM850",
        "'',         ANSI_X3.4-1968,   UTF-8",
        "nonsense,   windows-1252,     UTF-8",
        "'not legal', '',              UTF-8",
    })
    void choosesTheCharsetOfTheConsole(String stream, String platform, String expected) {
        assertThat(Console.charset(stream, platform)).isEqualTo(Charset.forName(expected));
    }

    @Test
    void resolvesPathsAgainstTheWorkingDirectory() {
        ToolContext context = context(StandardCharsets.UTF_8);
        assertThat(context.resolve("a/../b")).isEqualTo(Path.of("b").toAbsolutePath());
        assertThat(context.exists("pom.xml")).isTrue();
        assertThat(context.exists("missing")).isFalse();
        assertThat(context.exists("nul\0")).isFalse();
    }

    private int run(String... argv) {
        return ToolMain.run(new FakeTool(), argv, context(StandardCharsets.UTF_8));
    }

    private ToolContext context(Charset charset) {
        return new ToolContext(
                new PrintStream(out, false, charset),
                new PrintStream(err, true, charset),
                InputStream.nullInputStream(),
                Map.of(),
                Path.of("").toAbsolutePath(),
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
                false,
                new Cancellation());
    }

    /** What was printed, with the platform's line ends as LF. */
    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    /** A pipe that nobody reads. */
    private static final class BrokenPipe extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
        }
    }
}
