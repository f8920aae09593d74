// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.symbol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagTest {
    @ParameterizedTest
    @CsvSource({
        "0, SymTagNull",
        "1, SymTagExe",
        "2, SymTagCompiland",
        "5, SymTagFunction",
        "7, SymTagData",
        "a, SymTagPublicSymbol",
        "b, SymTagUDT",
        "c, SymTagEnum",
        "11, SymTagTypedef",
        "18, SymTagVTableShape",
        "1a, SymTagCustom",
        "1b, SymTagThunk",
        "1e, SymTagDimension",
        "1f, SymTagCallSite",
        "20, SymTagInlineSite",
        "27, SymTagExport",
        "29, SymTagCoffGroup",
        "2b, SymTagTaggedUnionCase",
        "2c, <Invalid>",
        "ffffffffffff, <Invalid>"
    })
    void numbersHaveTheNamesOfTheTable(String tag, String name) {
        assertThat(Tag.name(Long.parseLong(tag, 16))).isEqualTo(name);
    }

    @Test
    void noNumberBelowTheCountIsWithoutName() {
        assertThat(Tag.count()).isEqualTo(0x2C);
        for (int i = 0; i < Tag.count(); i++) {
            assertThat(Tag.name(i)).startsWith("SymTag");
        }
        assertThat(Tag.name(-1)).isEqualTo("<Invalid>");
    }
}
