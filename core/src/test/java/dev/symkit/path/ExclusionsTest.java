// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.Props;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExclusionsTest {
    @ParameterizedTest
    @CsvSource({
        "dbghelp.pdb, DbgHelp.PDB, true",
        "dbghelp.pdb, dbghelp.pdbx, false",
        "dbghelp.pdb, xdbghelp.pdb, false",
        "symsrv.*, symsrv.dll, true",
        "symsrv.*, symsrv., true",
        "symsrv.*, symsrv, false",
        "mso*, MSO, true",
        "mso*, mso99.pdb, true",
        "*.pdb, a.b.pdb, true",
        "?.pdb, .pdb, false",
        "?.pdb, a.pdb, true",
        "a*b*c, aXbXXbXc, true",
        "a*b*c, aXbXXbX, false",
        "*, '', true",
        "'', '', true",
        "'', a, false",
        "\u00C4*\u03A3, \u00E4x\u03C2, true",
        "a.b, aXb, false",
        "a+[b], a+[b], true"
    })
    void starAndQuestionMarkStandForCharacters(String pattern, String name, boolean matches) {
        assertThat(new Exclusions(List.of(pattern)).matches(name)).isEqualTo(matches);
    }

    @Test
    void thePatternThatHoldsIsTold() {
        Exclusions exclusions = new Exclusions(List.of("x", "A**", "*"));

        assertThat(exclusions.match("ab")).contains("a*");
        assertThat(exclusions.match("b")).contains("*");
        assertThat(Exclusions.NONE.matches("b")).isFalse();
    }

    @Test
    void theMatcherAgreesWithRegularExpressions() {
        Props.forAll(6, 20_000, random -> List.of(text(random, "ab*?", 8), text(random, "ab", 10)), pair -> {
            String regex = pair.get(0).replace("*", ".*").replace("?", ".");
            assertThat(new Exclusions(List.of(pair.get(0))).matches(pair.get(1)))
                    .isEqualTo(Pattern.matches(regex, pair.get(1)));
        });
    }

    @Test
    void manyAsterisksTakeNoLongTime() {
        String pattern = "a*".repeat(5_000) + "b";

        assertThat(new Exclusions(List.of(pattern)).matches("a".repeat(20_000))).isFalse();
    }

    private static String text(SplittableRandom random, String letters, int longest) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(longest + 1); left > 0; left--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }
}
