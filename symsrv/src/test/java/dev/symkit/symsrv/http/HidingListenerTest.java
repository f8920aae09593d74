// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symsrv.auth.LoginOptions;
import dev.symkit.testkit.http.Replies;
import dev.symkit.testkit.http.ScriptedServer;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stores that say back what was sent to them (symsrv.md 15.1). */
class HidingListenerTest {
    private static final String TOKEN = "t0k3n-0f-us";
    private static final String PASSWORD = "p4ssw0rd";
    private static final String PAIR = Base64.getEncoder().encodeToString(("user:" + PASSWORD).getBytes(UTF_8));

    private Fixture f;

    @BeforeEach
    void start() throws IOException {
        f = Fixture.start()
                .login(new LoginOptions(true, Optional.empty(), List.of(), Optional.empty(), Optional.empty()));
    }

    @AfterEach
    void stop() throws IOException {
        f.close();
    }

    private static ScriptedServer.Script asking(ScriptedServer.Script then) {
        return (request, out, server) -> (request.header("Authorization").isEmpty()
                        ? Replies.status(401, "WWW-Authenticate: Basic realm=\"symbols\"")
                        : then)
                .answer(request, out, server);
    }

    private FetchResult.Failed failed(String store) throws IOException {
        return (FetchResult.Failed) f.fetch(store, Fixture.FILE);
    }

    private String withPassword() {
        return f.server.url("/s").replace("://", "://user:" + PASSWORD + "@");
    }

    @Test
    void aRealmIsShownWithoutThem() throws IOException {
        f.server.on(
                Fixture.PATH,
                asking(Replies.status(
                        401, "WWW-Authenticate: Basic realm=\"it was " + PAIR + " of user:" + PASSWORD + "\"")));
        failed(withPassword());
        assertThat(f.heard.lines())
                .contains("SYMSRV:  AUTH: " + f.server.url("") + " offers Basic (realm it was *** of ***)");
        assertThat(f.heard.lines().toString()).doesNotContain(PAIR, PASSWORD);
    }

    @Test
    void aPathIsShownWithoutThem() throws IOException {
        f.server.on(Fixture.PATH, asking(Replies.redirect(302, "/x/" + PAIR + "/" + PASSWORD + "?" + PAIR)));
        f.fetch(withPassword(), Fixture.FILE);
        assertThat(f.server.paths()).contains("/x/" + PAIR + "/" + PASSWORD);
        assertThat(f.heard.lines()).contains("SYMSRV:  HTTPGET: /x/***/***");
    }

    @Test
    void aReasonIsGivenWithoutThem() throws IOException {
        f.store = f.store.withHeaders(Map.of("X-Key", TOKEN));
        f.server.on(Fixture.PATH, Replies.ok(new byte[9], "Content-Encoding: " + TOKEN));
        assertThat(failed(f.server.url("/s")).reason()).endsWith("not asked for: ***");
        assertThat(failed(f.server.url("/s?v=1&sig=" + TOKEN)).reason()).endsWith("not asked for: ***");
    }

    @Test
    void aHeaderThatOnlySaysToBeBasicIsHiddenAsItIs() throws IOException {
        f.store = f.store.withHeaders(Map.of("X-Key", "Basic !" + TOKEN));
        f.server.on(Fixture.PATH, Replies.ok(new byte[9], "Content-Encoding: !" + TOKEN));
        assertThat(failed(f.server.url("/s")).reason()).endsWith("not asked for: ***");
    }

    @Test
    void shortOnesAreWordsOfOtherTexts() throws IOException {
        f.store = f.store.withHeaders(Map.of("X-Key", "coding"));
        f.server.on(Fixture.PATH, Replies.ok(new byte[9], "Content-Encoding: br"));
        assertThat(failed(f.server.url("/s")).reason()).isEqualTo("a content encoding that was not asked for: br");
    }
}
