// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.smb;

import dev.symkit.path.NetrcFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * How servers are reached, from the properties {@code symsrv.smb.*}:
 * <ul>
 *   <li>{@code port}: TCP port of the server, 445 if it is not set; a UNC path cannot name one;
 *   <li>{@code connectTimeout} (10) and {@code responseTimeout} (60): seconds;
 *   <li>{@code user}, with {@code secretFile} (its first line is the password) or {@code secretEnv} (a variable that holds it).
 * </ul>
 * Without {@code user} the netrc file at {@link NetrcFile#usual its place} decides, unless {@code symsrv.auth.netrc} is {@code false};
 * without an entry for the server: guest (symsrv.md 10.2).
 *
 * @param properties values by name, empty if not set
 * @param environment the variables of the process
 */
record SmbSettings(UnaryOperator<String> properties, Map<String, String> environment) {
    private static final String PREFIX = "symsrv.smb.";
    private static final int PORT = 445;
    private static final int MOST_SECONDS = 86_400;
    private static final long MOST_SECRET_BYTES = 64 << 10;

    /** Copies the map. */
    SmbSettings {
        environment = Map.copyOf(environment);
    }

    int port() throws IOException {
        return number("port", PORT, 65_535);
    }

    Duration connectTimeout() throws IOException {
        return Duration.ofSeconds(number("connectTimeout", 10, MOST_SECONDS));
    }

    Duration responseTimeout() throws IOException {
        return Duration.ofSeconds(number("responseTimeout", 60, MOST_SECONDS));
    }

    /** Whom to be on a server. */
    SmbCredentials credentials(String server) throws IOException {
        String user = value("user");
        if (!user.isEmpty()) {
            return SmbCredentials.of(user, secret());
        }
        if (properties.apply("symsrv.auth.netrc").equalsIgnoreCase("false")) {
            return SmbCredentials.GUEST;
        }
        String home = properties.apply("user.home");
        return new NetrcFile(NetrcFile.usual(environment, Path.of(home)))
                .find(server).stream()
                        .filter(account -> !account.login().isEmpty())
                        .findFirst()
                        .map(account -> SmbCredentials.of(
                                account.login(), account.password().orElse("")))
                        .orElse(SmbCredentials.GUEST);
    }

    private String secret() throws IOException {
        String file = value("secretFile");
        String variable = value("secretEnv");
        if (!file.isEmpty()) {
            return small(Path.of(file)).lines().findFirst().orElse("");
        }
        if (variable.isEmpty()) {
            throw new IOException(PREFIX + "user is set, but neither " + PREFIX + "secretFile nor " + PREFIX
                    + "secretEnv says where the password is");
        }
        String secret = environment.get(variable);
        if (secret == null) {
            throw new IOException(PREFIX + "secretEnv names " + variable + ", but there is no such variable");
        }
        return secret;
    }

    private static String small(Path file) throws IOException {
        if (Files.size(file) > MOST_SECRET_BYTES) {
            throw new IOException(file + ": more than " + MOST_SECRET_BYTES + " bytes");
        }
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private int number(String name, int otherwise, int most) throws IOException {
        String text = value(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        int number = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (number < 1 || number > most) {
            throw new IOException(PREFIX + name + ": '" + text + "' is no number from 1 to " + most);
        }
        return number;
    }

    private String value(String name) {
        return properties.apply(PREFIX + name);
    }
}
