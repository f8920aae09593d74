// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.symsrv.spi.Status;
import dev.symkit.testkit.http.Replies;
import dev.symkit.testkit.http.ScriptedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Content encodings and what hides in them (symsrv.md 8.7). */
class CodingTest {
    private static final byte[] BODY = Fixture.bytes(200_000);

    private Fixture f;

    @BeforeEach
    void start() throws IOException {
        f = Fixture.start();
    }

    @AfterEach
    void stop() throws IOException {
        f.close();
    }

    private interface Wrapper {
        OutputStream around(OutputStream out) throws IOException;
    }

    private static byte[] packed(byte[] body, Wrapper wrapper) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = wrapper.around(bytes)) {
            out.write(body);
        }
        return bytes.toByteArray();
    }

    private void comesAs(byte[] sent, String coding) throws IOException {
        f.server.on(Fixture.PATH, Replies.ok(sent, "Content-Encoding: " + coding));
        assertThat(f.fetch())
                .isInstanceOfSatisfying(
                        FetchResult.Complete.class, c -> assertThat(c.bytes()).isEqualTo(BODY.length));
        assertThat(f.sink.bytes()).isEqualTo(BODY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "GZip"})
    void undoesGzip(String coding) throws IOException {
        comesAs(packed(BODY, GZIPOutputStream::new), coding);
        assertThat(f.heard.sizes()).containsExactly(-1L);
    }

    @Test
    void undoesGzipOfSeveralMembers() throws IOException {
        byte[] first = packed(Arrays.copyOf(BODY, 90_000), GZIPOutputStream::new);
        byte[] second = packed(Arrays.copyOfRange(BODY, 90_000, BODY.length), GZIPOutputStream::new);
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        comesAs(both, "gzip");
    }

    @Test
    void undoesDeflateInBothForms() throws IOException {
        comesAs(packed(BODY, DeflaterOutputStream::new), "deflate");
        comesAs(packed(BODY, out -> new DeflaterOutputStream(out, new Deflater(6, true))), "deflate");
    }

    @Test
    void identityIsNoEncoding() throws IOException {
        comesAs(BODY, "identity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "gzip, gzip", "compress"})
    void othersCannotBeHad(String coding) throws IOException {
        f.server.on(Fixture.PATH, Replies.ok(BODY, "Content-Encoding: " + coding));
        FetchResult.Failed failed = (FetchResult.Failed) f.fetch();
        assertThat(failed.code().status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(failed.reason()).isEqualTo("a content encoding that was not asked for: " + coding);
        assertThat(f.sink.bytes()).isEmpty();
    }

    @Test
    void damageIsReported() throws IOException {
        byte[] good = packed(BODY, GZIPOutputStream::new);
        byte[] bad = good.clone();
        bad[bad.length - 6] ^= 1; // the checksum
        for (byte[] sent : new byte[][] {bad, Arrays.copyOf(good, good.length / 2), {1, 2, 3}, {}}) {
            f.server.on(Fixture.PATH, Replies.ok(sent, "Content-Encoding: gzip"));
            FetchResult.Failed failed = (FetchResult.Failed) f.fetch();
            assertThat(failed.code()).isEqualTo(ResultCode.FILE_CORRUPT);
        }
    }

    @Test
    void aBrokenTransferBeginsAnew() throws IOException {
        byte[] big = Fixture.bytes(3 << 20);
        byte[] good = packed(big, GZIPOutputStream::new);
        String[] headers = {"Content-Encoding: gzip", "Accept-Ranges: bytes", "ETag: \"1\""};
        f.server.on(Fixture.PATH, Replies.sequence(Replies.broken(good, 2 << 20, headers), Replies.ok(good, headers)));
        assertThat(f.fetch()).isInstanceOf(FetchResult.Complete.class);
        assertThat(f.sink.bytes()).isEqualTo(big);
        assertThat(f.server.requests())
                .allSatisfy(r -> assertThat(r.header("Range")).isEmpty());
    }

    @Test
    void aBombStopsAtTheLimit() throws IOException {
        f.settings(Fixture.limited(1 << 20));
        byte[] bomb = packed(new byte[64 << 20], GZIPOutputStream::new);
        assertThat(bomb.length).isLessThan(1 << 20);
        f.server.on(Fixture.PATH, Replies.ok(bomb, "Content-Encoding: gzip"));
        FetchResult.Failed failed = (FetchResult.Failed) f.fetch();
        assertThat(failed.code()).isEqualTo(FetchFailure.TOO_LARGE);
        assertThat(failed.reason()).isEqualTo("larger than the limit of 1048576 bytes");
        assertThat(f.sink.bytes().length).isLessThanOrEqualTo(1 << 20);
        assertThat(f.server.requests()).hasSize(1);
    }

    @Test
    void htmlInsideIsSeen() throws IOException {
        byte[] page = packed(ScriptedServer.ascii("\n <!DOCTYPE html><p>hi"), GZIPOutputStream::new);
        f.server.on(Fixture.PATH, Replies.ok(page, "Content-Encoding: gzip"));
        assertThat(f.fetch())
                .isInstanceOfSatisfying(
                        FetchResult.Failed.class,
                        failed -> assertThat(failed.reason()).startsWith("unexpected HTML"));
        assertThat(f.sink.bytes()).isEmpty();
    }
}
