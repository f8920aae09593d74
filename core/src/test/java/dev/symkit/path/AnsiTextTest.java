// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnsiTextTest {
    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "61, a",
        "C3A4, \u00e4",
        "EFBBBF61, a",
        "E461, \u00e4a",
        "80, \u20ac",
        "FFFE61000D00, 'a\r'",
        "FEFF0061, a",
        "FF, \u00ff",
        "FFFE, ''"
    })
    void readsWhatWindowsToolsWrite(String bytes, String text) {
        assertThat(AnsiText.decode(HexFormat.of().parseHex(bytes))).isEqualTo(text);
    }
}
