// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.auth;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.symkit.path.IniFile;
import dev.symkit.symproxy.config.ConfigLoader;
import dev.symkit.symproxy.serve.Access;
import dev.symkit.symproxy.serve.Access.Role;
import dev.symkit.symproxy.web.Request;
import dev.symkit.symproxy.web.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** Gates of a test, with the files they read. */
abstract class GateBed {
    static final String WRONG = "a".repeat(32);

    @TempDir
    Path directory;

    final FakeTime time = new FakeTime();
    final List<String> failed = new ArrayList<>();

    Gate gate(String... lines) throws IOException {
        String text = String.join("\n", lines);
        String whole = (text.contains("[server]") ? text : "[auth]\n" + text) + "\n[directory x]\npath = x\n";
        ConfigLoader.Loaded loaded = new ConfigLoader(Map.of()).load(IniFile.parse(whole, "t.ini"), List.of());
        assertThat(loaded.problems()).isEmpty();
        return Gate.of(loaded.configuration(), directory, failed::add, time, time);
    }

    String token(Role role) throws IOException {
        return tokens().create(role.name().toLowerCase(Locale.ROOT), role, time.instant(), Duration.ofDays(1));
    }

    TokensFile tokens() {
        return new TokensFile(directory.resolve("tokens.db"));
    }

    String user(String name, String password, BCrypt.Version version) throws IOException {
        Path file = directory.resolve("users");
        String hash = BCrypt.with(version).hashToString(4, password.toCharArray());
        Files.writeString(file, "# users\n" + name + ":" + hash + "\n");
        return "usersFile = " + file;
    }

    static Access.Decision decide(Gate gate, Role role, Request request) {
        return gate.decide(role, request, Optional.empty());
    }

    static int status(Access.Decision decision) {
        return decision.refusal().map(Response::status).orElse(200);
    }

    static List<String> challenges(Access.Decision decision) {
        return decision.refusal().stream()
                .flatMap(response -> response.headers().stream())
                .filter(header -> header.name().equals("WWW-Authenticate"))
                .map(Response.Header::value)
                .toList();
    }
}
