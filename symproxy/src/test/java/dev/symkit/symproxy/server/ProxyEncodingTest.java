// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code contentEncoding = on}, through the whole server. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ProxyEncodingTest {
    private static final byte[] LARGE = ProxyBed.pdb(2 << 20);

    @TempDir
    private Path directory;

    @BeforeEach
    void fill() throws IOException {
        Path key = Files.createDirectories(directory.resolve("s").resolve(ProxyBed.KEY));
        Files.write(key.resolve("a.pdb"), LARGE);
    }

    private ProxyBed bed(String more) throws IOException {
        return ProxyBed.with(
                directory, "[directory s]\npath = " + directory.resolve("s") + "\nkind = store\n" + more + "\n");
    }

    private static Optional<String> field(HttpResponse<byte[]> response, String name) {
        return response.headers().firstValue(name);
    }

    private static HttpResponse<byte[]> untilEncoded(ProxyBed bed, String coding) throws Exception {
        while (true) {
            HttpResponse<byte[]> response = bed.get(ProxyBed.FILE, "Accept-Encoding", coding);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(field(response, "Vary")).contains("Accept-Encoding");
            if (field(response, "Content-Encoding").isPresent()) {
                return response;
            }
            assertThat(response.body()).isEqualTo(LARGE);
        }
    }

    private static byte[] decoded(String coding, byte[] body) throws IOException {
        InputStream in = new ByteArrayInputStream(body);
        return (coding.equals("zstd") ? new ZstdInputStreamNoFinalizer(in) : new GZIPInputStream(in)).readAllBytes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    void aLargeFileIsSentCompressedToWhoTakesIt(String coding) throws Exception {
        try (ProxyBed bed = bed("contentEncoding = on")) {
            HttpResponse<byte[]> response = untilEncoded(bed, coding);
            assertThat(field(response, "Content-Encoding")).contains(coding);
            assertThat(response.body()).hasSizeLessThan(LARGE.length / 10);
            assertThat(decoded(coding, response.body())).isEqualTo(LARGE);
            assertThat(field(response, "Content-Length")).contains(Integer.toString(response.body().length));
            assertThat(field(response, "Accept-Ranges")).contains("none");
            assertThat(field(response, "Cache-Control")).contains("public, max-age=31536000, immutable");
            String tag = field(response, "ETag").orElseThrow();
            assertThat(tag).startsWith("W/\"").endsWith("-" + coding + "\"");

            HttpResponse<byte[]> known = bed.get(ProxyBed.FILE, "Accept-Encoding", coding, "If-None-Match", tag);
            assertThat(known.statusCode()).isEqualTo(304);
            assertThat(field(known, "ETag")).contains(tag);
            assertThat(field(known, "Vary")).contains("Accept-Encoding");
        }
    }

    @Test
    void allOthersGetTheFileItself() throws Exception {
        try (ProxyBed bed = bed("contentEncoding = on")) {
            String encoded = field(untilEncoded(bed, "gzip"), "ETag").orElseThrow();
            for (String other : new String[] {"identity", "gzip;q=0", "br"}) {
                HttpResponse<byte[]> response = bed.get(ProxyBed.FILE, "Accept-Encoding", other);
                assertThat(response.body()).isEqualTo(LARGE);
                assertThat(field(response, "Content-Encoding")).isEmpty();
                assertThat(field(response, "Vary")).contains("Accept-Encoding");
            }
            HttpResponse<byte[]> plain = bed.get(ProxyBed.FILE);
            assertThat(plain.body()).isEqualTo(LARGE);
            String tag = field(plain, "ETag").orElseThrow();
            assertThat(encoded).isEqualTo("W/" + tag.substring(0, tag.length() - 1) + "-gzip\"");
            assertThat(bed.get(ProxyBed.FILE, "Accept-Encoding", "gzip", "If-None-Match", tag)
                            .statusCode())
                    .isEqualTo(304);
            HttpResponse<byte[]> part = bed.get(ProxyBed.FILE, "Accept-Encoding", "gzip", "Range", "bytes=1000-1999");
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).isEqualTo(Arrays.copyOfRange(LARGE, 1000, 2000));
            assertThat(field(part, "Content-Encoding")).isEmpty();
            HttpResponse<byte[]> resumed =
                    bed.get(ProxyBed.FILE, "Accept-Encoding", "gzip", "Range", "bytes=1000-1999", "If-Range", encoded);
            assertThat(resumed.statusCode()).isEqualTo(200);
            assertThat(resumed.body()).isEqualTo(LARGE);
        }
    }

    @Test
    void aCopyOutlivesTheServer() throws Exception {
        try (ProxyBed bed = bed("contentEncoding = on")) {
            untilEncoded(bed, "gzip");
        }
        Path copies = directory.resolve("s").resolve(".symproxy").resolve("enc").resolve("a.pdb");
        assertThat(copies).exists();
        try (ProxyBed bed = bed("contentEncoding = on")) {
            assertThat(decoded("gzip", untilEncoded(bed, "gzip, zstd").body())).isEqualTo(LARGE);
        }
    }

    @Test
    void whereItIsOffNothingIsCompressed() throws Exception {
        try (ProxyBed bed = bed("")) {
            for (int i = 0; i < 5; i++) {
                HttpResponse<byte[]> response = bed.get(ProxyBed.FILE, "Accept-Encoding", "gzip");
                assertThat(response.body()).isEqualTo(LARGE);
                assertThat(field(response, "Vary")).isEmpty();
            }
        }
        assertThat(directory.resolve("s").resolve(".symproxy").resolve("enc")).doesNotExist();
    }
}
