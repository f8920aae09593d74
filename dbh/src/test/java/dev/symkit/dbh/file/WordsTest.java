// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\'',
            value = {
                "a b; a|b",
                "  a \t b  ; a|b",
                "\"a b\" c; a b|c",
                "c:\\\"my files\"\\x d; c:\\my files\\x|d",
                "\"a b; a b",
                "a \"\" b; a||b",
            })
    void blanksPartWordsUnlessTheyAreQuoted(String argument, String words) {
        assertThat(String.join("|", Words.of(argument))).isEqualTo(words);
    }
}
