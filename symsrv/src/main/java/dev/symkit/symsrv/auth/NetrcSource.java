// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.auth;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A netrc file: {@code machine NAME login USER password SECRET}, {@code default}, {@code macdef} up to an empty line, comments with
 * {@code #}, tokens in double quotes with backslash escapes. Read anew each time; a file that is not there knows nothing.
 */
final class NetrcSource implements CredentialSource {
    private static final int MOST = 1 << 20;

    private final Path file;

    NetrcSource(Path file) {
        this.file = file;
    }

    @Override
    public Optional<Credential> find(AuthRequest request, int refused) throws AuthException {
        if (refused > 0 || !request.takesPassword() || !Files.exists(file)) {
            return Optional.empty();
        }
        Optional<UserPassword> entry = find(tokens(text()), request.host());
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Credential.basic(entry.get().user(), entry.get().password(), "netrc"));
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

    private static Optional<UserPassword> find(List<String> tokens, String host) {
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
