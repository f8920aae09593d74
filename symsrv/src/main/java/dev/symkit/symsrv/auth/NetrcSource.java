// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.auth;

import dev.symkit.path.NetrcFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
        for (NetrcFile.Account account : accounts(request.host())) {
            if (account.password().isPresent()) {
                Secret password = Secret.of(account.password().get());
                return Optional.of(Credential.basic(account.login(), password, "netrc"));
            }
        }
        return Optional.empty();
    }

    private List<NetrcFile.Account> accounts(String host) throws AuthException {
        try {
            return file.find(host);
        } catch (IOException e) {
            throw new AuthException("netrc: " + file.file() + " cannot be read", e);
        }
    }
}
