// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symsrv.settings.HttpSettings;
import dev.symkit.symsrv.settings.StoreSettings;
import dev.symkit.symsrv.settings.StoreSettings.On403;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.symsrv.spi.Status;
import dev.symkit.testkit.http.Replies;
import dev.symkit.testkit.http.ScriptedServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of symsrv.md 8.1, 8.2 and 8.5. */
class StatusTest {
    private static final byte[] BODY = Fixture.bytes(5000);

    private Fixture f;

    @BeforeEach
    void start() throws IOException {
        f = Fixture.start();
    }

    @AfterEach
    void stop() throws IOException {
        f.close();
    }

    @Test
    void givesTheBodyAndItsDate() throws IOException {
        f.server.on(Fixture.PATH, Replies.ok(BODY, "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT"));
        FetchResult result = f.fetch();
        assertThat(result)
                .isEqualTo(new FetchResult.Complete(5000, Optional.of(Instant.parse("1994-11-06T08:49:37Z"))));
        assertThat(f.sink.bytes()).isEqualTo(BODY);
        assertThat(f.heard.lines())
                .containsExactly(
                        "SYMSRV:  HTTPGET: /s/a.pdb/K1/a.pdb", "SYMSRV:  HttpQueryInfo: 801900c8 - HTTP_STATUS_OK");
        assertThat(f.heard.statuses()).containsExactly(200);
        assertThat(f.heard.sizes()).containsExactly(5000L);
        assertThat(f.heard.done()).isEqualTo(5000);
    }

    /** A thread that waits for the network delays the end of a tool. */
    @Test
    void leavesNoThreadThatWaitsForTheNetwork() throws IOException {
        List<Thread> before = networkThreads();
        f.server.on(Fixture.PATH, Replies.ok(BODY));
        f.fetch();
        List<Thread> ours = networkThreads();
        ours.removeAll(before);
        assertThat(ours).hasSize(1);
        f.fetcher().close();
        assertThat(ours.get(0).isAlive()).isFalse();
    }

    private static List<Thread> networkThreads() {
        Thread[] all = new Thread[2 * Thread.activeCount()];
        int count = Thread.enumerate(all);
        return Stream.of(all)
                .limit(count)
                .filter(thread -> thread.getName().endsWith("-SelectorManager"))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    @Test
    void sendsTheHeadersOfTheSpecification() throws IOException {
        f.store = new StoreSettings(
                StoreSettings.Casing.DEFAULT,
                false,
                0,
                0xFF,
                On403.AUTO,
                StoreSettings.Ranges.AUTO,
                StoreSettings.Probe.SEQUENTIAL,
                StoreSettings.Pointers.DEFAULT,
                0,
                Map.of("X-Extra", "1"));
        f.fetcher()
                .fetch(
                        new FetchRequest(f.server.url("/s"), Fixture.FILE, f.store, Optional.of("SHA256:aa")),
                        f.sink,
                        f.heard);
        ScriptedServer.Request request = f.server.requests().get(0);
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.header("User-Agent")).isEqualTo(HttpSettings.DEFAULT.userAgent());
        assertThat(request.header("Accept")).isEqualTo("*/*");
        assertThat(request.header("Accept-Encoding")).isEqualTo("gzip");
        assertThat(request.header("Symbol-Agent-Receive-Timeout")).isEqualTo("30000");
        assertThat(request.header("SymbolChecksum")).isEqualTo("SHA256:aa");
        assertThat(request.header("X-Extra")).isEqualTo("1");
        assertThat(request.headers()).doesNotContainKeys("Upgrade", "Authorization", "Range");
    }

    @Test
    void encodesSegmentsAndKeepsTheQueryBehindTheKey() throws IOException {
        f.fetch(f.server.url("/Base%20X/s/?sig=A%2FB+C"), List.of("a b+#%?[é]|.pdb", "K1", "!$&'()*,;=@~-._"));
        assertThat(f.server.requests().get(0).target())
                .isEqualTo("/Base%20X/s/a%20b+%23%25%3F%5B%C3%A9%5D%7C.pdb/K1/!$&'()*,;=@~-._?sig=A%2FB+C");
        assertThat(f.heard.lines().toString()).doesNotContain("sig").doesNotContain("A%2FB");
    }

    @ParameterizedTest
    @CsvSource({
        "404, true",
        "410, true",
        "204, false",
        "205, false",
        "304, false",
        "400, false",
        "402, false",
        "405, false",
        "406, false",
        "409, false",
        "411, false",
        "418, false",
        "451, false",
    })
    void isAMiss(int status, boolean definitive) throws IOException {
        f.server.on(Fixture.PATH, Replies.status(status));
        assertThat(f.fetch()).isEqualTo(new FetchResult.Missing(ResultCode.http(status), definitive, false));
        assertThat(f.server.requests()).hasSize(1);
        assertThat(ResultCode.http(status).status()).isEqualTo(Status.MISS);
    }

    @Test
    void hearsThatTheStoreHasTheKeyInNoForm() throws IOException {
        f.server.on(Fixture.PATH, Replies.status(404, "X-Symbol-Miss: all"));
        assertThat(f.fetch()).isEqualTo(new FetchResult.Missing(ResultCode.http(404), true, true));
        assertThat(f.heard.lines()).contains("SYMSRV:  HttpQueryInfo: 80190194 - HTTP_STATUS_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void triesThreeTimesAndNeverCallsItAMiss(int status) throws IOException {
        f.server.on(Fixture.PATH, Replies.status(status));
        FetchResult.Failed failed = (FetchResult.Failed) f.fetch();
        assertThat(failed.code()).isEqualTo(ResultCode.http(status));
        assertThat(failed.code().status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(failed.reason()).isEqualTo(f.server.url("") + " answers " + status);
        assertThat(f.server.requests()).hasSize(3);
        assertThat(f.clock.sleeps()).containsExactly(Duration.ofMillis(300), Duration.ofMillis(500));
    }

    @ParameterizedTest
    @ValueSource(ints = {501, 505, 507, 599})
    void otherServerErrorsAreNotTriedAgain(int status) throws IOException {
        f.server.on(Fixture.PATH, Replies.status(status));
        assertThat(f.fetch())
                .isInstanceOfSatisfying(
                        FetchResult.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo(ResultCode.http(status)));
        assertThat(f.server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 203, 206, 300, 305, 306})
    void whatNobodyAskedForIsNoFile(int status) throws IOException {
        f.server.on(Fixture.PATH, Replies.with(status, BODY));
        FetchResult.Failed failed = (FetchResult.Failed) f.fetch();
        assertThat(failed.code()).isEqualTo(FetchFailure.INVALID_RESPONSE);
        assertThat(failed.code().status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(f.sink.bytes()).isEmpty();
    }

    @Test
    void goesOnAfterAPassingError() throws IOException {
        f.server.on(Fixture.PATH, Replies.sequence(Replies.status(503), Replies.reset(), Replies.ok(BODY)));
        assertThat(f.fetch()).isInstanceOf(FetchResult.Complete.class);
        assertThat(f.sink.bytes()).isEqualTo(BODY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7|PT7S",
                "0|PT0S",
                "600|PT30S",
                "Sun, 29 Nov 2026 12:00:20 GMT|PT20S",
                "Sun, 29 Nov 2020 12:00:20 GMT|PT0S",
                "Sun, 29 Nov 2099 12:00:20 GMT|PT30S",
                "soon|PT0.3S",
            })
    void honoursRetryAfter(String value, Duration pause) throws IOException {
        f.server.on(Fixture.PATH, Replies.sequence(Replies.status(503, "Retry-After: " + value), Replies.ok(BODY)));
        assertThat(f.fetch()).isInstanceOf(FetchResult.Complete.class);
        assertThat(f.clock.sleeps()).containsExactly(pause);
    }

    @Test
    void warnsOfABadRequestOnce() throws IOException {
        f.server.otherwise(Replies.status(400));
        f.fetch();
        f.fetch();
        assertThat(f.warnings).containsExactly(f.server.url("") + " answers 400: it cannot make sense of a request");
    }

    @Test
    void threeKeysWithNothingBut403SuspendTheStore() throws IOException {
        f.server.otherwise(Replies.status(403));
        assertThat(f.fetch(f.server.url("/s"), List.of("index2.txt"))).isInstanceOf(FetchResult.Missing.class);
        for (String leaf : List.of("a.pdb", "a.pd_", "file.ptr")) {
            assertThat(f.fetch(f.server.url("/s"), List.of("a.pdb", "K1", leaf)))
                    .isEqualTo(new FetchResult.Missing(ResultCode.http(403), false, false));
        }
        assertThat(f.fetch(f.server.url("/s"), List.of("b.pdb", "K1", "b.pdb")))
                .isInstanceOf(FetchResult.Missing.class);
        FetchResult third = f.fetch(f.server.url("/s"), List.of("a.pdb", "K2", "a.pdb"));
        assertThat(third)
                .isEqualTo(new FetchResult.Failed(
                        ResultCode.http(403), "access denied: " + f.server.url("") + " answers 403"));
        int asked = f.server.requests().size();
        assertThat(f.fetch(f.server.url("/s"), List.of("a.pdb", "K3", "a.pdb"))).isEqualTo(third);
        assertThat(f.server.requests()).hasSize(asked);
        f.fetcher().reset();
        assertThat(f.fetch(f.server.url("/s"), List.of("a.pdb", "K3", "a.pdb")))
                .isInstanceOf(FetchResult.Missing.class);
        assertThat(f.server.requests()).hasSize(asked + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404})
    void oneOtherAnswerShowsThat403MeansAMiss(int status) throws IOException {
        f.server.otherwise(Replies.status(403)).on("/s/b.pdb/K0/b.pdb", Replies.status(status));
        f.fetch(f.server.url("/s"), List.of("b.pdb", "K0", "b.pdb"));
        for (int i = 1; i < 6; i++) {
            assertThat(f.fetch(f.server.url("/s"), List.of("a.pdb", "K" + i, "a.pdb")))
                    .isInstanceOf(FetchResult.Missing.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"MISS, false", "DENY, true"})
    void the403RuleCanBeSet(On403 rule, boolean denied) throws IOException {
        f.store = new StoreSettings(
                StoreSettings.Casing.DEFAULT,
                false,
                0,
                0xFF,
                rule,
                StoreSettings.Ranges.AUTO,
                StoreSettings.Probe.SEQUENTIAL,
                StoreSettings.Pointers.DEFAULT,
                0,
                Map.of());
        f.server.otherwise(Replies.status(403));
        for (int i = 1; i < 6; i++) {
            assertThat(f.fetch(f.server.url("/s"), List.of("a.pdb", "K" + i, "a.pdb")))
                    .isInstanceOf(denied ? FetchResult.Failed.class : FetchResult.Missing.class);
        }
        assertThat(f.server.requests()).hasSize(denied ? 1 : 5);
    }

    @Test
    void waitsForAStoreThatIsBusy() throws IOException {
        f.server.on(
                Fixture.PATH,
                Replies.sequence(
                        Replies.status(404, "Symbol-Agent-Status: 0x80070512"),
                        Replies.status(200, "Symbol-Agent-Status: 0x80070512", "Retry-After: 4"),
                        Replies.ok(BODY)));
        assertThat(f.fetch()).isInstanceOf(FetchResult.Complete.class);
        assertThat(f.clock.sleeps()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(4));
        assertThat(f.server.connections()).isEqualTo(1);
    }

    @Test
    void givesUpOnAStoreThatStaysBusy() throws IOException {
        f.server.on(Fixture.PATH, Replies.status(503, "Symbol-Agent-Status: 0x80070512"));
        FetchResult.Failed failed = (FetchResult.Failed) f.fetch();
        assertThat(failed.code()).isEqualTo(ResultCode.APP_HANG);
        assertThat(failed.code().status()).isEqualTo(Status.RETRY_LATER);
        assertThat(f.server.requests()).hasSize(21);
    }

    @Test
    void theTotalLimitHoldsForABusyStoreToo() throws IOException {
        f.settings(Fixture.with(Duration.ofSeconds(30), Duration.ofSeconds(5), 0, 1 << 20));
        f.server.on(Fixture.PATH, Replies.status(503, "Symbol-Agent-Status: 0x80070512", "Retry-After: 3"));
        assertThat(f.fetch())
                .isInstanceOfSatisfying(
                        FetchResult.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo(ResultCode.HTTP_TIMEOUT));
        assertThat(f.clock.sleeps()).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(2));
    }

    @Test
    void aTextThatIsNoUrlOfAStoreIsNotAsked() throws IOException {
        for (String url : List.of("ftp://h/s", "https:///s", "https://h:99999/s", "h", "https://a b/s")) {
            assertThat(f.fetch(url, Fixture.FILE)).isInstanceOf(FetchResult.Failed.class);
        }
        assertThat(f.server.requests()).isEmpty();
    }
}
