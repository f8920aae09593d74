// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChallengeTest {
    @Test
    void readsAllForms() {
        assertThat(Challenge.parse(List.of(
                        "Basic realm=\"a, b\", charset=\"UTF-8\", NTLM",
                        "Negotiate YWJj==, Bearer authorization_uri=\"https://x/y\", realm=plain")))
                .containsExactly(
                        new Challenge("Basic", Optional.of("a, b")),
                        new Challenge("NTLM", Optional.empty()),
                        new Challenge("Negotiate", Optional.empty()),
                        new Challenge("Bearer", Optional.of("plain")));
    }

    @Test
    void nonsenseIsLeftOut() {
        assertThat(Challenge.parse(List.of("", ",,", "=x", "(a) b", "realm=\"x\"")))
                .isEmpty();
        assertThat(Challenge.parse(List.of("a,".repeat(5000)))).hasSize(32);
    }

    @Test
    void knowsWhenOnlyWindowsIsOffered() {
        assertThat(Challenge.onlyWindows(Challenge.parse(List.of("Negotiate", "ntlm"))))
                .isTrue();
        assertThat(Challenge.onlyWindows(Challenge.parse(List.of("Negotiate", "Basic realm=x"))))
                .isFalse();
        assertThat(Challenge.onlyWindows(List.of())).isFalse();
    }
}
