// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undname.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.cli.Cancellation;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.ToolMain;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UndnameCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String input, String... argv) {
        ToolContext context = new ToolContext(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                new ByteArrayInputStream(input.getBytes(ISO_8859_1)),
                Map.of(),
                Path.of("").toAbsolutePath(),
                Clock.systemUTC(),
                false,
                new Cancellation());
        return ToolMain.run(new UndnameMain(), argv, context);
    }

    private static String text(ByteArrayOutputStream stream, Charset charset) {
        return stream.toString(charset).replace(System.lineSeparator(), "\n");
    }

    /** The transcript of the documentation of Microsoft's undname, without its banner, and its answer for a name that is none. */
    @Test
    void printsNameAndAnswerAsTheOriginal() {
        assertThat(run("", "?func1@a@@AAEXH@Z", "llvm.memcpy.p0")).isZero();
        assertThat(text(out, UTF_8)).isEqualTo("""
                        Undecoration of :- "?func1@a@@AAEXH@Z"
                        is :- "private: void __thiscall a::func1(int)"

                        Undecoration of :- "llvm.memcpy.p0"
                        is :- "llvm.memcpy.p0"
                        """);
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--flags=1000, a::func1",
        "--flags=0x1000, a::func1",
        "--flags=0X80, void __thiscall a::func1(int)",
        "--flags=90, void a::func1(int)",
        "--flags=0, private: void __thiscall a::func1(int)",
        "0x1000, a::func1",
        "0X2, private: void a::func1(int)",
        "--style=ms, private: void __thiscall a::func1(int)",
        "--style=llvm, private: void __thiscall a::func1(int)"
    })
    void takesFlagsAndStyle(String option, String expected) {
        assertThat(run("?func1@a@@AAEXH@Z\n", option, "-")).isZero();
        assertThat(out.toString(ISO_8859_1)).isEqualTo(expected + "\n");
    }

    @Test
    void showsWhatIsOtherInLlvmStyle() {
        assertThat(run("?f@@YAXPBU?$pair@$$CBHH@std@@@Z\n", "--style=llvm", "-"))
                .isZero();
        assertThat(out.toString(ISO_8859_1)).isEqualTo("void __cdecl f(struct std::pair<int const, int> const *)\n");
    }

    @Test
    void bytesOfNamesStayAsTheyAre() {
        assertThat(run("?\u00e4\u00f6@@3HA\r\n\n\u00ff", "-")).isZero();
        assertThat(out.toString(ISO_8859_1)).isEqualTo("int \u00e4\u00f6\r\n\n\u00ff\n");
    }

    @Test
    void jsonHasAnObjectForEachName() {
        assertThat(run("?\u00c3\u00a4@@3HA\r\n\n", "-", "--json")).isZero();
        assertThat(run("", "--json", "?\u00e4@@3HA", "main", "??@f4873c94f485cd6716c2319fc51ac714@"))
                .isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("""
                        {"name":"?\u00e4@@3HA","undecorated":"int \u00e4","understood":true}
                        {"name":"","undecorated":"","understood":false}
                        {"name":"?\u00e4@@3HA","undecorated":"int \u00e4","understood":true}
                        {"name":"main","undecorated":"main","understood":false}
                        {"name":"??@f4873c94f485cd6716c2319fc51ac714@","undecorated":"??@f4873c94f485cd6716c2319fc51ac714@","understood":true}
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--json | A name is needed, or '-' for names from standard input.",
                "0x1000 | A name is needed, or '-' for names from standard input.",
                "- x | '-' excludes other names.",
                "x - | '-' excludes other names.",
                "--flags=1 0x2 x | '0x2' and '--flags' exclude each other.",
                "--style=llvm --flags=0 x | '--style=llvm' has no flags.",
                "--style=llvm 0x1 x | '--style=llvm' has no flags.",
                "--style=gnu x | Invalid value 'gnu' for '--style'.",
                "--style=LLVM x | Invalid value 'LLVM' for '--style'.",
                "--flags=40000 x | Invalid value '40000' for flags.",
                "--flags= x | Invalid value '' for flags.",
                "--flags=0x x | Invalid value '0x' for flags.",
                "--flags=-1 x | Invalid value '-1' for flags.",
                "--flags=1g x | Invalid value '1g' for flags.",
                "--flags=100000000 x | Invalid value '100000000' for flags.",
                "0xFFFFFFFFFFFFFFFFFF x | Invalid value '0xFFFFFFFFFFFFFFFFFF' for flags.",
                "x --flags | Option '--flags' needs a value.",
                "-f x | Unknown option '-f'.",
                "--quiet x | Unknown option '--quiet'."
            })
    void wrongUseIsOneLine(String line, String message) {
        assertThat(run("", line.split(" "))).isEqualTo(87);
        assertThat(text(err, UTF_8)).isEqualTo("UNDNAME: " + message + "\n");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void aLineThatIsTooLongForJsonIsAnError() {
        assertThat(run("x".repeat((1 << 20) + 1), "-", "--json")).isEqualTo(2);
        assertThat(text(err, UTF_8)).isEqualTo("UNDNAME: standard input: line 1 is longer than 1048576 bytes\n");
    }

    @Test
    void withoutArgumentsItShowsTheHelp() {
        assertThat(run("")).isEqualTo(1);
        assertThat(text(out, UTF_8)).isEqualTo(UndnameHelp.TEXT);
    }
}
