// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HexTest {
    @ParameterizedTest
    @CsvSource({
        "414fe0, '  414fe0'",
        "0, '       0'",
        "ffffffff, ffffffff",
        "140001000, '       1`40001000'",
        "7ff612340000, '    7ff6`12340000'",
        "ffffffffffffffff, ffffffff`ffffffff"
    })
    void addressesHaveEightOrSeventeenColumns(String value, String text) {
        assertThat(Hex.address(Long.parseUnsignedLong(value, 16))).isEqualTo(text);
    }

    @Test
    void paddedAddressesAlwaysHaveSeventeen() {
        StringBuilder text = new StringBuilder();
        Hex.padded(text, 0x42cc56);
        assertThat(text).hasToString("           42cc56");
        text.setLength(0);
        Hex.padded(text, 0x140001000L);
        assertThat(text).hasToString("       1`40001000");
        text.setLength(0);
        Hex.columns(text, 0x1f, 4);
        Hex.columns(text, 0x12345, 4);
        assertThat(text).hasToString("  1f12345");
    }

    @ParameterizedTest
    @CsvSource({
        "42cd10, 42cd10",
        "0x42CD10, 42cd10",
        "1`40001000, 140001000",
        "ffffffffffffffff, ffffffffffffffff",
        "0X0, 0"
    })
    void numbersAreRead(String text, String value) {
        assertThat(Hex.parse(text)).isEqualTo(OptionalLong.of(Long.parseUnsignedLong(value, 16)));
        assertThat(Hex.of(Hex.parse(text).orElseThrow())).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0x", "`", "main", "!beef", "-1", "12345678901234567", "0x0x1", "١"})
    void whatIsNoNumberIsAName(String text) {
        assertThat(Hex.parse(text)).isEmpty();
    }
}
