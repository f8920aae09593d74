// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.auth;

import java.util.Optional;

/** The value of {@code Authorization} that the program set (native: {@code SymbolServerSetHttpAuthHeader}). */
final class FixedSource implements CredentialSource {
    private final Secret value;

    FixedSource(Secret value) {
        this.value = value;
    }

    @Override
    public Optional<Credential> find(AuthRequest request, int refused) throws AuthException {
        return refused > 0
                ? Optional.empty()
                : Optional.of(Credential.authorization(value.reveal(), "option authorizationHeader"));
    }
}
