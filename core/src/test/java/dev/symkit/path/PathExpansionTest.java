// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PathExpansionTest {
    private static final Map<String, String> VARIABLES =
            Map.of("SYM", "/s", "TWO", "/a;~/b", "EMPTY", " ", "C", "%SYM%", "(x) y", "/odd");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%SYM%/a | /s/a",
                "$SYM/a*${SYM}b*$SYMb | /s/a*/sb*$SYMb",
                "%TWO%;$C | /a;~/b;%SYM%",
                "%(x) y% | /odd",
                "%sym%;$sym | %sym%;$sym",
                "%EMPTY%/a;$EMPTY;%%;%;$;${};${SYM;$1 | %EMPTY%/a;$EMPTY;%%;%;$;${};${SYM;$1",
                "%a%SYM% | %a/s",
                "~;~/a;srv*~*\"~\\x\" ; ~ | /me;/me/a;srv*/me*\"/me\\x\" ; /me",
                "~user;a~;/~;x ~ | ~user;a~;/~;x ~",
                "https://h/s?sig=A%2FB%3D | https://h/s?sig=A%2FB%3D",
                "\\\\h\\c$\\x | \\\\h\\c$\\x"
            })
    void variablesAndTheHomeAreReplacedOnce(String text, String expanded) {
        assertThat(PathExpansion.expand(text, new PathEnvironment(HostSystem.OTHER, VARIABLES, "/me", "")))
                .isEqualTo(expanded);
    }

    @Test
    void windowsKnowsNoCaseInNames() {
        PathEnvironment windows = new PathEnvironment(HostSystem.WINDOWS, VARIABLES, "", "");

        assertThat(PathExpansion.expand("%sym%;$Sym;~", windows)).isEqualTo("/s;/s;~");
    }

    @Test
    void aPathIsExpandedOnlyIfItIsAskedFor() throws SymbolPathException {
        ParseOptions options =
                ParseOptions.of(ParseMode.STRICT).on(new PathEnvironment(HostSystem.OTHER, VARIABLES, "/me", ""));

        assertThat(SymbolPath.parse("%SYM%;~", options).expanded()).isEqualTo("%SYM%;~");
        assertThat(SymbolPath.parse("%TWO%;~", options.expanding(true)).expanded())
                .isEqualTo("/a;~/b;/me");
    }

    @Test
    void aTextWithoutEndOfAnyNameTakesNoLongTime() {
        String text = "${".repeat(500_000);

        assertThat(PathExpansion.expand(text, PathEnvironment.NONE)).isEqualTo(text);
    }

    @Test
    void anEnvironmentShowsNoValues() {
        assertThat(new PathEnvironment(HostSystem.OTHER, VARIABLES, "/me", "/w").toString())
                .isEqualTo("PathEnvironment[OTHER]");
    }
}
