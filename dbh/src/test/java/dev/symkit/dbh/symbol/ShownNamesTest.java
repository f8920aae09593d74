// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.symbol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownNamesTest {
    @ParameterizedTest
    @CsvSource({
        "?f@@YAXXZ, f",
        "?f@N@@YAXXZ, N::f",
        "??0Shape@N@@QAE@XZ, N::Shape::Shape",
        "??$f@H@@YAXXZ, f<int>",
        "??HA@@QAEHXZ, A::operator+",
        "??1A@@QAE@XZ, A::~A",
        "_main, main",
        "@fast@8, fast"
    })
    void aNameMayBeShownAsWhatItIsShownAs(String decorated, String shown) {
        assertThat(ShownNames.decorated(decorated, SymbolOptions.START)).isEqualTo(shown);
        assertThat(ShownNames.mayBeShownAs(decorated, shown)).isTrue();
        assertThat(ShownNames.mayBeShownAs(decorated, shown.toUpperCase(Locale.ROOT)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "?f@@YAXXZ, g",
        "?f@N@@YAXXZ, N::g",
        "??0Shape@N@@QAE@XZ, N::Square::Square",
        "??$f@H@@YAXXZ, f",
        "??_7Shape@@6B@, Shape",
        "??_C@_03ABCD@abc@, abc",
        "ab, abc"
    })
    void mostOthersAreToldByTheirFirstSigns(String decorated, String other) {
        assertThat(ShownNames.mayBeShownAs(decorated, other)).isFalse();
    }

    /** Every name of the corpus: a wrong no would hide a symbol. */
    @Test
    void neverSaysNoOfAName() throws IOException {
        List<String> rows = Files.readAllLines(Corpus.assumePresent().root().resolve("undecorate/cases.tsv"));
        assertThat(rows.size()).isGreaterThan(1500);
        for (String row : rows) {
            String name = row.split("\t", -1)[1];
            String shown = ShownNames.decorated(name, SymbolOptions.START);
            assertThat(ShownNames.mayBeShownAs(name, shown)).as(name).isTrue();
        }
    }
}
