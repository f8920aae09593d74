// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.http.Replies;
import dev.symkit.testkit.http.ScriptedServer;
import dev.symkit.testkit.http.ScriptedServer.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Credentials of the packaged command reach the store and nothing else: no output with {@code --noisy --debug}, no other host (symsrv.md
 * 8.3, 10.2, 15.1).
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "starts the launcher for POSIX shells")
class FetchSecretsIT {
    private static final String USER = "us3r";
    private static final String SECRET = "s3cr3tW0rd";
    private static final String BASIC = Base64.getEncoder().encodeToString((USER + ":" + SECRET).getBytes(UTF_8));
    private static final String ALLOWED = "-Dsymsrv.auth.allowHttp=true";
    private static final String ASKS = "WWW-Authenticate: Basic realm=\"symbols\"";

    @TempDir
    Path scratch;

    private FetchBed bed;
    private ScriptedServer other;

    @BeforeEach
    void start() throws IOException {
        bed = new FetchBed(scratch);
        other = ScriptedServer.start();
    }

    @AfterEach
    void stop() throws IOException {
        bed.close();
        other.close();
    }

    /** Where the credentials are, and the header they are sent in. */
    private enum Kind {
        URL("", "Authorization", "Basic " + BASIC),
        BASIC_SETTING("auth=basic\nauth.user=" + USER + "\nauth.secretFile=", "Authorization", "Basic " + BASIC),
        BEARER("auth=bearer\nauth.secretFile=", "Authorization", "Bearer " + SECRET),
        HEADER("auth=header\nauth.secretFile=", "Authorization", SECRET),
        QUERY("", "", "");

        private final String settings;
        private final String header;
        private final String value;

        Kind(String settings, String header, String value) {
            this.settings = settings;
            this.header = header;
            this.value = value;
        }

        boolean isSentWith(Request request) {
            return this == QUERY
                    ? request.target().endsWith("?sig=" + SECRET)
                    : request.header(header).equals(value);
        }
    }

    private Run get(Kind kind, String options) throws IOException, InterruptedException {
        String url = bed.server.url("/s");
        if (kind == Kind.URL) {
            bed.store(url.replace("://", "://" + USER + ":" + SECRET + "@"));
        } else if (kind == Kind.QUERY) {
            bed.store(url + "?sig=" + SECRET);
        }
        Path secret = Files.writeString(scratch.resolve("secret"), SECRET + "\n");
        String settings = kind.settings.isEmpty() ? "" : kind.settings + secret + "\n";
        Path ini = Files.writeString(scratch.resolve("symsrv.ini"), "[store " + url + "]\n" + settings);
        Run run = bed.get(options, "--ini", ini.toString());
        assertNoSecret(run.out());
        assertNoSecret(run.err());
        return run;
    }

    private static void assertNoSecret(String text) {
        assertThat(text).doesNotContain(SECRET, BASIC, USER);
    }

    private void assertNothingReachedTheOther() {
        for (Request request : other.requests()) {
            assertNoSecret(request.target() + request.headers());
            assertThat(request.headers()).doesNotContainKeys("Authorization", "Cookie", "Referer");
        }
    }

    private ScriptedServer.Script forThoseWith(Kind kind, ScriptedServer.Script good) {
        return (request, out, server) ->
                (kind.isSentWith(request) ? good : Replies.status(401, ASKS)).answer(request, out, server);
    }

    @ParameterizedTest
    @EnumSource
    void reachTheStore(Kind kind) throws Exception {
        bed.server.on(FetchBed.PLAIN, forThoseWith(kind, Replies.ok(FetchBed.pdb())));
        bed.assertFound(get(kind, ALLOWED));
    }

    @ParameterizedTest
    @EnumSource
    void areNotShownWhenTheyAreRefused(Kind kind) throws Exception {
        bed.server.otherwise(Replies.status(401, ASKS));
        bed.assertNothing(get(kind, ALLOWED), 3, "0x80190191", "access denied: {server} answers 401");
    }

    @ParameterizedTest
    @EnumSource
    void reachNoOtherHost(Kind kind) throws Exception {
        other.on("/blob", Replies.ok(FetchBed.pdb()));
        bed.server.on(FetchBed.PLAIN, forThoseWith(kind, Replies.redirect(302, other.url("/blob"))));
        bed.assertFound(get(kind, ALLOWED));
        assertThat(other.requests()).hasSize(1);
        assertNothingReachedTheOther();
    }

    /** The other host asks for what it must not get; the name in front of the port is another one too. */
    @ParameterizedTest
    @EnumSource
    void reachNoOtherHostThatAsksForThem(Kind kind) throws Exception {
        other.otherwise(Replies.status(401, ASKS));
        String place = other.url("/s").replace("127.0.0.1", "localhost");
        bed.server.otherwise(forThoseWith(kind, Replies.redirect(307, place)));
        Run run = get(kind, ALLOWED);
        bed.assertNothing(run, 3, "0x80190191", "wants credentials of its own");
        assertThat(other.requests()).isNotEmpty();
        assertNothingReachedTheOther();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "QUERY")
    void areNotSentInTheClear(Kind kind) throws Exception {
        bed.server.otherwise(Replies.status(401, ASKS));
        Run run = get(kind, "");
        String code = kind == Kind.URL ? "0x80190191" : "0x80070005";
        bed.assertNothing(run, 3, code, "credentials are not sent");
        List<String> heads = bed.server.requests().stream()
                .map(request -> request.target() + request.headers())
                .toList();
        assertNoSecret(heads.toString());
    }

    /** A server that says back what it heard, wherever a text of a server may be shown. */
    @ParameterizedTest
    @EnumSource(names = {"URL", "BEARER"})
    void areNotShownWhenTheServerSaysThemBack(Kind kind) throws Exception {
        bed.server.otherwise((request, out, server) -> {
            String said = request.header("Authorization");
            String word = said.substring(said.indexOf(' ') + 1);
            out.write(ScriptedServer.ascii("HTTP/1.1 401 " + said + "\r\nWWW-Authenticate: " + word
                    + "x realm=\"" + said + "\"\r\nX: " + said + "\r\nContent-Length: " + said.length()
                    + "\r\n\r\n" + said));
            return true;
        });
        bed.assertNothing(get(kind, ALLOWED), 3, "0x80190191", "access denied: ");
    }

    /** The same in the path of a redirect, which is shown as the path of a request. */
    @ParameterizedTest
    @EnumSource(names = {"URL", "BEARER"})
    void areNotShownWhenTheServerRedirectsToThem(Kind kind) throws Exception {
        bed.server.otherwise((request, out, server) -> {
            String said = request.header("Authorization");
            String word = said.substring(said.indexOf(' ') + 1).replace("=", "");
            String to = said.isEmpty() ? "" : "/" + word;
            return (to.isEmpty() || request.path().equals(to) ? Replies.status(401, ASKS) : Replies.redirect(302, to))
                    .answer(request, out, server);
        });
        bed.assertNothing(get(kind, ALLOWED), 3, "0x80190191", "access denied: ");
    }
}
