// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a secret is that is not in the configuration itself: {@code keyFile} names a file, {@code keyEnv} an environment variable. Immutable. */
final class SecretSource {
    private static final String FILE = "File";
    private static final String ENVIRONMENT = "Env";
    private static final int MAX_SIZE = 64 << 10;

    private final Map<String, String> environment;

    SecretSource(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The names under which a key can be given. */
    static List<String> names(ConfigKey<?> key) {
        return key.secret() ? List.of(key.name(), key.name() + FILE, key.name() + ENVIRONMENT) : List.of(key.name());
    }

    /**
     * The secret that a value of one of these names means.
     *
     * @throws IOException if it is not there; the message says why
     */
    String read(ConfigKey<?> key, String name, String value) throws IOException {
        if (name.equalsIgnoreCase(key.name() + FILE)) {
            return fromFile(value);
        }
        if (name.equalsIgnoreCase(key.name() + ENVIRONMENT)) {
            return Optional.ofNullable(environment.get(value))
                    .orElseThrow(() -> new IOException("the environment has no " + value));
        }
        return value;
    }

    private static String fromFile(String name) throws IOException {
        try {
            Path file = Path.of(name);
            if (Files.size(file) > MAX_SIZE) {
                throw new IOException(name + " is larger than " + MAX_SIZE + " bytes");
            }
            return Files.readString(file).stripTrailing();
        } catch (InvalidPathException | IOException e) {
            throw new IOException("cannot read " + name + ": " + e.getMessage(), e);
        }
    }
}
