// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.symsrv.spi.Status;
import dev.symkit.testkit.http.Replies;
import dev.symkit.testkit.http.ScriptedServer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transfers that break (symsrv.md 8.5, 8.6). */
class ResumeTest {
    private static final int SIZE = 3 << 20;
    private static final int SENT = 2 << 20;
    private static final byte[] BODY = Fixture.bytes(SIZE);
    private static final String TAG = "\"v1\"";
    private static final String[] GOOD = {"Accept-Ranges: bytes", "ETag: " + TAG};

    private Fixture f;

    @BeforeEach
    void start() throws IOException {
        f = Fixture.start();
    }

    @AfterEach
    void stop() throws IOException {
        f.close();
    }

    private void isWhole(FetchResult result) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        FetchResult.Complete.class, c -> assertThat(c.bytes()).isEqualTo(SIZE));
        assertThat(f.sink.bytes()).isEqualTo(BODY);
    }

    private List<String> ranges() {
        return f.server.requests().stream().map(r -> r.header("Range")).toList();
    }

    @Test
    void goesOnWhereItBroke() throws IOException {
        f.server.on(Fixture.PATH, Replies.sequence(Replies.broken(BODY, SENT, GOOD), Replies.file(BODY, TAG)));
        isWhole(f.fetch());
        assertThat(ranges()).containsExactly("", "bytes=" + SENT + "-");
        ScriptedServer.Request second = f.server.requests().get(1);
        assertThat(second.header("If-Range")).isEqualTo(TAG);
        assertThat(second.header("Accept-Encoding")).isEqualTo("identity");
        assertThat(f.sink.truncations()).isZero();
    }

    @Test
    void goesOnByTheDateIfThereIsNoTag() throws IOException {
        String date = "Sun, 06 Nov 1994 08:49:37 GMT";
        f.server.on(
                Fixture.PATH,
                Replies.sequence(
                        Replies.broken(BODY, SENT, "Accept-Ranges: bytes", "ETag: W/\"v1\"", "Last-Modified: " + date),
                        Replies.file(BODY, date)));
        isWhole(f.fetch());
        assertThat(f.server.requests().get(1).header("If-Range")).isEqualTo(date);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept-Ranges: none|ETag: \"v1\"",
                "ETag: \"v1\"",
                "Accept-Ranges: bytes",
                "Accept-Ranges: bytes|ETag: W/\"v1\"",
                "Accept-Ranges: bytes|Last-Modified: yesterday",
            })
    void beginsAnewWhereItCannotGoOn(String headers) throws IOException {
        f.server.on(
                Fixture.PATH,
                Replies.sequence(Replies.broken(BODY, SENT, headers.split("\\|")), Replies.file(BODY, TAG)));
        isWhole(f.fetch());
        assertThat(ranges()).containsExactly("", "");
        assertThat(f.sink.truncations()).isEqualTo(1);
    }

    @Test
    void beginsAnewIfLittleCame() throws IOException {
        f.server.on(Fixture.PATH, Replies.sequence(Replies.broken(BODY, (1 << 20) - 1, GOOD), Replies.file(BODY, TAG)));
        isWhole(f.fetch());
        assertThat(ranges()).containsExactly("", "");
    }

    @Test
    void beginsAnewIfTheFileIsAnotherOne() throws IOException {
        byte[] old = Fixture.bytes(SIZE + 1);
        f.server.on(Fixture.PATH, Replies.sequence(Replies.broken(old, SENT, GOOD), Replies.file(BODY, "\"v2\"")));
        isWhole(f.fetch());
        assertThat(f.server.requests()).hasSize(2);
        assertThat(f.sink.truncations()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Range: bytes 0-1048575/3145728",
                "Content-Range: bytes 2097153-3145727/3145728",
                "Content-Range: bytes 2097152-3145727/3145729",
                "Content-Range: bytes 2097152-9145727/3145728",
                "Content-Range: items 2097152-3145727/3145728",
                "Content-Range: bytes 3145727-2097152/3145728",
                "Content-Range: nonsense",
                "X-None: 1",
                "Content-Encoding: gzip|Content-Range: bytes 2097152-3145727/3145728",
            })
    void beginsAnewAfterAWrongContentRange(String headers) throws IOException {
        f.server.on(
                Fixture.PATH,
                Replies.sequence(
                        Replies.broken(BODY, SENT, GOOD),
                        Replies.with(206, Arrays.copyOf(BODY, SIZE - SENT), headers.split("\\|")),
                        Replies.file(BODY, TAG)));
        isWhole(f.fetch());
        assertThat(ranges()).containsExactly("", "bytes=" + SENT + "-", "");
        assertThat(f.sink.truncations()).isEqualTo(1);
    }

    @Test
    void a416BeginsAnewOnce() throws IOException {
        f.server.on(
                Fixture.PATH,
                Replies.sequence(Replies.broken(BODY, SENT, GOOD), Replies.status(416), Replies.file(BODY, TAG)));
        isWhole(f.fetch());
        assertThat(ranges()).containsExactly("", "bytes=" + SENT + "-", "");
        f.server.on(Fixture.PATH, Replies.sequence(Replies.broken(BODY, SENT, GOOD), Replies.status(416)));
        assertThat(f.fetch()).isEqualTo(new FetchResult.Missing(ResultCode.http(416), false, false));
    }

    @Test
    void threeBrokenTransfersAreEnough() throws IOException {
        f.server.on(Fixture.PATH, Replies.broken(BODY, 1000, GOOD));
        FetchResult.Failed failed = (FetchResult.Failed) f.fetch();
        assertThat(failed.code()).isEqualTo(ResultCode.CONNECTION_RESET);
        assertThat(failed.code().status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(f.server.requests()).hasSize(3);
    }

    /** What came last may be lost with the connection, for the client may hear of its end first; what was written is not asked for again. */
    @Test
    void aPartThatBreaksAgainGoesOnFurther() throws IOException {
        f.server.on(
                Fixture.PATH,
                Replies.sequence(
                        Replies.broken(BODY, SENT, GOOD),
                        (request, out, server) -> {
                            String range = "bytes 2097152-3145727/3145728";
                            out.write(
                                    ScriptedServer.ascii("HTTP/1.1 206 X\r\nContent-Length: 1048576\r\nContent-Range: "
                                            + range + "\r\n\r\n"));
                            out.write(BODY, SENT, SENT / 4);
                            return false;
                        },
                        Replies.file(BODY, TAG)));
        isWhole(f.fetch());
        assertThat(ranges()).hasSize(3).startsWith("", "bytes=2097152-");
        String last = ranges().get(2);
        assertThat(Integer.parseInt(last.substring("bytes=".length(), last.length() - 1)))
                .isGreaterThan(SENT)
                .isLessThanOrEqualTo(SENT + SENT / 4);
    }

    @Test
    void aBodyWithoutLengthThatBreaksGoesOnToo() throws IOException {
        f.server.on(
                Fixture.PATH,
                Replies.sequence(
                        (request, out, server) -> {
                            out.write(ScriptedServer.ascii("HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n"
                                    + "Accept-Ranges: bytes\r\nETag: " + TAG + "\r\n\r\n"));
                            Replies.chunk(out, Arrays.copyOf(BODY, SENT));
                            return false;
                        },
                        Replies.file(BODY, TAG)));
        isWhole(f.fetch());
        assertThat(f.heard.lines())
                .contains("SYMSRV:  HttpQueryInfo(HTTP_QUERY_CONTENT_LENGTH): 800C2F76 - ERROR_HTTP_HEADER_NOT_FOUND");
    }

    @Test
    void aBodyThatEndsWithTheConnectionIsWhole() throws IOException {
        f.server.on(Fixture.PATH, Replies.raw("HTTP/1.1 200 X\r\n\r\nMZ abc"));
        assertThat(f.fetch()).isEqualTo(new FetchResult.Complete(6, Optional.empty()));
        assertThat(f.heard.sizes()).containsExactly(-1L);
    }

    @Test
    void whatFollowsABodyIsNeitherPartOfItNorTheNextAnswer() throws IOException {
        f.server.on(
                Fixture.PATH,
                Replies.sequence(
                        Replies.raw("HTTP/1.1 200 X\r\nContent-Length: 4\r\n\r\nMZabHTTP/1.1 200 X\r\n"
                                + "Content-Length: 4\r\n\r\nEVIL"),
                        Replies.ok(ScriptedServer.ascii("GOOD"))));
        assertThat(f.fetch()).isEqualTo(new FetchResult.Complete(4, Optional.empty()));
        assertThat(f.sink.bytes()).isEqualTo(ScriptedServer.ascii("MZab"));
        assertThat(f.fetch()).isEqualTo(new FetchResult.Complete(4, Optional.empty()));
        assertThat(f.sink.bytes()).isEqualTo(ScriptedServer.ascii("GOOD"));
    }

    @Test
    void aPartWithMoreThanTheFileIsNoFile() throws IOException {
        f.server.on(
                Fixture.PATH,
                Replies.sequence(
                        Replies.broken(BODY, SENT, GOOD),
                        Replies.with(206, new byte[SIZE], "Content-Range: bytes 2097152-3145727/3145728")));
        FetchResult.Failed failed = (FetchResult.Failed) f.fetch();
        assertThat(failed.code()).isEqualTo(FetchFailure.INVALID_RESPONSE);
        assertThat(failed.reason()).isEqualTo("more bytes came than the 3145728 that were announced");
        assertThat(f.sink.bytes().length).isLessThanOrEqualTo(SIZE);
    }
}
