// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptEncodingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip|1",
                "GZip , br|1",
                "x-gzip|1",
                "br, gzip;q=0.5|0.5",
                "gzip ; Q=0.250|0.25",
                "gzip;q=1.000|1",
                "gzip;q=0|0",
                "gzip;q=0.000|0",
                "*|1",
                "*;q=0.1|0.1",
                "*, gzip;q=0|0",
                "identity|0",
                "br|0",
                "gzip;q=2|0",
                "gzip;q=1.5|0",
                "gzip;q=|0",
                "gzip;level=9|0",
                "gzip deflate|0",
                ",,|0",
                "gzip;q=0.1234|0"
            })
    void howWellGzipIsLiked(String field, double quality) {
        assertThat(AcceptEncoding.of(List.of(field)).quality("gzip")).isEqualTo(quality);
    }

    @Test
    void withoutTheFieldNothingIsTaken() {
        assertThat(AcceptEncoding.of(List.of()).quality("gzip")).isZero();
        assertThat(AcceptEncoding.of(List.of("br", "gzip")).quality("gzip")).isEqualTo(1);
    }
}
