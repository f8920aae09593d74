// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One way of making oneself known that a server offers ({@code WWW-Authenticate}, RFC 9110, 11.6.1).
 *
 * @param scheme {@code Basic}, {@code Bearer}, {@code NTLM} ...
 * @param realm what it is for
 */
public record Challenge(String scheme, Optional<String> realm) {
    private static final int MOST = 32;

    /** Reads the values of all such headers. What makes no sense is left out. */
    public static List<Challenge> parse(List<String> headers) {
        List<Challenge> found = new ArrayList<>();
        for (String header : headers) {
            for (String part : split(header)) {
                add(found, part.strip());
                if (found.size() >= MOST) {
                    return found;
                }
            }
        }
        return found;
    }

    /** Whether there are challenges and all of them are of Windows' integrated authentication, which is not built here. */
    public static boolean onlyWindows(List<Challenge> challenges) {
        return !challenges.isEmpty()
                && challenges.stream()
                        .map(c -> c.scheme.toLowerCase(Locale.ROOT))
                        .allMatch(s -> s.equals("ntlm") || s.equals("negotiate") || s.equals("kerberos"));
    }

    private static void add(List<Challenge> found, String part) {
        int blank = part.indexOf(' ');
        int equals = part.indexOf('=');
        boolean scheme = blank > 0 ? equals < 0 || blank < equals : equals < 0;
        String parameter = part;
        if (scheme && !part.isEmpty()) {
            String name = blank > 0 ? part.substring(0, blank) : part;
            if (!HeaderText.isName(name)) {
                return;
            }
            found.add(new Challenge(name, Optional.empty()));
            parameter = part.substring(name.length()).strip();
        }
        if (!found.isEmpty() && parameter.regionMatches(true, 0, "realm=", 0, 6)) {
            Challenge last = found.remove(found.size() - 1);
            found.add(new Challenge(
                    last.scheme, Optional.of(unquoted(parameter.substring(6).strip()))));
        }
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return (quoted ? text.substring(1, text.length() - 1) : text).replaceAll("[\\p{Cntrl}]", "?");
    }

    /** The parts between commas that do not stand in quotes. */
    private static List<String> split(String header) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                parts.add(header.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(header.substring(start));
        return parts;
    }
}
