// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.auth;

import dev.symkit.symsrv.settings.AuthSettings;
import java.util.Map;
import java.util.Optional;

/** The settings of the store. */
final class ConfiguredSource implements CredentialSource {
    private static final String SOURCE = "settings of the store";

    private final Map<String, String> environment;

    ConfiguredSource(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Optional<Credential> find(AuthRequest request, int refused) throws AuthException {
        AuthSettings settings = request.settings();
        if (!settings.preemptive() || refused > 0) {
            return Optional.empty();
        }
        String secret = SecretText.read(settings, environment)
                .orElseThrow(() -> new AuthException("auth: neither auth.secretFile nor auth.secretEnv is set"))
                .reveal();
        return Optional.of(
                switch (settings.kind()) {
                    case BASIC -> Credential.basic(settings.user(), Secret.of(secret), SOURCE);
                    case BEARER -> Credential.authorization("Bearer " + secret.strip(), SOURCE);
                    default -> header(secret.strip());
                });
    }

    private static Credential header(String text) throws AuthException {
        int colon = text.indexOf(':');
        if (colon > 0 && HeaderText.isName(text.substring(0, colon))) {
            return Credential.header(
                    text.substring(0, colon), text.substring(colon + 1).strip(), SOURCE);
        }
        return Credential.authorization(text, SOURCE);
    }
}
