// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.symsrv.spi.Status;
import dev.symkit.testkit.http.Replies;
import dev.symkit.testkit.http.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that mean harm or are broken: nothing hangs, nothing wrong is taken for a file (symsrv.md 8.2, 8.4). */
class HostileTest {
    private static final byte[] BODY = Fixture.bytes(5000);

    private Optional<Fixture> open = Optional.empty();

    private Fixture start(FakeClock clock) throws IOException {
        Fixture f = Fixture.start(clock);
        open = Optional.of(f);
        return f;
    }

    @AfterEach
    void stop() throws IOException {
        if (open.isPresent()) {
            open.get().close();
        }
    }

    private static FetchResult.Failed failed(Fixture f) throws IOException {
        FetchResult.Failed failed = (FetchResult.Failed) f.fetch();
        assertThat(failed.code().status()).isEqualTo(Status.UNAVAILABLE);
        return failed;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><html>",
                "<!doctype HTML PUBLIC>",
                "<html lang=en>",
                "  \r\n\t<HTML>",
                "\u00EF\u00BB\u00BF<html>",
            })
    void aPageWithStatus200IsNoFile(String page) throws IOException {
        Fixture f = start(FakeClock.standing());
        f.server.on(Fixture.PATH, Replies.ok(ScriptedServer.ascii(page + "x".repeat(3000))));
        assertThat(failed(f).reason()).isEqualTo("unexpected HTML from " + f.server.url(""));
        assertThat(f.sink.bytes()).isEmpty();
        assertThat(f.heard.lines()).contains("SYMSRV:  unexpected HTML from " + f.server.url(""));
        assertThat(f.server.requests()).hasSize(1);
    }

    @Test
    void aBodyThatIsCalledAPageIsNoFile() throws IOException {
        Fixture f = start(FakeClock.standing());
        f.server.on(Fixture.PATH, Replies.ok(BODY, "Content-Type: Text/HTML"));
        assertThat(failed(f).reason()).startsWith("unexpected HTML");
        assertThat(f.sink.bytes()).isEmpty();
    }

    @Test
    void aPageInDropsIsSeen() throws IOException {
        Fixture f = start(FakeClock.standing());
        f.server.on(Fixture.PATH, (request, out, server) -> {
            out.write(ScriptedServer.ascii("HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n"));
            for (char c : "<html>".toCharArray()) {
                Replies.chunk(out, new byte[] {(byte) c});
                out.flush();
            }
            out.write(ScriptedServer.ascii("0\r\n\r\n"));
            return true;
        });
        assertThat(failed(f).reason()).startsWith("unexpected HTML");
        assertThat(f.sink.bytes()).isEmpty();
    }

    @Test
    void noBytesAreGivenAsNoBytes() throws IOException {
        Fixture f = start(FakeClock.standing());
        f.server.on(Fixture.PATH, Replies.ok(new byte[0]));
        assertThat(f.fetch()).isEqualTo(new FetchResult.Complete(0, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(longs = {20L << 30, 999_999_999_999_999_999L, 10_000_000_000L})
    void aHugeFileIsRefusedAtOnce(long length) throws IOException {
        Fixture f = start(FakeClock.standing());
        if (length == 10_000_000_000L) {
            f.settings(Fixture.limited(1_000_000_000));
        }
        f.server.on(Fixture.PATH, Replies.stalling("HTTP/1.1 200 X\r\nContent-Length: " + length + "\r\n\r\nMZ"));
        assertThat(failed(f).code()).isEqualTo(FetchFailure.TOO_LARGE);
        assertThat(f.sink.bytes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "abc", "99999999999999999999999", "1e3"})
    void aLengthThatIsNoneIsABrokenAnswer(String length) throws IOException {
        Fixture f = start(FakeClock.standing());
        f.server.on(Fixture.PATH, Replies.raw("HTTP/1.1 200 X\r\nContent-Length: " + length + "\r\n\r\nMZ"));
        failed(f);
        assertThat(f.sink.bytes()).isEmpty();
    }

    @Test
    void anEndlessBodyStopsAtTheLimit() throws IOException {
        Fixture f = start(FakeClock.standing()).settings(Fixture.limited(3 << 20));
        f.server.on(Fixture.PATH, Replies.endless(BODY));
        assertThat(failed(f).code()).isEqualTo(FetchFailure.TOO_LARGE);
        assertThat(f.sink.bytes().length).isBetween(2 << 20, 3 << 20);
        assertThat(f.server.requests()).hasSize(1);
    }

    @Test
    void anEndlessBodyOfAMissIsLeft() throws IOException {
        Fixture f = start(FakeClock.standing());
        f.server.on(Fixture.PATH, (request, out, server) -> {
            out.write(ScriptedServer.ascii("HTTP/1.1 404 X\r\nTransfer-Encoding: chunked\r\n\r\n"));
            while (true) {
                Replies.chunk(out, BODY);
            }
        });
        assertThat(f.fetch()).isEqualTo(new FetchResult.Missing(ResultCode.http(404), true, false));
    }

    @Test
    void aMissWhoseBodyNeverComesIsAMiss() throws IOException {
        Fixture f = start(FakeClock.stepping(Duration.ofMillis(500)));
        f.server.on(Fixture.PATH, Replies.stalling("HTTP/1.1 404 X\r\nContent-Length: 10\r\n\r\nabc"));
        assertThat(f.fetch()).isEqualTo(new FetchResult.Missing(ResultCode.http(404), true, false));
    }

    @Test
    void aBodyThatStopsIsGivenUpAfterTheIdleTime() throws IOException {
        Fixture f = start(FakeClock.stepping(Duration.ofSeconds(10)))
                .settings(Fixture.with(Duration.ofMinutes(9), Duration.ZERO, 0, 1 << 30));
        f.server.on(Fixture.PATH, Replies.stalling("HTTP/1.1 200 X\r\nContent-Length: 10\r\n\r\nMZ"));
        FetchResult.Failed failed = failed(f);
        assertThat(failed.code()).isEqualTo(ResultCode.HTTP_TIMEOUT);
        assertThat(failed.reason()).isEqualTo("no byte within 60 s");
        assertThat(f.server.requests()).hasSize(3);
    }

    @Test
    void aDripIsGivenUp() throws IOException {
        Fixture f = start(FakeClock.stepping(Duration.ofSeconds(7)))
                .settings(Fixture.with(Duration.ofMinutes(9), Duration.ZERO, 1024, 1 << 30));
        f.server.on(Fixture.PATH, Replies.endless(new byte[] {'M'}));
        FetchResult.Failed failed = failed(f);
        assertThat(failed.code()).isEqualTo(ResultCode.HTTP_TIMEOUT);
        assertThat(failed.reason()).isEqualTo("slower than 1024 bytes in a second");
        assertThat(f.server.requests()).hasSize(1);
    }

    @Test
    void theTotalTimeLimitEndsATransfer() throws IOException {
        Fixture f = start(FakeClock.stepping(Duration.ofSeconds(7)))
                .settings(Fixture.with(Duration.ofMinutes(9), Duration.ofMinutes(5), 0, 1 << 30));
        f.server.on(Fixture.PATH, Replies.endless(BODY));
        assertThat(failed(f).reason()).isEqualTo("not done within the total time limit of 300 s");
        assertThat(f.server.requests()).hasSize(1);
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUpOnce() throws IOException {
        Fixture f = start(FakeClock.stepping(Duration.ofSeconds(10)));
        f.server.on(Fixture.PATH, Replies.stalling("HTTP/1.1 200 X\r\nX-Slow: "));
        FetchResult.Failed failed = failed(f);
        assertThat(failed.code()).isEqualTo(ResultCode.HTTP_TIMEOUT);
        assertThat(failed.reason()).isEqualTo("no answer of " + f.server.url("") + " within the time limit");
        assertThat(f.heard.lines()).contains("SYMSRV:  HttpSendRequest: 800C2EE2 - ERROR_INTERNET_TIMEOUT");
        assertThat(f.server.requests()).hasSize(1);
    }

    @Test
    void aFloodOfHeadersEnds() throws IOException {
        Fixture f = start(FakeClock.standing());
        f.server.on(Fixture.PATH, (request, out, server) -> {
            out.write(ScriptedServer.ascii("HTTP/1.1 200 X\r\n"));
            for (int i = 0; ; i++) {
                out.write(ScriptedServer.ascii("X-Flood-" + i + ": " + "x".repeat(1000) + "\r\n"));
            }
        });
        failed(f);
    }

    @Test
    void oneEndlessHeaderEnds() throws IOException {
        Fixture f = start(FakeClock.standing());
        f.server.on(Fixture.PATH, (request, out, server) -> {
            out.write(ScriptedServer.ascii("HTTP/1.1 200 X\r\nX: "));
            byte[] x = ScriptedServer.ascii("x".repeat(10_000));
            while (true) {
                out.write(x);
            }
        });
        failed(f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage\r\n\r\n", "HTTP/1.1 abc X\r\n\r\n", "SSH-2.0-x\r\n", "HTTP/1.1 200 X\r\n"})
    void whatIsNoAnswerIsABrokenConnection(String text) throws IOException {
        Fixture f = start(FakeClock.standing());
        f.server.on(Fixture.PATH, Replies.raw(text));
        assertThat(failed(f).code()).isEqualTo(ResultCode.CONNECTION_RESET);
        assertThat(f.heard.lines()).contains("SYMSRV:  HttpSendRequest: 800C2EFF - ERROR_INTERNET_CONNECTION_RESET");
        assertThat(f.clock.sleeps()).hasSize(2);
    }

    @Test
    void aResetIsABrokenConnection() throws IOException {
        Fixture f = start(FakeClock.standing());
        f.server.on(Fixture.PATH, Replies.reset());
        assertThat(failed(f).code()).isEqualTo(ResultCode.CONNECTION_RESET);
    }

    @Test
    void aClosedPortCannotBeConnected() throws IOException {
        Fixture f = start(FakeClock.standing());
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        FetchResult.Failed failed = (FetchResult.Failed) f.fetch("http://127.0.0.1:" + port + "/s", Fixture.FILE);
        assertThat(failed.code()).isEqualTo(ResultCode.CANNOT_CONNECT);
        assertThat(f.heard.lines()).contains("SYMSRV:  HttpSendRequest: 800C2EFD - ERROR_INTERNET_CANNOT_CONNECT");
        assertThat(f.clock.sleeps()).hasSize(2);
    }

    @Test
    void anUnknownNameIsSaidToBeOne() throws IOException {
        Fixture f = start(FakeClock.standing());
        FetchResult.Failed failed = (FetchResult.Failed) f.fetch("http://no-such-host.invalid/s", Fixture.FILE);
        assertThat(failed.code()).isEqualTo(ResultCode.NAME_NOT_RESOLVED);
        assertThat(failed.reason()).isEqualTo("the name of http://no-such-host.invalid is not known");
    }

    @Test
    void theUserCanStopItWhileNothingComes() throws IOException {
        Fixture f = start(FakeClock.standing());
        f.server.on(Fixture.PATH, (request, out, server) -> {
            f.heard.cancel();
            server.stall();
            return false;
        });
        assertThat(f.fetch())
                .isInstanceOfSatisfying(
                        FetchResult.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo(ResultCode.CANCELLED));
    }

    @Test
    void theUserCanStopItInTheMiddle() throws IOException {
        Fixture f = start(FakeClock.standing());
        f.heard.cancelAfter(100_000);
        f.server.on(Fixture.PATH, Replies.endless(BODY));
        assertThat(f.fetch()).isEqualTo(new FetchResult.Failed(ResultCode.CANCELLED, "cancelled"));
    }

    @Test
    void aFullDiskIsNoResultOfTheNetwork() throws IOException {
        Fixture f = start(FakeClock.standing());
        f.server.on(Fixture.PATH, Replies.ok(BODY));
        BodySink full = new BodySink() {
            @Override
            public void write(long position, ByteBuffer bytes) throws IOException {
                throw new IOException("no space left");
            }

            @Override
            public void truncate(long size) {}
        };
        FetchRequest request = new FetchRequest(f.server.url("/s"), Fixture.FILE, f.store, Optional.empty());
        assertThatThrownBy(() -> f.fetcher().fetch(request, full, f.heard)).hasMessage("no space left");
        assertThat(f.server.requests()).hasSize(1);
    }
}
