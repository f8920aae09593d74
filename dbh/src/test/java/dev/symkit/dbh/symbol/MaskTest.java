// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.symbol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskTest {
    /** The examples of the documentation, and the signs one by one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Prog[er-t7]am; Progeam Program Progsam Progtam Prog7am; Progqam Proguam Prog-am Progam",
                "Lo#p; Lp Lop Loop Looop; Lap Lo",
                "Lo+p; Lop Loop Looop; Lp",
                "m[ia]#n; mn min man maan main mian miin miain; men",
                "a?+b; acb accb abb; ab ba",
                "a*b; ab acb accb; a b",
                "?; a _; ab",
                "ma*; main ma; amain",
                "myfunction1; myfunction1; myfunction10 amyfunction1",
                "_main; main _main __main; xmain",
                "a\\*b; a*b; axb ab",
                "a\\#b; a#b; ab aab",
                "a\\\\b; a\\b; ab",
                "operator\\+\\+; operator++; operator",
                "a[b; a[b; ab",
                "**a**; a bab; b",
            })
    void symbolsMatchAsDocumented(String mask, String yes, String no) {
        for (String name : yes.split(" ", -1)) {
            assertThat(Mask.ofSymbols(mask, false).matches(name)).as(name).isTrue();
        }
        for (String name : no.split(" ", -1)) {
            assertThat(Mask.ofSymbols(mask, false).matches(name)).as(name).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "*\\Core\\x.cs; d:\\src\\core\\X.cs; d:\\src\\core\\y.cs",
                "*/core/x.cs; d:\\src\\Core\\x.cs; core",
                "*\\a.c; /home/u/a.c; a.c",
                "c:\\a\\*; c:/a/b.c; c:/b/a.c",
            })
    void pathsMatchWithEitherSlashAndAnyCase(String mask, String yes, String no) {
        assertThat(Mask.ofPaths(mask).matches(yes)).isTrue();
        assertThat(Mask.ofPaths(mask).matches(no)).isFalse();
    }

    @Test
    void caseCountsOnlyIfAskedFor() {
        assertThat(Mask.ofSymbols("MAIN[A-C]", true).matches("mainb")).isTrue();
        assertThat(Mask.ofSymbols("MAIN[A-C]", false).matches("mainb")).isFalse();
    }

    @Test
    void anEmptyMaskMatchesAll() {
        assertThat(Mask.ofSymbols("", true).matches("anything")).isTrue();
        assertThat(Mask.ofSymbols("", true).matchesAll()).isTrue();
        assertThat(Mask.ofSymbols("*", true).matchesAll()).isTrue();
        assertThat(Mask.ofPaths("").matches("")).isTrue();
        assertThat(Mask.ofSymbols("?", true).matchesAll()).isFalse();
    }

    @Test
    void aMaskWithoutSignsIsAName() {
        assertThat(Mask.ofSymbols("a\\*b", true).literal()).contains("a*b");
        assertThat(Mask.ofSymbols("a#", true).literal()).isEmpty();
        assertThat(Mask.ofSymbols("a?", true).literal()).isEmpty();
        assertThat(Mask.ofSymbols("_a", true).literal()).isEmpty();
        assertThat(Mask.ofSymbols("[ab]", true).literal()).isEmpty();
    }

    /** Whoever tries one way after another does not come to an end with these. */
    @ParameterizedTest
    @CsvSource({"a*", "*a", "a#", "a+", "[ab]#", "?#", "?+"})
    void longMasksEnd(String part) {
        Mask mask = Mask.ofSymbols(part.repeat(500) + "z", true);
        assertThat(mask.matches("a".repeat(2000))).isFalse();
        assertThat(mask.matches("a".repeat(2000) + "z")).isTrue();
    }
}
