// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.web;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What tells one version of a file from another, and what conditions of a request mean for it (RFC 9110 13).
 *
 * @param size in bytes
 * @param modified when it was changed
 * @param tag its entity tag with quotation marks, strong; empty if it has none yet
 */
public record FileVersion(long size, Instant modified, Optional<String> tag) {
    private static final String WEAK = "W/";

    /** Whether the client has this version already ({@code If-None-Match}, else {@code If-Modified-Since}). */
    public boolean isKnownTo(Request request) {
        List<String> tags = request.headers("If-None-Match");
        if (!tags.isEmpty()) {
            return tags.stream().anyMatch(this::names);
        }
        return request.header("If-Modified-Since")
                .flatMap(HttpDate::parse)
                .filter(since -> !seconds().isAfter(since))
                .isPresent();
    }

    private boolean names(String field) {
        for (String each : field.split(",", -1)) {
            String one = each.strip();
            String bare = one.startsWith(WEAK) ? one.substring(WEAK.length()) : one;
            if (one.equals("*") || tag.filter(bare::equals).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** The range a request wants of this version; empty if it wants all, or a range of another version ({@code If-Range}). */
    public Optional<ByteRange> range(Request request) {
        Optional<String> condition = request.header("If-Range").map(String::strip);
        boolean same = condition.isEmpty()
                || tag.equals(condition)
                || condition.flatMap(HttpDate::parse).filter(seconds()::equals).isPresent();
        return same ? ByteRange.of(request.headers("Range"), size) : Optional.empty();
    }

    private Instant seconds() {
        return modified.truncatedTo(ChronoUnit.SECONDS);
    }
}
