// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symsrv.settings.AuthSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoreLoginTest {
    private static final AuthRequest REQUEST =
            new AuthRequest("https", "h", "h", "s", AuthSettings.UNSET, Optional.empty(), List.of());

    private final List<Integer> asked = new ArrayList<>();

    /** Like a provider: two answers, then none; a new one after each success. */
    private final CredentialSource provider = (request, refused) -> {
        asked.add(refused);
        return refused > 1 ? Optional.empty() : Optional.of(Credential.authorization("t" + asked.size(), "p"));
    };

    private static String value(Optional<Credential> credential) {
        return credential.map(c -> c.value().reveal()).orElse("none");
    }

    @Test
    void aProviderIsAskedTwiceAndAgainWhenItsTokenHasExpired() {
        StoreLogin login = new StoreLogin(List.of((r, n) -> Optional.empty(), provider));
        assertThat(login.first(REQUEST)).isEmpty();
        Optional<Credential> first = login.next(REQUEST, Optional.empty());
        assertThat(value(first)).isEqualTo("t1");
        Optional<Credential> second = login.next(REQUEST, first);
        login.accepted(second.orElseThrow());
        assertThat(login.first(REQUEST)).isEqualTo(second);
        Optional<Credential> third = login.next(REQUEST, second);
        assertThat(value(third)).isEqualTo("t3");
        assertThat(login.next(REQUEST, third)).isEmpty();
        assertThat(asked).containsExactly(0, 1, 1, 2);
    }

    @Test
    void whoComesLateGetsWhatOthersFound() {
        StoreLogin login = new StoreLogin(List.of(provider));
        Optional<Credential> first = login.next(REQUEST, Optional.empty());
        assertThat(login.next(REQUEST, Optional.empty())).isEqualTo(first);
        assertThat(asked).containsExactly(0);
    }

    @Test
    void aSourceThatFailsIsNotedAndTheNextIsAsked() {
        StoreLogin login = new StoreLogin(List.of(
                (r, n) -> {
                    throw new AuthException("broken");
                },
                provider));
        assertThat(value(login.next(REQUEST, Optional.empty()))).isEqualTo("t1");
        assertThat(login.failures()).containsExactly("broken");
    }
}
