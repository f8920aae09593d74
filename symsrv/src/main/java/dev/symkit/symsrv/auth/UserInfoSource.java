// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.auth;

import java.util.Optional;

/** User and password in the URL of the store. */
final class UserInfoSource implements CredentialSource {
    @Override
    public Optional<Credential> find(AuthRequest request, int refused) throws AuthException {
        if (refused > 0 || request.userInfo().isEmpty() || !request.takesPassword()) {
            return Optional.empty();
        }
        UserPassword pair = request.userInfo().get();
        return Optional.of(Credential.basic(pair.user(), pair.password(), "URL of the store"));
    }
}
