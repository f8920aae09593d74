// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.testkit.Props;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SymSrvIniTest {
    private static final String SAMPLE = """
            [exclusions]          ; one wildcard per line
            dbghelp.pdb
            symsrv.*
            mso*                  # with a comment

            [Timeouts]
            Trigger=10            ; window
            count = 5
            blackout=15

            [http]
            userAgent=Debugger (a; b#c)
            [store https://symbols.example.com/s]
            casing=default
            auth=bearer
            auth.secretFile=/etc/symkit/token
            [unc]
            \\\\build\\syms = /mnt/build/syms
            """;

    private static SymSrvIni parse(String text) throws IOException {
        return SymSrvIni.parse(text.getBytes(UTF_8), "s.ini");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\n\n", " \t\n  "})
    void everySectionIsRead(String lineEnd) throws IOException {
        SymSrvIni ini = parse("\uFEFF" + SAMPLE.replace("\n", lineEnd));

        assertThat(ini.file()).isEqualTo("s.ini");
        assertThat(ini.warnings()).isEmpty();
        assertThat(ini.exclusions().patterns()).containsExactly("dbghelp.pdb", "symsrv.*", "mso*");
        assertThat(ini.timeouts()).isEqualTo(new BlackoutTimeouts(true, 10, 5, 15));
        assertThat(ini.timeouts().isOff()).isFalse();
        assertThat(ini.http().get("USERAGENT").orElseThrow().value()).isEqualTo("Debugger (a; b#c)");
        assertThat(ini.unc().local("\\\\BUILD\\syms\\a")).isEqualTo("/mnt/build/syms/a");
        assertThat(ini.stores()).hasSize(1);
        assertThat(ini.stores().get(0).target()).isEqualTo("https://symbols.example.com/s");
        assertThat(ini.stores().get(0).values().keySet()).containsExactly("casing", "auth", "auth.secretfile");
    }

    @Test
    void entriesKnowTheirLines() throws IOException {
        SymSrvIni ini = parse(SAMPLE);

        assertThat(ini.http().line()).isEqualTo(11);
        assertThat(ini.http().values().values())
                .containsExactly(new IniSettings.Entry("userAgent", "Debugger (a; b#c)", 12));
        assertThat(ini.stores().get(0).get("auth.secretFile"))
                .contains(new IniSettings.Entry("auth.secretFile", "/etc/symkit/token", 16));
    }

    @Test
    void whatMeansNothingIsAWarningWithItsLine() throws IOException {
        SymSrvIni ini = parse("""
                before=1
                [Exclusions x]
                [what]
                a=1
                [timeouts]
                trigger=-1
                period=2
                noise
                [unc]
                \\\\build = /mnt
                [http
                lost=1
                [http]
                a=1
                secret
                =2
                A=3
                [exclusions]
                a\\b
                [store ]
                a=1
                """);

        assertThat(ini.warnings())
                .containsExactly(
                        "s.ini:1: in front of the first section, ignored",
                        "s.ini:11: not the head of a section, the lines up to the next one are ignored",
                        "s.ini:2: unknown section [exclusions], ignored",
                        "s.ini:3: unknown section [what], ignored",
                        "s.ini:6: not a number from 0 to 999999999, taken as 0 (off): -1",
                        "s.ini:7: unknown in [timeouts], ignored: period=2",
                        "s.ini:8: unknown in [timeouts], ignored: noise",
                        "s.ini:10: not of the form \\\\server\\share = directory, ignored: \\\\build = /mnt",
                        "s.ini:15: not of the form key = value, ignored",
                        "s.ini:16: not of the form key = value, ignored",
                        "s.ini:17: A is in line 14 already, this one counts",
                        "s.ini:19: patterns are compared with file names, no file name has a slash: a\\b",
                        "s.ini:20: [store] without a URL or path, ignored");
        assertThat(ini.http().get("a").orElseThrow().value()).isEqualTo("3");
        assertThat(ini.exclusions().patterns()).isEmpty();
        assertThat(ini.stores()).isEmpty();
        assertThat(ini.timeouts()).isEqualTo(new BlackoutTimeouts(true, 0, 0, 0));
    }

    @Test
    void timeoutsThatAreMissingAreOffAndWithoutSectionTheDefaults() throws IOException {
        assertThat(parse("[timeouts]\ntrigger=1\ncount=2").timeouts().isOff()).isTrue();
        assertThat(parse("[timeouts]").timeouts().given()).isTrue();
        assertThat(parse("").timeouts()).isEqualTo(BlackoutTimeouts.NOT_GIVEN);
        assertThat(BlackoutTimeouts.NOT_GIVEN.isOff()).isFalse();
        assertThat(parse("")).isEqualTo(SymSrvIni.parse(new byte[0], "s.ini"));
    }

    @Test
    void sectionsMayComeTwice() throws IOException {
        SymSrvIni ini =
                parse("[exclusions]\na\n[store https://H:443/s/]\nx=1\n[exclusions]\nb\n[store HTTPS://h/s]\nX=2\ny=3");

        assertThat(ini.exclusions().patterns()).containsExactly("a", "b");
        assertThat(ini.stores()).hasSize(1);
        assertThat(ini.stores().get(0).get("x").orElseThrow().value()).isEqualTo("2");
        assertThat(ini.stores().get(0).get("y").orElseThrow().line()).isEqualTo(9);
        assertThat(ini.warnings()).containsExactly("s.ini:8: X is in line 4 already, this one counts");
    }

    @ParameterizedTest
    @CsvSource({
        "https://h/s, 1",
        "https://h/s/, 1",
        "HTTPS://H:443/s?sig=x, 1",
        "https://u:p@h/s/deep/er, 2",
        "https://h/s/deeper, 1",
        "https://h/secret, 3",
        "https://h/S, 3",
        "https://h, 3",
        "https://h:444/s, 0",
        "http://h/s, 0",
        "https://h.example/s, 0",
        "https://h@evil/s, 0",
        "https://evil/https://h/s, 0",
        "https://evil?@h/s, 0",
        "https://[::1]:8080/s/x, 4",
        "https://[::1]/s, 0",
        "\\\\B\\S\\x, 5",
        "//b/s, 5",
        "\\\\b\\s2, 0",
        "/var/sym/x, 6",
        "/var/Sym, 0",
        "var/sym, 0",
        "c:\\SYM, 7",
        "C:/sym/x, 7",
        "D:\\sym, 0",
        "'', 0"
    })
    void theLongestPlaceCountsForAStore(String location, int section) throws IOException {
        SymSrvIni ini = parse("""
                [store https://h/s]   ; comment
                n=1
                [store  https://user:secret@h/s/deep?x]
                n=2
                [STORE https://h/]
                n=3
                [store https://[::1]:8080/s];x
                n=4
                [store \\\\b\\s\\]
                n=5
                [store /var/sym]
                n=6
                [store C:\\sym]
                n=7
                """);

        assertThat(ini.store(location).map(found -> found.get("n").orElseThrow().value()))
                .isEqualTo(section == 0 ? Optional.empty() : Optional.of(String.valueOf(section)));
        assertThat(ini.toString()).doesNotContain("secret");
    }

    @Test
    void valuesAreNotShown() throws IOException {
        SymSrvIni ini = parse("[http]\nheader.X=token\n[store https://u:token@h/?token]\na=token\ntoken");

        assertThat(ini.toString()).contains("header.X").doesNotContain("token");
        assertThat(IniFile.parse("[http]\na=token", "f").toString()).doesNotContain("token");
    }

    @Test
    void textIsUtf8ElseWindows1252() throws IOException {
        assertThat(parse("[exclusions]\n\u00E4\u20AC*").exclusions().patterns()).containsExactly("\u00E4\u20AC*");
        byte[] ansi = "[exclusions]\n\u00E4\u20AC*".getBytes(Charset.forName("windows-1252"));
        assertThat(SymSrvIni.parse(ansi, "s.ini").exclusions().patterns()).containsExactly("\u00E4\u20AC*");
    }

    @Test
    void aFileIsReadUpToItsLimit(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("symsrv.ini");
        Files.writeString(file, SAMPLE + " ".repeat(SymSrvIni.MAX_SIZE - SAMPLE.length()));

        assertThat(SymSrvIni.read(file).exclusions().patterns()).hasSize(3);
        Files.writeString(file, SAMPLE + " ".repeat(SymSrvIni.MAX_SIZE + 1 - SAMPLE.length()));
        assertThatThrownBy(() -> SymSrvIni.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": larger than the 1048576 bytes allowed for symsrv.ini");
        assertThatThrownBy(() -> SymSrvIni.read(directory.resolve("gone"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> SymSrvIni.read(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(directory.toString());
    }

    @Test
    void warningsAreFew() throws IOException {
        SymSrvIni ini = parse("x\n".repeat(200_000) + "[unc]\n" + "y\u0001\n".repeat(100_000));

        assertThat(ini.warnings()).hasSize(202);
        assertThat(ini.warnings().get(100)).isEqualTo("s.ini: more than 100 warnings, the rest is not shown");
        assertThat(ini.warnings().get(101)).endsWith("ignored: y?");
        assertThat(parse("[" + "n".repeat(1000) + "]").warnings().get(0)).hasSizeLessThan(120);
    }

    @Test
    void anyTextIsRead() {
        List<String> pieces = List.of(
                "[",
                "]",
                "exclusions",
                "timeouts",
                "store ",
                "unc",
                "http",
                "\n",
                "\n",
                "\r",
                "=",
                " ;",
                "#",
                "\\\\h\\s",
                "https://",
                "@",
                "a",
                "*",
                "trigger",
                "9999999999",
                "\u0000",
                "\u00FF");
        Props.forAll(
                8,
                8_000,
                random -> {
                    StringBuilder text = new StringBuilder();
                    for (int left = random.nextInt(40); left > 0; left--) {
                        text.append(pieces.get(random.nextInt(pieces.size())));
                    }
                    return text.toString();
                },
                text -> {
                    SymSrvIni ini = parse(text);
                    assertThat(ini.warnings()).allMatch(warning -> warning.matches("s\\.ini:[0-9]+: \\P{Cntrl}+"));
                    for (IniSettings store : ini.stores()) {
                        assertThat(ini.store(store.target())).contains(store);
                    }
                });
    }

    @Test
    void aFileOfOneKindOfLineTakesNoLongTime() throws IOException {
        for (String line : List.of("[store https://h/a]\nb=1\n", "[http]\n", "]", "[", "[exclusions]\n*a*a\n", "a ;")) {
            SymSrvIni ini = parse("[http]\n" + line.repeat((SymSrvIni.MAX_SIZE - 7) / line.length()));
            assertThat(ini.exclusions().matches("b".repeat(255))).isFalse();
        }
        StringBuilder keys = new StringBuilder();
        for (int i = 0; i < 50_000; i++) {
            keys.append('k').append(i).append("=1\n");
        }
        assertThat(parse("[http]\n" + keys + "[http]\n".repeat(60_000)).http().values())
                .hasSize(50_000);
    }
}
