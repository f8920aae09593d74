// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A time as cabinets and ZIP archives hold it, in steps of two seconds and without zone.
 *
 * @param date (year - 1980) &lt;&lt; 9 | month &lt;&lt; 5 | day
 * @param time hour &lt;&lt; 11 | minute &lt;&lt; 5 | second / 2
 */
record DosTime(int date, int time) {
    private static final int FIRST_YEAR = 1980;
    private static final LocalDateTime FIRST = LocalDateTime.of(FIRST_YEAR, 1, 1, 0, 0, 0);
    private static final LocalDateTime LAST = LocalDateTime.of(2107, 12, 31, 23, 59, 58);

    /** The time in a zone; times that the form cannot hold become the first or the last it can. */
    static DosTime of(Instant instant, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
        if (local.isBefore(FIRST)) {
            local = FIRST;
        } else if (local.isAfter(LAST)) {
            local = LAST;
        }
        return new DosTime(
                (local.getYear() - FIRST_YEAR) << 9 | local.getMonthValue() << 5 | local.getDayOfMonth(),
                local.getHour() << 11 | local.getMinute() << 5 | local.getSecond() / 2);
    }

    /** The local time; empty if the fields hold no valid date. */
    Optional<LocalDateTime> local() {
        try {
            return Optional.of(LocalDateTime.of(
                    FIRST_YEAR + (date >>> 9),
                    date >>> 5 & 0xF,
                    date & 0x1F,
                    time >>> 11,
                    time >>> 5 & 0x3F,
                    Math.min(59, (time & 0x1F) * 2)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
