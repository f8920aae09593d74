// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.symkit.symproxy.serve.Access;
import dev.symkit.symproxy.serve.Access.Role;
import dev.symkit.symproxy.web.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the files of tokens and users let in. */
class GateFilesTest extends GateBed {
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
}
