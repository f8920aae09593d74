// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.auth;

import java.nio.file.Path;
import java.util.Optional;

/** The user's netrc file. */
final class NetrcSource implements CredentialSource {
    private final NetrcFile file;

    NetrcSource(Path file) {
        this.file = new NetrcFile(file);
    }

    @Override
    public Optional<Credential> find(AuthRequest request, int refused) throws AuthException {
        if (refused > 0 || !request.takesPassword()) {
            return Optional.empty();
        }
        Optional<UserPassword> entry = file.find(request.host());
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Credential.basic(entry.get().user(), entry.get().password(), "netrc"));
    }
}
