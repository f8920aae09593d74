// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** After what time something is tried again (symsrv.md 8.5), and the dates that servers name. */
final class RetryRule {
    private static final long FIRST_MILLIS = 200;
    private static final long JITTER_MILLIS = 200;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private RetryRule() {}

    /**
     * The pause before the next try.
     *
     * @param failed how many have failed, from 1
     * @param after what the server named
     */
    static Duration pause(int failed, Optional<Duration> after, FetchClock clock) {
        return after.orElseGet(
                () -> Duration.ofMillis((FIRST_MILLIS << (failed - 1)) + clock.random(JITTER_MILLIS + 1)));
    }

    /** What {@code Retry-After} says, seconds or a date, at most 30 s. */
    static Optional<Duration> after(Answer answer, FetchClock clock) {
        String text = answer.header("Retry-After").orElse("");
        Optional<Duration> named = text.matches("[0-9]{1,9}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
                : date(text).map(date -> Duration.between(clock.now(), date));
        return named.map(time -> time.isNegative() ? Duration.ZERO : time)
                .map(time -> time.compareTo(LONGEST) > 0 ? LONGEST : time);
    }

    /** A date of HTTP; empty if it is none. */
    static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
