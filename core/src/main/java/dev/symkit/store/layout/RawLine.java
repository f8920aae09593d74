// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.layout;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** One line of a text file with its bytes untouched, so that a rewritten file keeps the lines it does not change. */
final class RawLine {
    private static final byte[] CRLF = {'\r', '\n'};
    private static final int MAX_DIGITS = 10;

    private final byte[] content;
    private final byte[] end;

    private RawLine(byte[] content, byte[] end) {
        this.content = content;
        this.end = end;
    }

    /** A new line, ended by CRLF where an end is written. */
    static RawLine of(String text) {
        return new RawLine(StoreText.encode(text), CRLF);
    }

    /** The lines of a file; CRLF and LF both end a line. */
    static List<RawLine> split(byte[] bytes) {
        List<RawLine> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                int contentEnd = i > start && bytes[i - 1] == '\r' ? i - 1 : i;
                lines.add(new RawLine(
                        Arrays.copyOfRange(bytes, start, contentEnd), Arrays.copyOfRange(bytes, contentEnd, i + 1)));
                start = i + 1;
            }
        }
        if (start < bytes.length) {
            lines.add(new RawLine(Arrays.copyOfRange(bytes, start, bytes.length), new byte[0]));
        }
        return lines;
    }

    /** The lines with their own ends; a line without one gets CRLF if another follows. */
    static byte[] join(List<RawLine> lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < lines.size(); i++) {
            RawLine line = lines.get(i);
            out.writeBytes(line.content);
            out.writeBytes(line.end.length == 0 && i < lines.size() - 1 ? CRLF : line.end);
        }
        return out.toByteArray();
    }

    /** The lines separated by CRLF, nothing behind the last one. */
    static byte[] joinSeparated(List<RawLine> lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < lines.size(); i++) {
            out.writeBytes(lines.get(i).content);
            if (i < lines.size() - 1) {
                out.writeBytes(CRLF);
            }
        }
        return out.toByteArray();
    }

    String text() {
        return StoreText.decode(content);
    }

    /** The number the line begins with, if that is one to ten digits and a comma: its first field, found without parsing it. */
    OptionalLong leadingNumber() {
        long number = 0;
        for (int i = 0; i < content.length && i <= MAX_DIGITS; i++) {
            int digit = content[i] - '0';
            if (content[i] == ',' && i > 0) {
                return OptionalLong.of(number);
            } else if (digit < 0 || digit > 9) {
                break;
            }
            number = 10 * number + digit;
        }
        return OptionalLong.empty();
    }

    boolean isBlank() {
        return text().isBlank();
    }
}
