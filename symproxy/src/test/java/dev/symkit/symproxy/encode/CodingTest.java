// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.encode;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.symkit.symproxy.web.AcceptEncoding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CodingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, zstd|ZSTD GZIP",
                "gzip, zstd;q=0.9|GZIP ZSTD",
                "*|ZSTD GZIP",
                "gzip, deflate, br|GZIP",
                "zstd;q=0, gzip;q=0.1|GZIP",
                "*, zstd;q=0|GZIP"
            })
    void theBestComesFirst(String field, String codings) {
        assertThat(Coding.accepted(AcceptEncoding.of(List.of(field))))
                .containsExactlyElementsOf(List.of(codings.split(" ")).stream()
                        .map(Coding::valueOf)
                        .toList());
    }

    @Test
    void whoTakesNoneGetsNone() {
        assertThat(Coding.accepted(AcceptEncoding.of(List.of("br, identity")))).isEmpty();
        assertThat(Coding.accepted(AcceptEncoding.of(List.of()))).isEmpty();
    }

    static InputStream decoded(Coding coding, InputStream in) throws IOException {
        return switch (coding) {
            case ZSTD -> new ZstdInputStreamNoFinalizer(in);
            case GZIP -> new GZIPInputStream(in);
        };
    }

    @ParameterizedTest
    @EnumSource
    void whatIsCodedCanBeDecoded(Coding coding) throws IOException {
        byte[] content = new byte[300_000];
        new Random(7).nextBytes(content);
        java.util.Arrays.fill(content, 1000, 200_000, (byte) 7);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream coded = coding.over(out)) {
            coded.write(content);
        }
        assertThat(out.size()).isLessThan(content.length / 2);
        assertThat(decoded(coding, new ByteArrayInputStream(out.toByteArray())).readAllBytes())
                .isEqualTo(content);
    }
}
