// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.transactions;

import dev.symkit.store.layout.TransactionRecord;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Points in time as command lines name them, and the time of a transaction, which is recorded without a zone (our choice throughout).
 *
 * <p>A day is a day of the calendar: {@code 1d} before noon is noon of the day before, also when the clocks were changed in between.
 * A local time that the clocks show twice counts as the later one where a transaction is recorded, as the earlier one where it is a
 * limit: nothing is taken for older than it may be.
 */
public final class Moments {
    private static final Pattern AGE = Pattern.compile("([0-9]{1,9})([hdwHDW])");
    private static final List<DateTimeFormatter> DATES = List.of(format("uuuu-MM-dd"), format("MM/dd/uuuu"));
    private static final DateTimeFormatter DATE_TIME = format("uuuu-MM-dd'T'HH:mm[:ss]");

    private Moments() {}

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }

    /**
     * The moment that a text names: {@code 36h}, {@code 90d} or {@code 12w} before now, the beginning of the day
     * {@code 2024-02-29} or {@code 02/29/2024}, or {@code 2024-02-29T12:30} with or without seconds; empty for any other text.
     */
    public static Optional<Instant> parse(String text, Clock clock) {
        Matcher age = AGE.matcher(text);
        if (age.matches()) {
            return Optional.of(before(
                    ZonedDateTime.now(clock),
                    Long.parseLong(age.group(1)),
                    age.group(2).toLowerCase(Locale.ROOT)));
        }
        for (DateTimeFormatter format : DATES) {
            try {
                return Optional.of(LocalDate.parse(text, format)
                        .atStartOfDay(clock.getZone())
                        .toInstant());
            } catch (DateTimeException e) {
                // perhaps of another form
            }
        }
        try {
            return Optional.of(
                    LocalDateTime.parse(text, DATE_TIME).atZone(clock.getZone()).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Instant before(ZonedDateTime now, long number, String unit) {
        if (unit.equals("h")) {
            return now.minusHours(number).toInstant();
        }
        ZonedDateTime then = unit.equals("w") ? now.minusWeeks(number) : now.minusDays(number);
        return then.withEarlierOffsetAtOverlap().toInstant();
    }

    /** When a transaction began at the latest; empty if its date or time cannot be read. */
    static Optional<Instant> of(TransactionRecord record, ZoneId zone) {
        return record.start()
                .map(start -> start.atZone(zone).withLaterOffsetAtOverlap().toInstant());
    }
}
