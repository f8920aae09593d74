// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.auth;

import dev.symkit.symsrv.settings.AuthSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Reads the secret that settings point to. Never a command-line argument. */
public final class SecretText {
    private static final int MOST = 64 << 10;

    private SecretText() {}

    /** The secret; empty if the settings point to none. */
    public static Optional<Secret> read(AuthSettings settings, Map<String, String> environment) throws AuthException {
        if (settings.secretFile().isPresent()) {
            return Optional.of(file(settings.secretFile().get()));
        }
        if (settings.secretEnv().isEmpty()) {
            return Optional.empty();
        }
        String name = settings.secretEnv().get();
        String value = environment.get(name);
        if (value == null) {
            throw new AuthException("auth.secretEnv: there is no environment variable " + name);
        }
        return Optional.of(Secret.of(value));
    }

    private static Secret file(Path file) throws AuthException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST + 1);
            if (bytes.length > MOST) {
                throw new AuthException("auth.secretFile: " + file + " is larger than " + MOST + " bytes");
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            String start = text.startsWith("\uFEFF") ? text.substring(1) : text;
            return Secret.of(start.replaceFirst("\\r?\\n\\z", ""));
        } catch (IOException e) {
            throw new AuthException("auth.secretFile: " + file + " cannot be read", e);
        }
    }
}
