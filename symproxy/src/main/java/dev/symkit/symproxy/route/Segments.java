// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.route;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The segments of a path, each percent-decoded once as UTF-8 (symproxy.md 8.2). What may not stand in a path ends the work. */
final class Segments {
    /** Names of devices, which Windows takes for such with any extension. */
    private static final Pattern DEVICE =
            Pattern.compile("(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\\$|conout\\$)([.: ].*)?");

    private final boolean windows;

    /** The path is refused. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String reason) {
            super(reason);
        }
    }

    Segments(boolean windows) {
        this.windows = windows;
    }

    /**
     * Splits a path that starts with a slash. A slash at its end gives an empty last segment.
     *
     * @param limit most segments
     */
    List<String> of(String path, int limit) throws MalformedException {
        List<String> segments = new ArrayList<>();
        for (int start = 1; start <= path.length(); ) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            if (end == start && slash >= 0) {
                throw new MalformedException("empty segment");
            }
            if (segments.size() == limit) {
                throw new MalformedException("too many segments");
            }
            segments.add(segment(path, start, end));
            start = end + 1;
        }
        return segments;
    }

    private String segment(String path, int start, int end) throws MalformedException {
        boolean plain = true;
        for (int i = start; i < end; i++) {
            char c = path.charAt(i);
            if (c <= ' ' || c >= 0x7F) {
                throw new MalformedException("character that is not allowed in a path");
            }
            plain = plain && c != '%';
        }
        String text = plain ? path.substring(start, end) : decoded(path, start, end);
        if (text.equals(".") || text.equals("..")) {
            throw new MalformedException("dot segment");
        }
        if (text.indexOf('/') >= 0 || text.indexOf('\\') >= 0 || text.indexOf('\0') >= 0) {
            throw new MalformedException("slash, backslash or NUL in a segment");
        }
        if (windows && isSpecialOnWindows(text)) {
            throw new MalformedException("name that Windows treats specially");
        }
        return text;
    }

    private static String decoded(String path, int start, int end) throws MalformedException {
        ByteBuffer bytes = ByteBuffer.allocate(end - start);
        for (int i = start; i < end; i++) {
            char c = path.charAt(i);
            if (c != '%') {
                bytes.put((byte) c);
                continue;
            }
            int value = i + 2 < end ? hex(path.charAt(i + 1)) << 4 | hex(path.charAt(i + 2)) : -1;
            if (value < 0) {
                throw new MalformedException("damaged percent-encoding");
            }
            bytes.put((byte) value);
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(bytes.flip())
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("not UTF-8");
        }
    }

    private static int hex(char c) {
        return Character.digit(c, 16);
    }

    private static boolean isSpecialOnWindows(String name) {
        return name.indexOf(':') >= 0
                || name.endsWith(".")
                || name.endsWith(" ")
                || DEVICE.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }
}
