// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A netrc file: {@code machine NAME login USER password SECRET}, {@code default}, {@code macdef} up to an empty line, comments with
 * {@code #}. A token may stand in double quotes, and only there a backslash takes the next character as it is (as curl reads it). Read anew
 * each time; a file that is not there knows nothing.
 *
 * @param file where it is
 */
public record NetrcFile(Path file) {
    private static final int MOST = 1 << 20;

    /**
     * An entry.
     *
     * @param login the user; empty if it names none
     * @param password the secret; empty if it has none
     */
    public record Account(String login, Optional<String> password) {
        /** The user only. */
        @Override
        public String toString() {
            return "Account[" + login + "]";
        }
    }

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

    /**
     * The entries that count for a host, in the order of the file; the name is compared ignoring case, and {@code default} counts for all.
     *
     * @throws IOException if it cannot be read or has more than 1 MiB; names the file
     */
    public List<Account> find(String host) throws IOException {
        List<String> tokens = tokens(text());
        List<Account> found = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            boolean isDefault = tokens.get(i).equals("default");
            boolean begins = isDefault || tokens.get(i).equals("machine");
            if (begins && (isDefault || value(tokens, i).equalsIgnoreCase(host))) {
                found.add(account(tokens, isDefault ? i + 1 : i + 2));
            }
            i += isDefault ? 0 : 1;
        }
        return found;
    }

    private static Account account(List<String> tokens, int from) {
        String login = "";
        Optional<String> password = Optional.empty();
        for (int i = from; i < tokens.size(); i += 2) {
            switch (tokens.get(i)) {
                case "machine", "default" -> {
                    return new Account(login, password);
                }
                case "login" -> login = value(tokens, i);
                case "password" -> password = Optional.of(value(tokens, i)).filter(text -> !text.isEmpty());
                default -> {} // account, or nothing known, with its value
            }
        }
        return new Account(login, password);
    }

    private static String value(List<String> tokens, int at) {
        return at + 1 < tokens.size() ? tokens.get(at + 1) : "";
    }

    private String text() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST + 1);
            if (bytes.length > MOST) {
                throw new IOException(file + " is larger than " + MOST + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        boolean macro = false;
        for (String line : text.lines().toList()) {
            if (macro) {
                macro = !line.isBlank();
                continue;
            }
            List<String> some = split(line);
            macro = some.contains("macdef");
            tokens.addAll(macro ? some.subList(0, some.indexOf("macdef")) : some);
        }
        return tokens;
    }

    private static List<String> split(String line) {
        List<String> tokens = new ArrayList<>();
        int at = 0;
        while (at < line.length() && line.charAt(at) != '#') {
            if (Character.isWhitespace(line.charAt(at))) {
                at++;
                continue;
            }
            boolean quoted = line.charAt(at) == '"';
            at += quoted ? 1 : 0;
            StringBuilder token = new StringBuilder();
            while (at < line.length() && (quoted ? line.charAt(at) != '"' : !Character.isWhitespace(line.charAt(at)))) {
                at += quoted && line.charAt(at) == '\\' && at + 1 < line.length() ? 1 : 0;
                token.append(line.charAt(at++));
            }
            at += quoted ? 1 : 0;
            tokens.add(token.toString());
        }
        return tokens;
    }
}
