// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.auth;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A credential provider: asked once, and once more with {@code isretry=true} if what it gave was refused (symsrv.md 10.3). */
final class ProviderSource implements CredentialSource {
    private final ProviderProcess process;

    ProviderSource(ProviderProcess process) {
        this.process = process;
    }

    @Override
    public Optional<Credential> find(AuthRequest request, int refused) throws AuthException {
        if (refused > 1) {
            return Optional.empty();
        }
        Map<String, String> answer = process.get(request, refused > 0);
        String source = process.shown();
        if (answer.containsKey("error")) {
            throw new AuthException(source + " reports an error");
        }
        String kind = answer.getOrDefault("credentialkind", "basic").toLowerCase(Locale.ROOT);
        String header = answer.get("header");
        if (header != null && !(kind.equals("basic") && answer.containsKey("password"))) {
            return Optional.of(Credential.authorization(header.strip(), source));
        }
        String password = answer.get("password");
        if (password == null) {
            return Optional.empty();
        }
        return Optional.of(Credential.basic(answer.getOrDefault("username", ""), Secret.of(password), source));
    }
}
