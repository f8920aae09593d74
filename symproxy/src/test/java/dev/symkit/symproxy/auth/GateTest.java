// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.symkit.path.IniFile;
import dev.symkit.symproxy.config.ConfigLoader;
import dev.symkit.symproxy.serve.Access;
import dev.symkit.symproxy.serve.Access.Role;
import dev.symkit.symproxy.web.Request;
import dev.symkit.symproxy.web.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
    private static final String WRONG = "a".repeat(32);

    @TempDir
    Path directory;

    private final FakeTime time = new FakeTime();
    private final List<String> failed = new ArrayList<>();

    private Gate gate(String... lines) throws IOException {
        String text = String.join("\n", lines);
        String whole = (text.contains("[server]") ? text : "[auth]\n" + text) + "\n[directory x]\npath = x\n";
        ConfigLoader.Loaded loaded = new ConfigLoader(Map.of()).load(IniFile.parse(whole, "t.ini"), List.of());
        assertThat(loaded.problems()).isEmpty();
        return Gate.of(loaded.configuration(), directory, failed::add, time, time);
    }

    private String token(Role role) throws IOException {
        return tokens().create(role.name().toLowerCase(Locale.ROOT), role, time.instant(), Duration.ofDays(1));
    }

    private TokensFile tokens() {
        return new TokensFile(directory.resolve("tokens.db"));
    }

    private String user(String name, String password, BCrypt.Version version) throws IOException {
        Path file = directory.resolve("users");
        String hash = BCrypt.with(version).hashToString(4, password.toCharArray());
        Files.writeString(file, "# users\n" + name + ":" + hash + "\n");
        return "usersFile = " + file;
    }

    private static Access.Decision decide(Gate gate, Role role, Request request) {
        return gate.decide(role, request, Optional.empty());
    }

    private static int status(Access.Decision decision) {
        return decision.refusal().map(Response::status).orElse(200);
    }

    private static List<String> challenges(Access.Decision decision) {
        return decision.refusal().stream()
                .flatMap(response -> response.headers().stream())
                .filter(header -> header.name().equals("WWW-Authenticate"))
                .map(Response.Header::value)
                .toList();
    }

    @Test
    void whatEverybodyMayAllocatesNothing() throws IOException {
        Gate gate = gate("read = anonymous");

        assertThat(decide(gate, Role.READ, Sent.bare())).isSameAs(Access.Decision.ANYBODY);
        assertThat(decide(gate, Role.READ, Sent.with("Auth-Token", WRONG))).isSameAs(Access.Decision.ANYBODY);
        assertThat(failed).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "READ, READ, 200",
        "READ, UPLOAD, 403",
        "READ, ADMIN, 403",
        "UPLOAD, READ, 200",
        "UPLOAD, UPLOAD, 200",
        "UPLOAD, ADMIN, 403",
        "ADMIN, READ, 200",
        "ADMIN, UPLOAD, 200",
        "ADMIN, ADMIN, 200"
    })
    void aRoleAllowsWhatIsLessToo(Role has, Role wants, int status) throws IOException {
        String secret = token(has);
        Access.Decision decision = decide(gate("read = token"), wants, Sent.with("Authorization", "Bearer " + secret));

        assertThat(status(decision)).isEqualTo(status);
        assertThat(decision.user()).isEqualTo(status == 200 ? has.name().toLowerCase(Locale.ROOT) : "");
    }

    @Test
    void aTokenComesByEveryWay() throws IOException {
        String secret = token(Role.READ);
        Gate gate = gate("read = token", "tokenInPath = on");

        assertThat(status(decide(gate, Role.READ, Sent.with("Auth-Token", secret))))
                .isEqualTo(200);
        assertThat(status(decide(gate, Role.READ, Sent.with("Auth-Token", secret + "-build agent 7"))))
                .isEqualTo(200);
        assertThat(status(decide(gate, Role.READ, Sent.with("authorization", "bearer  " + secret))))
                .isEqualTo(200);
        assertThat(status(decide(gate, Role.READ, Sent.basic("anybody", secret))))
                .isEqualTo(200);
        assertThat(status(decide(gate, Role.READ, Sent.basic("", secret.toUpperCase(Locale.ROOT)))))
                .isEqualTo(200);
        assertThat(status(gate.decide(Role.READ, Sent.bare(), Optional.of(secret))))
                .isEqualTo(200);
        assertThat(failed).isEmpty();
    }

    @Test
    void aTokenInThePathCountsOnlyWhereItMay() throws IOException {
        String secret = token(Role.READ);
        Gate gate = gate("read = token");

        assertThat(status(gate.decide(Role.READ, Sent.bare(), Optional.of(secret))))
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "Bearer", "Bearer ", "Basic", "Basic !", "Basic eA==", "Digest a=b", "Bearer ü"})
    void whatIsNoCredentialIs401(String value) throws IOException {
        token(Role.READ);
        Gate gate = gate("read = basic,token", user("joe", "secret", BCrypt.Version.VERSION_2Y));

        assertThat(status(decide(gate, Role.READ, Sent.with("Authorization", value))))
                .isEqualTo(401);
        assertThat(failed).hasSize(1).doesNotContain("none");
    }

    @Test
    void aWrongTokenIs401AndTold() throws IOException {
        token(Role.READ);
        Gate gate = gate("read = token", "tokenInPath = on");

        assertThat(status(decide(gate, Role.READ, Sent.with("Auth-Token", WRONG))))
                .isEqualTo(401);
        assertThat(status(decide(gate, Role.READ, Sent.with("Authorization", "Bearer " + WRONG))))
                .isEqualTo(401);
        assertThat(status(decide(gate, Role.READ, Sent.basic("x", WRONG)))).isEqualTo(401);
        assertThat(status(gate.decide(Role.READ, Sent.bare(), Optional.of(WRONG))))
                .isEqualTo(401);
        assertThat(status(decide(gate, Role.READ, Sent.bare()))).isEqualTo(401);
        assertThat(failed).containsExactly("auth-token", "bearer", "basic", "path", "none");
    }

    @Test
    void theChallengeNamesWhatIsTaken() throws IOException {
        String basic = "Basic realm=\"symbols\"";
        String bearer = "Bearer realm=\"symbols\"";

        assertThat(challenges(decide(gate("read = token"), Role.READ, Sent.bare())))
                .containsExactly(basic, bearer);
        assertThat(challenges(decide(gate("read = basic"), Role.READ, Sent.bare())))
                .containsExactly(basic);
        assertThat(challenges(decide(gate("read = mtls"), Role.READ, Sent.bare())))
                .isEmpty();
        assertThat(challenges(decide(gate("read = mtls, basic"), Role.READ, Sent.bare())))
                .containsExactly(basic);
    }

    @Test
    void aRefusalIsNotKept() throws IOException {
        Optional<Response> refusal =
                decide(gate("read = token"), Role.READ, Sent.bare()).refusal();

        assertThat(refusal.orElseThrow().header("Cache-Control")).contains("no-store");
    }

    @Test
    void anExpiredTokenIsWrong() throws IOException {
        String secret = token(Role.READ);
        Gate gate = gate("read = token");
        time.pass(Duration.ofDays(1).minusSeconds(1));
        assertThat(status(decide(gate, Role.READ, Sent.with("Auth-Token", secret))))
                .isEqualTo(200);
        time.pass(Duration.ofSeconds(1));

        assertThat(status(decide(gate, Role.READ, Sent.with("Auth-Token", secret))))
                .isEqualTo(401);
    }

    @Test
    void newAndRevokedTokensCountASecondLater() throws IOException {
        Gate gate = gate("read = token");
        String secret = token(Role.READ);
        Request request = Sent.with("Auth-Token", secret);
        assertThat(status(decide(gate, Role.READ, request))).isEqualTo(401);
        time.pass(Duration.ofSeconds(1));
        assertThat(status(decide(gate, Role.READ, request))).isEqualTo(200);

        tokens().revoke("read");
        assertThat(status(decide(gate, Role.READ, request))).isEqualTo(200);
        time.pass(Duration.ofSeconds(1));
        assertThat(status(decide(gate, Role.READ, request))).isEqualTo(401);
    }

    @Test
    void aFileThatGoesBadChangesNothing() throws IOException {
        String secret = token(Role.READ);
        Gate gate = gate("read = token");
        Files.writeString(tokens().path(), "rubbish");
        time.pass(Duration.ofSeconds(5));

        assertThat(status(decide(gate, Role.READ, Sent.with("Auth-Token", secret))))
                .isEqualTo(200);
    }

    @Test
    void aFileThatIsBadAtTheStartIsToldOf() throws IOException {
        Files.writeString(tokens().path(), "rubbish");

        assertThatThrownBy(() -> gate("read = token"))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("tokens.db:1: 1 fields instead of 6");
        assertThatThrownBy(() -> gate("read = basic", "tokensFile = none", "usersFile = " + directory.resolve("no")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no");
    }

    @Test
    void theLastUseIsWrittenOnceAnHour() throws IOException {
        String secret = token(Role.READ);
        Gate gate = gate("read = token");
        time.pass(Duration.ofSeconds(10));
        decide(gate, Role.READ, Sent.with("Auth-Token", secret));
        assertThat(tokens().read().get(0).lastUse()).contains(FakeTime.START.plusSeconds(10));

        time.pass(Duration.ofMinutes(59));
        decide(gate, Role.READ, Sent.with("Auth-Token", secret));
        assertThat(tokens().read().get(0).lastUse()).contains(FakeTime.START.plusSeconds(10));

        time.pass(Duration.ofMinutes(1));
        decide(gate, Role.READ, Sent.with("Auth-Token", secret));
        assertThat(tokens().read().get(0).lastUse()).contains(FakeTime.START.plusSeconds(3610));
    }

    static Stream<BCrypt.Version> versions() {
        return Stream.of(BCrypt.Version.VERSION_2A, BCrypt.Version.VERSION_2B, BCrypt.Version.VERSION_2Y);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void aUserOfEachKindOfHashIsLetIn(BCrypt.Version version) throws IOException {
        Gate gate = gate("read = basic", user("joe", "pässword:1", version));

        Access.Decision decision = decide(gate, Role.READ, Sent.basic("joe", "pässword:1"));
        assertThat(status(decision)).isEqualTo(200);
        assertThat(decision.user()).isEqualTo("joe");
        assertThat(status(decide(gate, Role.READ, Sent.basic("joe", "wrong")))).isEqualTo(401);
        assertThat(status(decide(gate, Role.READ, Sent.basic("jane", "pässword:1"))))
                .isEqualTo(401);
    }

    @Test
    void aUserWhoMayNotIsForbidden() throws IOException {
        Gate gate = gate("read = basic", user("joe", "secret", BCrypt.Version.VERSION_2Y));

        assertThat(status(decide(gate, Role.UPLOAD, Sent.basic("joe", "secret"))))
                .isEqualTo(403);
        assertThat(status(decide(gate, Role.UPLOAD, Sent.basic("joe", "wrong"))))
                .isEqualTo(401);
    }

    @Test
    void aNewPasswordCountsThoughTheOldOneIsRemembered() throws IOException {
        Gate gate = gate("read = basic", user("joe", "old", BCrypt.Version.VERSION_2Y));
        assertThat(status(decide(gate, Role.READ, Sent.basic("joe", "old")))).isEqualTo(200);
        assertThat(status(decide(gate, Role.READ, Sent.basic("joe", "newer")))).isEqualTo(401);

        user("joe", "newer", BCrypt.Version.VERSION_2Y);
        time.pass(Duration.ofSeconds(1));
        assertThat(status(decide(gate, Role.READ, Sent.basic("joe", "old")))).isEqualTo(401);
        assertThat(status(decide(gate, Role.READ, Sent.basic("joe", "newer")))).isEqualTo(200);
    }

    @Test
    void otherHashesAreLeftOut() throws IOException {
        Path file = directory.resolve("users");
        Files.writeString(file, "a:{SHA}VBPuJHI7uixaa6LQGWx4s+5GKNE=\nb:plain\nc\nd:$2y$31$" + "a".repeat(53) + "\n");
        Gate gate = gate("read = basic", "usersFile = " + file);

        assertThat(status(decide(gate, Role.READ, Sent.basic("a", "myPassword"))))
                .isEqualTo(401);
        assertThat(status(decide(gate, Role.READ, Sent.basic("b", "plain")))).isEqualTo(401);
        assertThat(status(decide(gate, Role.READ, Sent.basic("d", "x")))).isEqualTo(401);
    }

    @Test
    void beyond72BytesAPasswordDoesNotCount() throws IOException {
        Gate gate = gate("read = basic", user("joe", "x".repeat(72), BCrypt.Version.VERSION_2B));

        assertThat(status(decide(gate, Role.READ, Sent.basic("joe", "x".repeat(5000)))))
                .isEqualTo(200);
        assertThat(status(decide(gate, Role.READ, Sent.basic("joe", "x".repeat(60)))))
                .isEqualTo(401);
    }

    @Test
    void aTokenIsAPasswordWhereOnlyBasicIsTaken() throws IOException {
        String secret = token(Role.READ);
        Gate gate = gate("read = basic");

        assertThat(status(decide(gate, Role.READ, Sent.basic("x", secret)))).isEqualTo(200);
        assertThat(status(decide(gate, Role.READ, Sent.with("Authorization", "Bearer " + secret))))
                .isEqualTo(401);
    }

    @Test
    void aCertificateLetsInWhereItCounts() throws IOException {
        Sent request = Sent.bare().certified("CN=agent");

        Access.Decision decision = decide(gate("read = token, mtls"), Role.READ, request);
        assertThat(status(decision)).isEqualTo(200);
        assertThat(decision.user()).isEqualTo("CN=agent");
        assertThat(status(decide(gate("read = token"), Role.READ, request))).isEqualTo(401);
    }

    @Test
    void anyOfSeveralIsEnough() throws IOException {
        Sent request = Sent.with("Auth-Token", WRONG).certified("CN=agent");

        assertThat(status(decide(gate("read = token, mtls"), Role.READ, request)))
                .isEqualTo(200);
        assertThat(failed).isEmpty();
    }

    @Test
    void whoMayNotReadSeesNothingIfThatIsHidden() throws IOException {
        String secret = token(Role.READ);
        Gate gate = gate("read = token", "hide = on");

        Access.Decision hidden = decide(gate, Role.READ, Sent.with("Auth-Token", WRONG));
        assertThat(status(hidden)).isEqualTo(404);
        assertThat(challenges(hidden)).isEmpty();
        assertThat(status(decide(gate, Role.UPLOAD, Sent.bare()))).isEqualTo(401);
        assertThat(status(decide(gate, Role.UPLOAD, Sent.with("Auth-Token", secret))))
                .isEqualTo(403);
    }

    @Test
    void aClientThatAsksTooMuchWaits() throws IOException {
        Gate gate = gate("[server]", "ratePerIp = 2", "burstPerIp = 3");
        for (int i = 0; i < 3; i++) {
            assertThat(gate.tooMany("127.0.0.1")).isEmpty();
        }
        assertThat(gate.tooMany("127.0.0.1")).contains(Duration.ofMillis(500));
        assertThat(gate.tooMany("127.0.0.2")).isEmpty();

        time.pass(Duration.ofMillis(250));
        assertThat(gate.tooMany("127.0.0.1")).contains(Duration.ofMillis(250));
        time.pass(Duration.ofMillis(250));
        assertThat(gate.tooMany("127.0.0.1")).isEmpty();
        assertThat(gate.tooMany("127.0.0.1")).isPresent();
    }

    @Test
    void aBucketHoldsNoMoreThanTheBurst() throws IOException {
        Gate gate = gate("[server]", "ratePerIp = 100", "burstPerIp = 3");
        for (int i = 0; i < 3; i++) {
            assertThat(gate.tooMany("::1")).isEmpty();
        }
        time.pass(Duration.ofHours(1));
        for (int i = 0; i < 3; i++) {
            assertThat(gate.tooMany("::1")).isEmpty();
        }
        assertThat(gate.tooMany("::1")).isPresent();
    }

    @Test
    void noRateIsNoLimit() throws IOException {
        Gate gate = gate("[server]", "ratePerIp = 0", "burstPerIp = 1");
        for (int i = 0; i < 100; i++) {
            assertThat(gate.tooMany("10.0.0.1")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.1 | X-Forwarded-For | 203.0.113.9 | 203.0.113.9",
                "10.0.0.1 | X-Forwarded-For | 1.2.3.4, 203.0.113.9, 10.2.2.2 | 203.0.113.9",
                "10.0.0.1 | X-Forwarded-For | 10.3.3.3, 10.2.2.2 | 10.3.3.3",
                "10.0.0.1 | X-Forwarded-For | 203.0.113.9:4711 | 203.0.113.9",
                "10.0.0.1 | X-Forwarded-For | [2001:db8::9]:80 | 2001:db8:0:0:0:0:0:9",
                "10.0.0.1 | X-Forwarded-For | 2001:db8::9 | 2001:db8:0:0:0:0:0:9",
                "10.0.0.1 | X-Forwarded-For | 1.2.3.4, unknown | 10.0.0.1",
                "10.0.0.1 | X-Forwarded-For | 1.2.3.4, evil.example, 10.2.2.2 | 10.2.2.2",
                "10.0.0.1 | X-Forwarded-For | 1.2.3.256 | 10.0.0.1",
                "fd00::1 | X-Forwarded-For | 203.0.113.9 | 203.0.113.9",
                "11.0.0.1 | X-Forwarded-For | 203.0.113.9 | 11.0.0.1",
                "fc00::1 | X-Forwarded-For | 203.0.113.9 | fc00::1",
                "10.0.0.1 | Forwarded | for=192.0.2.60;proto=http;by=203.0.113.43 | 192.0.2.60",
                "10.0.0.1 | Forwarded | For=\"[2001:db8:cafe::17]:4711\" | 2001:db8:cafe:0:0:0:0:17",
                "10.0.0.1 | Forwarded | for=192.0.2.43, proto=http;for=10.9.9.9 | 192.0.2.43",
                "10.0.0.1 | Forwarded | for=192.0.2.43, for=_hidden | 10.0.0.1",
                "10.0.0.1 | Forwarded | proto=https | 10.0.0.1",
                "10.0.0.1 | X-Other | 1.2.3.4 | 10.0.0.1"
            })
    void aTrustedProxyTellsWhoTheClientIs(String peer, String header, String value, String client) throws IOException {
        Gate gate = gate("[server]", "trustForwarded = 10.0.0.0/8, fd00::/9");

        assertThat(gate.client(Sent.with(header, value).from(peer))).isEqualTo(client);
    }

    @Test
    void severalLinesOfAHeaderAreOneList() throws IOException {
        Gate gate = gate("[server]", "trustForwarded = 10.0.0.0/8");
        Sent request = Sent.with("X-Forwarded-For", "1.1.1.1", "2.2.2.2, 10.0.0.2");

        assertThat(gate.client(request.from("10.0.0.1"))).isEqualTo("2.2.2.2");
    }

    @Test
    void whereNobodyIsTrustedThePeerIsTheClient() throws IOException {
        Gate gate = gate("read = anonymous");

        assertThat(gate.client(Sent.with("X-Forwarded-For", "1.2.3.4"))).isEqualTo("127.0.0.1");
    }
}
