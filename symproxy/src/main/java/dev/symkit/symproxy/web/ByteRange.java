// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.web;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code Range} header asks for (RFC 9110 14.2): one range of bytes. Several at once are not served; the whole file is then, as the
 * RFC allows.
 *
 * @param start first byte
 * @param length bytes; 0 if nothing of the file is in the range
 */
public record ByteRange(long start, long length) {
    private static final Pattern FORM =
            Pattern.compile("bytes\\s*=\\s*(\\d{0,18})\\s*-\\s*(\\d{0,18})", Pattern.CASE_INSENSITIVE);

    /** Whether there is something to send. */
    public boolean isSatisfiable() {
        return length > 0;
    }

    /** The range of a file of a size that header fields ask for; empty if they ask for the whole file. */
    public static Optional<ByteRange> of(List<String> fields, long size) {
        if (fields.size() != 1) {
            return Optional.empty();
        }
        Matcher match = FORM.matcher(fields.get(0).strip());
        if (!match.matches() || (match.group(1).isEmpty() && match.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (match.group(1).isEmpty()) {
            long last = Math.min(Long.parseLong(match.group(2)), size);
            return Optional.of(new ByteRange(size - last, last));
        }
        long start = Long.parseLong(match.group(1));
        long end = match.group(2).isEmpty() ? Long.MAX_VALUE - 1 : Long.parseLong(match.group(2));
        if (end < start) {
            return Optional.empty(); // not valid: as if there were none
        }
        return Optional.of(new ByteRange(start, Math.max(0, Math.min(size, end + 1) - start)));
    }

    /** The value of {@code Content-Range} for a file of a size. */
    public String contentRange(long size) {
        return isSatisfiable() ? "bytes " + start + "-" + (start + length - 1) + "/" + size : "bytes */" + size;
    }
}
