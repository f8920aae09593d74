// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symsrv.auth.LoginOptions;
import dev.symkit.symsrv.settings.AuthSettings;
import dev.symkit.symsrv.settings.StoreSettings;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.symsrv.spi.Status;
import dev.symkit.testkit.http.Replies;
import dev.symkit.testkit.http.ScriptedServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of symsrv.md 8.3. */
class RedirectTest {
    private static final byte[] BODY = Fixture.bytes(3000);
    private static final byte[] PAGE = ScriptedServer.ascii("<html>log in</html>");

    private Fixture f;
    private ScriptedServer other;

    @BeforeEach
    void start() throws IOException {
        f = Fixture.start();
        other = ScriptedServer.start();
    }

    @AfterEach
    void stop() throws IOException {
        f.close();
        other.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void isFollowedWithoutAnythingSecret(int status) throws IOException {
        f.login(new LoginOptions(true, Optional.empty(), List.of(), Optional.empty(), Optional.empty()))
                .environment(Map.of("TOKEN", "s3cret"))
                .settings(Fixture.limited(BODY.length));
        f.store = new StoreSettings(
                        StoreSettings.Casing.DEFAULT,
                        false,
                        0,
                        0xFF,
                        StoreSettings.On403.AUTO,
                        StoreSettings.Ranges.AUTO,
                        StoreSettings.Probe.SEQUENTIAL,
                        StoreSettings.Pointers.DEFAULT,
                        0,
                        Map.of("X-Api-Key", "k3y", "Cookie", "c=1"))
                .withAuth(new AuthSettings(
                        AuthSettings.Kind.BEARER, "", Optional.empty(), Optional.of("TOKEN"), Optional.empty()));
        f.server.on(Fixture.PATH, Replies.redirect(status, other.url("/blob/1?sig=abc")));
        other.on("/blob/1", Replies.ok(BODY));
        assertThat(f.fetch()).isInstanceOf(FetchResult.Complete.class);
        assertThat(f.sink.bytes()).isEqualTo(BODY);
        ScriptedServer.Request first = f.server.requests().get(0);
        assertThat(first.header("Authorization")).isEqualTo("Bearer s3cret");
        assertThat(first.header("X-Api-Key")).isEqualTo("k3y");
        ScriptedServer.Request second = other.requests().get(0);
        assertThat(second.method()).isEqualTo("GET");
        assertThat(second.target()).isEqualTo("/blob/1?sig=abc");
        assertThat(second.headers())
                .doesNotContainKeys("Authorization", "X-Api-Key", "Cookie", "Referer")
                .containsKeys("User-Agent");
        assertThat(f.heard.lines().toString())
                .doesNotContain("s3cret")
                .doesNotContain("k3y")
                .doesNotContain("sig");
        String blob = other.url("/blob/1?***");
        assertThat(f.heard.lines().stream().filter(line -> line.startsWith("SYMSRV:  HTTP: ")))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches(quoted("GET " + f.server.url(Fixture.PATH) + " - " + status + " to " + blob)
                                        + "(, 0 bytes)?, \\d+ ms"),
                        line -> assertThat(line).matches(quoted("GET " + blob + " - 200, 3000 bytes") + ", \\d+ ms"),
                        line -> assertThat(line).matches(quoted("3000 bytes received") + ", \\d+ ms"));
    }

    private static String quoted(String text) {
        return Pattern.quote("SYMSRV:  HTTP: " + text);
    }

    @Test
    void withinTheOriginKeepsCredentials() throws IOException {
        f.login(new LoginOptions(true, Optional.empty(), List.of(), Optional.empty(), Optional.empty()))
                .environment(Map.of("TOKEN", "s3cret"));
        f.store = StoreSettings.DEFAULT.withAuth(new AuthSettings(
                AuthSettings.Kind.BEARER, "", Optional.empty(), Optional.of("TOKEN"), Optional.empty()));
        f.server
                .on(Fixture.PATH, Replies.redirect(302, "../moved%20here?x=1#f"))
                .on("/s/a.pdb/moved%20here", Replies.ok(BODY));
        assertThat(f.fetch()).isInstanceOf(FetchResult.Complete.class);
        assertThat(f.server.requests().get(1).target()).isEqualTo("/s/a.pdb/moved%20here?x=1");
        assertThat(f.server.requests().get(1).header("Authorization")).isEqualTo("Bearer s3cret");
    }

    @Test
    void toAPlaceWithUserInfoSendsNone() throws IOException {
        f.server.on(Fixture.PATH, Replies.redirect(302, "http://u:p@" + other.authority() + "/x"));
        other.on("/x", Replies.status(401, "WWW-Authenticate: Basic realm=\"x\""));
        FetchResult.Failed failed = (FetchResult.Failed) f.fetch();
        assertThat(failed.code()).isEqualTo(ResultCode.http(401));
        assertThat(failed.reason()).contains("to which").doesNotContain("u:p");
        assertThat(other.requests()).hasSize(1);
        assertThat(other.requests().get(0).headers()).doesNotContainKey("Authorization");
    }

    @Test
    void tenAreFollowedElevenAreNot() throws IOException {
        for (int i = 1; i <= 11; i++) {
            f.server.on("/r" + i, Replies.redirect(302, "/r" + (i + 1)));
        }
        f.server.on("/r10", Replies.ok(BODY)).on(Fixture.PATH, Replies.redirect(302, "/r1"));
        assertThat(f.fetch()).isInstanceOf(FetchResult.Complete.class);
        f.server.on("/r10", Replies.redirect(302, "/r11")).on("/r11", Replies.ok(BODY));
        FetchResult.Failed failed = (FetchResult.Failed) f.fetch();
        assertThat(failed.code()).isEqualTo(FetchFailure.REDIRECT_FAILED);
        assertThat(failed.code().status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(failed.reason()).endsWith("redirects more than 10 times");
    }

    @Test
    void inACircleEnds() throws IOException {
        f.server.on(Fixture.PATH, Replies.redirect(302, Fixture.PATH));
        assertThat(f.fetch()).isInstanceOf(FetchResult.Failed.class);
        assertThat(f.server.requests()).hasSize(11);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "FILE:/etc/passwd",
                "ftp://127.0.0.1/x",
                "jar:file:/x!/y",
                "data:text/plain,x",
                "http:///x",
                "http://127.0.0.1:99999/x",
                "mailto:a@b",
                "http://[::1/x",
                "",
            })
    void toAnythingButHttpIsRefused(String location) throws IOException {
        f.server.on(Fixture.PATH, Replies.redirect(302, location));
        FetchResult.Failed failed = (FetchResult.Failed) f.fetch();
        assertThat(failed.code()).isEqualTo(FetchFailure.REDIRECT_FAILED);
        assertThat(failed.reason()).isEqualTo(f.server.url("") + " redirects to something that is not http or https");
        assertThat(f.sink.bytes()).isEmpty();
    }

    @Test
    void withoutATargetIsRefused() throws IOException {
        f.server.on(Fixture.PATH, Replies.status(302));
        assertThat(f.fetch()).isInstanceOf(FetchResult.Failed.class);
    }

    @Test
    void toASignInPageIsAccessDenied() throws IOException {
        f.server.on(Fixture.PATH, Replies.redirect(302, other.url("/_signin?realm=x")));
        other.on("/_signin", Replies.ok(PAGE, "Content-Type: text/html; charset=utf-8"));
        FetchResult.Failed failed = (FetchResult.Failed) f.fetch();
        assertThat(failed.code()).isEqualTo(ResultCode.ACCESS_DENIED);
        assertThat(failed.reason()).endsWith("redirects to a sign-in page");
        assertThat(f.sink.bytes()).isEmpty();
    }

    @Test
    void toAnotherPageIsUnexpectedHtml() throws IOException {
        f.server.on(Fixture.PATH, Replies.redirect(302, other.url("/portal")));
        other.on("/portal", Replies.ok(PAGE));
        FetchResult.Failed failed = (FetchResult.Failed) f.fetch();
        assertThat(failed.code().status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(failed.reason()).isEqualTo("unexpected HTML from " + other.url(""));
    }

    @Test
    void toA404IsAMiss() throws IOException {
        f.server.on(Fixture.PATH, Replies.redirect(302, other.url("/gone")));
        assertThat(f.fetch()).isEqualTo(new FetchResult.Missing(ResultCode.http(404), true, false));
    }
}
