// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileVersionTest {
    private static final Instant TIME = Instant.parse("2026-02-03T04:05:06.789Z");
    private static final String DATE = "Tue, 03 Feb 2026 04:05:06 GMT";
    private static final FileVersion VERSION = new FileVersion(1000, TIME, Optional.of("\"3e8-abc\""));
    private static final FileVersion WITHOUT_TAG = new FileVersion(1000, TIME, Optional.empty());

    private static Request with(String name, String value) {
        return new FakeRequest("GET", "/", Map.of(name, List.of(value)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-99|0|100",
                "bytes=0-0|0|1",
                "Bytes = 900 - 2000|900|100",
                "bytes=999-|999|1",
                "bytes=-1|999|1",
                "bytes=-5000|0|1000",
                "bytes=1000-|1000|0",
                "bytes=-0|1000|0",
                "bytes=0-999999999999999999|0|1000"
            })
    void oneRange(String field, long start, long length) {
        assertThat(ByteRange.of(List.of(field), 1000)).contains(new ByteRange(start, length));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-1,5-6",
                "bytes=5-4",
                "bytes=-",
                "bytes=a-b",
                "lines=0-1",
                "bytes=0-9999999999999999999",
                "bytes=+1-2"
            })
    void notOneRange(String field) {
        assertThat(ByteRange.of(List.of(field), 1000)).isEmpty();
        assertThat(ByteRange.of(List.of("bytes=0-1", "bytes=2-3"), 1000)).isEmpty();
        assertThat(ByteRange.of(List.of(), 1000)).isEmpty();
    }

    @Test
    void howARangeIsToldToTheClient() {
        assertThat(new ByteRange(5, 10).contentRange(1000)).isEqualTo("bytes 5-14/1000");
        assertThat(new ByteRange(1000, 0).contentRange(1000)).isEqualTo("bytes */1000");
        assertThat(ByteRange.of(List.of("bytes=0-"), 0).orElseThrow().isSatisfiable())
                .isFalse();
    }

    @Test
    void whatTheClientHasAlready() {
        assertThat(VERSION.isKnownTo(with("If-None-Match", "\"x\", \"3e8-abc\"")))
                .isTrue();
        assertThat(VERSION.isKnownTo(with("If-None-Match", "W/\"3e8-abc\""))).isTrue();
        assertThat(VERSION.isKnownTo(with("If-None-Match", "*"))).isTrue();
        assertThat(VERSION.isKnownTo(with("If-None-Match", "\"x\""))).isFalse();
        assertThat(WITHOUT_TAG.isKnownTo(with("If-None-Match", "\"3e8-abc\""))).isFalse();
        assertThat(VERSION.isKnownTo(with("If-Modified-Since", DATE))).isTrue();
        assertThat(VERSION.isKnownTo(with("If-Modified-Since", "Tue, 03 Feb 2026 04:05:05 GMT")))
                .isFalse();
        assertThat(VERSION.isKnownTo(with("If-Modified-Since", "yesterday"))).isFalse();
        assertThat(VERSION.isKnownTo(with("Range", "bytes=0-1"))).isFalse();
        Request both = new FakeRequest(
                "GET", "/", Map.of("If-None-Match", List.of("\"x\""), "If-Modified-Since", List.of(DATE)));
        assertThat(VERSION.isKnownTo(both)).isFalse();
    }

    @Test
    void aRangeOfTheVersionTheClientKnows() {
        assertThat(VERSION.range(with("Range", "bytes=0-1"))).contains(new ByteRange(0, 2));
        assertThat(rangeIf("\"3e8-abc\"")).contains(new ByteRange(0, 2));
        assertThat(rangeIf(DATE)).contains(new ByteRange(0, 2));
        assertThat(rangeIf("\"other\"")).isEmpty();
        assertThat(rangeIf("W/\"3e8-abc\"")).isEmpty();
        assertThat(rangeIf("Tue, 03 Feb 2026 04:05:07 GMT")).isEmpty();
    }

    private static Optional<ByteRange> rangeIf(String condition) {
        return VERSION.range(
                new FakeRequest("GET", "/", Map.of("Range", List.of("bytes=0-1"), "If-Range", List.of(condition))));
    }

    @Test
    void dates() {
        assertThat(HttpDate.format(TIME)).isEqualTo(DATE);
        assertThat(HttpDate.parse(DATE)).contains(Instant.parse("2026-02-03T04:05:06Z"));
        assertThat(HttpDate.parse("Mon, 03 Feb 2026 04:05:06 GMT")).isEmpty();
    }

    @Test
    void fieldsOfAHeadStayInTheirLine() {
        assertThatThrownBy(() -> Response.of(200).with("X-A", "b\r\nX-C: d"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Response.of(200).with("X A", "b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPartOfAFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("a"), "0123456789");
        try (Content content = Contents.file(file, 2, 5)) {
            ByteBuffer small = ByteBuffer.allocate(3);
            assertThat(content.read(small)).isEqualTo(3);
            assertThat(content.read(small.clear())).isEqualTo(2);
            assertThat(content.read(small.clear())).isEqualTo(-1);
        }
        try (Content content = Contents.file(file, 8, 5)) {
            ByteBuffer all = ByteBuffer.allocate(30);
            assertThat(content.read(all)).isEqualTo(2);
            assertThatThrownBy(() -> content.read(all))
                    .isInstanceOf(EOFException.class)
                    .hasMessage(file + ": ends at 10, 13 bytes were promised");
        }
        Content text = Contents.text("ab");
        assertThat(StandardCharsets.UTF_8.decode(text.whole().orElseThrow()).toString())
                .isEqualTo("ab");
        assertThat(text.length()).isEqualTo(2);
    }
}
