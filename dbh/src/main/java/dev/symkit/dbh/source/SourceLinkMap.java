// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A Source Link document: a JSON object whose member {@code documents} maps paths to addresses; an asterisk in a path stands for any text,
 * which takes the place of the one in the address. A path without asterisk goes first, then the longest; case does not count. Source: the
 * Source Link specification of dotnet/designs. Immutable.
 */
final class SourceLinkMap {
    private static final char WILDCARD = '*';

    private final Map<String, String> documents;

    private SourceLinkMap(Map<String, String> documents) {
        this.documents = documents;
    }

    /**
     * Parses a document.
     *
     * @param origin its place, for messages
     * @throws FormatException {@code BAD_VALUE} if it is not JSON, or no object
     */
    static SourceLinkMap parse(byte[] text, Origin origin) throws FormatException {
        return new SourceLinkMap(new Parser(new String(text, UTF_8), origin).documents());
    }

    /** The address of a source. */
    Optional<String> find(String path) {
        Optional<String> found = Optional.empty();
        int longest = -1;
        for (Map.Entry<String, String> entry : documents.entrySet()) {
            String pattern = entry.getKey();
            int star = pattern.indexOf(WILDCARD);
            if (star < 0 && pattern.equalsIgnoreCase(path)) {
                return Optional.of(entry.getValue());
            }
            if (star > longest && matches(path, pattern, star)) {
                int rest = path.length() - (pattern.length() - star - 1);
                String middle = path.substring(star, rest).replace('\\', '/');
                found = Optional.of(entry.getValue().replace(String.valueOf(WILDCARD), middle));
                longest = star;
            }
        }
        return found;
    }

    private static boolean matches(String path, String pattern, int star) {
        String lower = path.toLowerCase(Locale.ROOT);
        return path.length() >= pattern.length() - 1
                && lower.startsWith(pattern.substring(0, star).toLowerCase(Locale.ROOT))
                && lower.endsWith(pattern.substring(star + 1).toLowerCase(Locale.ROOT));
    }

    /** Reads the JSON, of which all but the documents is passed over. Confined to one call. */
    private static final class Parser {
        private final String text;
        private final Origin origin;
        private int at;

        Parser(String text, Origin origin) {
            this.text = text;
            this.origin = origin;
            this.at = text.startsWith("\uFEFF") ? 1 : 0;
        }

        Map<String, String> documents() throws FormatException {
            Map<String, String> found = new LinkedHashMap<>();
            expect('{');
            while (!takes('}')) {
                boolean wanted = string().equals("documents");
                expect(':');
                if (wanted && takes('{')) {
                    members(found);
                } else {
                    skipValue();
                }
                takes(',');
            }
            return found;
        }

        private void members(Map<String, String> into) throws FormatException {
            while (!takes('}')) {
                String path = string();
                expect(':');
                into.put(path, string());
                takes(',');
            }
        }

        private void skipValue() throws FormatException {
            int depth = 0;
            do {
                char c = peek();
                if (c == '"') {
                    string();
                    continue;
                }
                if (depth == 0 && (c == ',' || c == '}')) {
                    return;
                }
                depth += c == '{' || c == '[' ? 1 : 0;
                depth -= c == '}' || c == ']' ? 1 : 0;
                at++;
            } while (depth > 0 || (peek() != ',' && peek() != '}'));
        }

        private String string() throws FormatException {
            expect('"');
            StringBuilder into = new StringBuilder();
            while (true) {
                char c = next();
                if (c == '"') {
                    return into.toString();
                }
                into.append(c == '\\' ? escaped() : c);
            }
        }

        private char escaped() throws FormatException {
            char c = next();
            return switch (c) {
                case 'n' -> '\n';
                case 't' -> '\t';
                case 'r' -> '\r';
                case 'b' -> '\b';
                case 'f' -> '\f';
                case 'u' -> unicode();
                default -> c;
            };
        }

        private char unicode() throws FormatException {
            int value = 0;
            for (int i = 0; i < 4; i++) {
                int digit = Character.digit(next(), 16);
                if (digit < 0) {
                    throw wrong("four hexadecimal digits");
                }
                value = value << 4 | digit;
            }
            return (char) value;
        }

        private void expect(char wanted) throws FormatException {
            if (!takes(wanted)) {
                throw wrong("'" + wanted + "'");
            }
        }

        private boolean takes(char wanted) throws FormatException {
            if (peek() != wanted) {
                return false;
            }
            at++;
            return true;
        }

        /** The next character that is no blank. */
        private char peek() throws FormatException {
            while (at < text.length() && text.charAt(at) <= ' ') {
                at++;
            }
            if (at >= text.length()) {
                throw wrong("more text");
            }
            return text.charAt(at);
        }

        private char next() throws FormatException {
            if (at >= text.length()) {
                throw wrong("more text");
            }
            return text.charAt(at++);
        }

        private FormatException wrong(String wanted) {
            return new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    origin,
                    "the Source Link text lacks " + wanted + " at character " + at);
        }
    }
}
