// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code Content-Range: bytes FIRST-LAST/TOTAL} (RFC 9110, 14.4).
 *
 * @param first its first byte
 * @param end the byte behind its last
 * @param total bytes of the whole file, if known
 */
record ContentRange(long first, long end, OptionalLong total) {
    private static final Pattern FORM = Pattern.compile("(?i)bytes\\s+([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18}|\\*)");

    /** What an answer says; empty if it says nothing that makes sense. */
    static Optional<ContentRange> of(Answer answer) {
        Matcher matcher = FORM.matcher(answer.header("Content-Range").orElse(""));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long first = Long.parseLong(matcher.group(1));
        long last = Long.parseLong(matcher.group(2));
        OptionalLong total =
                matcher.group(3).equals("*") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(matcher.group(3)));
        boolean sense = last >= first && (total.isEmpty() || last < total.getAsLong());
        return sense ? Optional.of(new ContentRange(first, last + 1, total)) : Optional.empty();
    }

    /** Whether it is just this part of a file of that size. */
    boolean is(long wantedFirst, long wantedEnd, long size) {
        return first == wantedFirst && end == wantedEnd && total.orElse(size) == size;
    }

    /** Whether it goes on from a byte of a file whose size may be known. */
    boolean continues(long from, OptionalLong size) {
        return first == from && (total.isEmpty() || size.isEmpty() || total.equals(size));
    }
}
