// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.layout.TransactionId;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SelectorsTest {
    @ParameterizedTest
    @CsvSource({
        "0,0",
        "512,512",
        "512B,512",
        "1k,1024",
        "2KB,2048",
        "3MiB,3145728",
        "500G,536870912000",
        "1t,1099511627776"
    })
    void readsSizes(String text, long bytes) {
        assertThat(Selectors.parseSize(text)).isEqualTo(OptionalLong.of(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "G", "-1", "1.5G", "5X", "1 G", "999999999999999T", "9999999999999999"})
    void refusesOtherSizes(String text) {
        assertThat(Selectors.parseSize(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"7,7,7", "5-9,5,9", "0000000005-0000000005,5,5"})
    void readsIds(String text, long first, long last) {
        assertThat(Selectors.IdRange.parse(text))
                .contains(new Selectors.IdRange(new TransactionId(first), new TransactionId(last)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "5-", "-9", "9-5", "5-9-11", "x", "5 - 9", "12345678901"})
    void refusesOtherIds(String text) {
        assertThat(Selectors.IdRange.parse(text)).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"0,0", "3,3", "999999999,999999999"})
    void readsCounts(String text, int count) {
        assertThat(Selectors.parseCount(text)).isEqualTo(OptionalInt.of(count));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "x", "9999999999"})
    void refusesOtherCounts(String text) {
        assertThat(Selectors.parseCount(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Game,Game,true",
        "Game,game,false",
        "Game,Game 2,false",
        "Game*,Game 2,true",
        "Game*,Game,true",
        "*,'',true",
        "'','',true",
        "'',x,false",
        "*2,Game 2,true",
        "G*e*2,Game 2,true",
        "G*e*2,Game 21,false",
        "a*ab,aab,true",
        "**a,ba,true",
        "?ame,Game,false"
    })
    void comparesTexts(String pattern, String value, boolean matches) {
        assertThat(new TextPattern(pattern).matches(value)).isEqualTo(matches);
    }
}
