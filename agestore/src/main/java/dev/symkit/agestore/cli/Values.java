// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore.cli;

import dev.symkit.cli.UsageException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the values of options (agestore.md section 1). */
final class Values {
    private static final Pattern MONTH_FIRST = Pattern.compile("([0-9]{1,2})-([0-9]{1,2})-([0-9]{2}|[0-9]{4})");
    private static final Pattern YEAR_FIRST = Pattern.compile("([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,19})([KMGT]?)");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final int CENTURY_BREAK = 70;

    private Values() {}

    /** The beginning of a day: {@code 1-5-08}, {@code 01-05-2008} (documented) or {@code 2008-01-05}. */
    static Instant date(String value, ZoneId zone) throws UsageException {
        try {
            Matcher monthFirst = MONTH_FIRST.matcher(value);
            if (monthFirst.matches()) {
                String year = monthFirst.group(3);
                return start(year(year), monthFirst.group(1), monthFirst.group(2), zone);
            }
            Matcher yearFirst = YEAR_FIRST.matcher(value);
            if (yearFirst.matches()) {
                int year = Integer.parseInt(yearFirst.group(1));
                return start(year, yearFirst.group(2), yearFirst.group(3), zone);
            }
        } catch (DateTimeException e) {
            // No such day: as wrong as any other text.
        }
        throw invalid("date", value);
    }

    private static Instant start(int year, String month, String day, ZoneId zone) {
        LocalDate date = LocalDate.of(year, Integer.parseInt(month), Integer.parseInt(day));
        return date.atStartOfDay(zone).toInstant();
    }

    /** Two digits: 70 to 99 are of the twentieth century, 00 to 69 of the one after it (our choice). */
    private static int year(String text) {
        int year = Integer.parseInt(text);
        return text.length() == 4 ? year : year + (year < CENTURY_BREAK ? 2000 : 1900);
    }

    /** The moment so many times 24 hours before another, whatever the clocks on the wall did meanwhile. */
    static Instant daysBefore(String value, Instant now) throws UsageException {
        Duration age = Duration.ofDays(number("days", value));
        Duration possible = Duration.between(Instant.MIN, now);
        return age.compareTo(possible) > 0 ? Instant.MIN : now.minus(age);
    }

    /** A number of bytes, with K, M, G or T for powers of 1024. */
    static long size(String value) throws UsageException {
        Matcher matcher = SIZE.matcher(value.toUpperCase(Locale.ROOT));
        if (matcher.matches()) {
            int power = " KMGT"
                    .indexOf(matcher.group(2).isEmpty() ? ' ' : matcher.group(2).charAt(0));
            try {
                return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << (10 * power));
            } catch (ArithmeticException | NumberFormatException e) {
                // Too large: as wrong as any other text.
            }
        }
        throw invalid("size", value);
    }

    /** A number of at most nine digits. */
    static long number(String option, String value) throws UsageException {
        if (!NUMBER.matcher(value).matches()) {
            throw invalid(option, value);
        }
        return Long.parseLong(value);
    }

    static UsageException invalid(String option, String value) {
        return UsageException.rule("Invalid value '" + value + "' for '-" + option + "'.");
    }
}
