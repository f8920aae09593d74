// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit.http;

import dev.symkit.testkit.http.ScriptedServer.Request;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes that an answer has.
 *
 * @param from the first
 * @param end behind the last
 * @param size of the whole file
 * @param isPart whether a part was asked for
 */
record ByteRange(long from, long end, long size, boolean isPart) {
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-([0-9]*)");

    /** All of them. */
    static ByteRange whole(long size) {
        return new ByteRange(0, size, size, false);
    }

    /** Those that are asked for with {@code Range}; all if there is an {@code If-Range} with another tag. */
    static ByteRange asked(Request request, String tag, long size) {
        Matcher range = RANGE.matcher(request.header("Range"));
        boolean same = request.header("If-Range").isEmpty()
                || request.header("If-Range").equals(tag);
        if (!range.matches() || !same) {
            return whole(size);
        }
        long from = Long.parseLong(range.group(1));
        long end = range.group(2).isEmpty() ? size : Long.parseLong(range.group(2)) + 1;
        return new ByteRange(from, Math.min(end, size), size, true);
    }

    /** Whether there are none, because they are behind the end. */
    boolean isEmpty() {
        return isPart && from >= size;
    }

    long length() {
        return end - from;
    }

    /** As in {@code Content-Range}. */
    @Override
    public String toString() {
        return "bytes " + from + "-" + (end - 1) + "/" + size;
    }
}
