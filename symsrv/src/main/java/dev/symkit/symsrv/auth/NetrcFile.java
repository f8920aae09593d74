// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.auth;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A netrc file: {@code machine NAME login USER password SECRET}, {@code default}, {@code macdef} up to an empty line, comments with
 * {@code #}, tokens in double quotes with backslash escapes. Read anew each time; a file that is not there knows nothing.
 *
 * @param file where it is
 */
public record NetrcFile(Path file) {
    private static final int MOST = 1 << 20;

    /** Where it usually is: what {@code NETRC} names, else {@code .netrc} in the home directory, else {@code _netrc} there. */
    public static Path usual(Map<String, String> environment, Path home) {
        String named = environment.getOrDefault("NETRC", "");
        if (!named.isBlank()) {
            return home.resolve(named);
        }
        Path unix = home.resolve(".netrc");
        Path windows = home.resolve("_netrc");
        return !Files.exists(unix) && Files.exists(windows) ? windows : unix;
    }

    /** The first entry for a host that has a password, or the default. */
    public Optional<UserPassword> find(String host) throws AuthException {
        return Files.exists(file) ? entry(tokens(text()), host) : Optional.empty();
    }

    private String text() throws AuthException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST + 1);
            if (bytes.length > MOST) {
                throw new AuthException("netrc: " + file + " is larger than " + MOST + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AuthException("netrc: " + file + " cannot be read", e);
        }
    }

    private static Optional<UserPassword> entry(List<String> tokens, String host) {
        String login = "";
        Optional<String> password = Optional.empty();
        boolean matches = false;
        for (int i = 0; i < tokens.size(); i++) {
            String next = i + 1 < tokens.size() ? tokens.get(i + 1) : "";
            switch (tokens.get(i)) {
                case "machine", "default" -> {
                    if (matches && password.isPresent()) {
                        return Optional.of(new UserPassword(login, Secret.of(password.get())));
                    }
                    boolean named = tokens.get(i).equals("machine");
                    matches = !named || next.equalsIgnoreCase(host);
                    login = "";
                    password = Optional.empty();
                    i += named ? 1 : 0;
                }
                case "login" -> {
                    login = next;
                    i++;
                }
                case "password" -> {
                    password = Optional.of(next);
                    i++;
                }
                case "account" -> i++;
                default -> {}
            }
        }
        String user = login;
        return matches ? password.map(p -> new UserPassword(user, Secret.of(p))) : Optional.empty();
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        boolean macro = false;
        for (String line : text.split("\\R", -1)) {
            if (macro) {
                macro = !line.isBlank();
                continue;
            }
            int before = tokens.size();
            addTokens(tokens, line);
            macro = tokens.subList(before, tokens.size()).contains("macdef");
            if (macro) {
                tokens.subList(before, tokens.size()).clear();
            }
        }
        return tokens;
    }

    private static void addTokens(List<String> tokens, String line) {
        int i = 0;
        while (i < line.length()) {
            char c = line.charAt(i);
            if (c == '#') {
                return;
            }
            if (Character.isWhitespace(c)) {
                i++;
                continue;
            }
            StringBuilder token = new StringBuilder();
            boolean quoted = c == '"';
            i += quoted ? 1 : 0;
            while (i < line.length() && (quoted ? line.charAt(i) != '"' : !Character.isWhitespace(line.charAt(i)))) {
                i += line.charAt(i) == '\\' && i + 1 < line.length() ? 1 : 0;
                token.append(line.charAt(i++));
            }
            i += quoted ? 1 : 0;
            tokens.add(token.toString());
        }
    }
}
