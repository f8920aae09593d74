// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.io.LittleEndianWriter;
import dev.symkit.format.io.Name;
import java.util.Optional;

/**
 * Replaces the start of paths. Case of ASCII letters and the kind of slash do not matter; a prefix ends where a part of the path ends.
 *
 * @param prefix what is replaced
 * @param replacement what stands there instead
 */
public record PathRedaction(Name prefix, Name replacement) {

    /** The redaction that a text {@code PREFIX=REPLACEMENT} means; empty if it has no prefix. */
    public static Optional<PathRedaction> parse(String pair) {
        int equals = pair.indexOf('=');
        return equals <= 0
                ? Optional.empty()
                : Optional.of(
                        new PathRedaction(Name.of(pair.substring(0, equals)), Name.of(pair.substring(equals + 1))));
    }

    Name apply(Name path) {
        int length = prefix.size();
        if (path.size() < length) {
            return path;
        }
        for (int i = 0; i < length; i++) {
            if (plain(path.byteAt(i)) != plain(prefix.byteAt(i))) {
                return path;
            }
        }
        boolean whole = plain(prefix.byteAt(length - 1)) == '/';
        if (!whole && path.size() > length && plain(path.byteAt(length)) != '/') {
            return path;
        }
        byte[] rest = path.toByteArray();
        byte[] start = replacement.toByteArray();
        LittleEndianWriter bytes = new LittleEndianWriter();
        bytes.bytes(start, 0, start.length).bytes(rest, length, rest.length - length);
        return Name.copyOf(bytes.toByteArray(), 0, bytes.size());
    }

    private static int plain(int letter) {
        if (letter == '\\') {
            return '/';
        }
        return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
    }
}
