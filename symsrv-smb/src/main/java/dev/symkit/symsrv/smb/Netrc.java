// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.smb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The text of a netrc file: {@code machine NAME login USER password SECRET} and {@code default}; {@code macdef} up to an empty line is
 * skipped, {@code #} begins a comment, and a token may stand in double quotes. The first entry that fits and has a login counts.
 */
final class Netrc {
    private Netrc() {}

    /** The account for a machine, whose name is compared ignoring case. */
    static Optional<SmbCredentials> find(String text, String machine) {
        List<String> tokens = tokens(text);
        boolean fits = false;
        String login = "";
        String password = "";
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            String value = i + 1 < tokens.size() ? tokens.get(i + 1) : "";
            boolean begins = token.equals("machine") || token.equals("default");
            if (begins && fits && !login.isEmpty()) {
                break;
            }
            if (begins) {
                fits = token.equals("default") || value.equalsIgnoreCase(machine);
                login = "";
                password = "";
            } else if (token.equals("login")) {
                login = value;
            } else if (token.equals("password")) {
                password = value;
            }
            i += token.equals("default") ? 0 : 1;
        }
        return fits && !login.isEmpty() ? Optional.of(SmbCredentials.of(login, password)) : Optional.empty();
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
