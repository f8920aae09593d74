// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dump;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import java.io.IOException;

/**
 * Reads the texts and records that a module list points to, and keeps the sum of their sizes in bounds: a small list may point to
 * one large text many times. Confined to one thread.
 */
final class DumpText {
    /** A text, and whether it is not inside the file. */
    record Found(String text, boolean missing) {}

    /** Bytes of one text; the longest Windows path is 32,767 UTF-16 units. */
    private static final int MAX_TEXT = 1 << 16;

    /** Bytes of all texts and records of one list. */
    private static final long MAX_TOTAL = 1 << 25;

    private static final Found ABSENT = new Found("", false);
    private static final Found MISSING = new Found("", true);

    private final ByteSource source;
    private long total;

    DumpText(ByteSource source) {
        this.source = source;
    }

    /**
     * Reads a text: u32 length, UTF-16LE.
     *
     * @param offset place in the file, 0 if there is no text
     * @param unit bytes that the length counts in, 1 or 2
     */
    Found text(long offset, int unit) throws IOException {
        if (offset == 0) {
            return ABSENT;
        }
        if (offset > source.size() - 4) {
            return MISSING;
        }
        long bytes = source.cursor("text", offset, 4).u32() * unit;
        if (bytes > MAX_TEXT || bytes > source.size() - offset - 4) {
            return MISSING;
        }
        charge(offset, bytes);
        ByteCursor in = source.cursor("text", offset + 4, bytes & ~1);
        String text = new String(in.bytes(in.remaining()), UTF_16LE);
        int end = text.indexOf(0);
        return new Found(end < 0 ? text : text.substring(0, end), false);
    }

    /** Whether a record of that size lies inside the file. */
    boolean holds(long offset, long size) {
        return offset <= source.size() - size;
    }

    /** Reads a record that the file holds, up to a size. */
    ByteCursor record(String structure, long offset, long size, int most) throws IOException {
        long bytes = Math.min(size, most);
        charge(offset, bytes);
        return source.cursor(structure, offset, bytes);
    }

    private void charge(long offset, long bytes) throws FormatException {
        total += bytes;
        if (total > MAX_TOTAL) {
            throw new FormatException(
                    FormatException.Kind.LIMIT,
                    new Origin(source.name(), "text", offset),
                    "the texts and records of one list have more than " + MAX_TOTAL + " bytes");
        }
    }
}
