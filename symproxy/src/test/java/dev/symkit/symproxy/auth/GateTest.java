// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.auth;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.symkit.symproxy.serve.Access;
import dev.symkit.symproxy.serve.Access.Role;
import dev.symkit.symproxy.web.Response;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest extends GateBed {
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
}
