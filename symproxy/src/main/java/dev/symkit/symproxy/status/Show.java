// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.status;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** Numbers and times as people read them, the same everywhere. */
final class Show {
    private static final int STEP = 1024;
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    private static final int MILLIS = 1000;
    private static final String NOTHING = "–";

    private Show() {}

    static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= STEP && unit < UNITS.length - 1) {
            value /= STEP;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String time(Duration time) {
        long millis = time.toMillis();
        if (millis < MILLIS) {
            return millis + " ms";
        }
        if (time.toMinutes() == 0) {
            return String.format(Locale.ROOT, "%.1f s", millis / (double) MILLIS);
        }
        if (time.toHours() == 0) {
            return time.toMinutes() + " min " + time.toSecondsPart() + " s";
        }
        return time.toDays() == 0
                ? time.toHours() + " h " + time.toMinutesPart() + " min"
                : time.toDays() + " d " + time.toHoursPart() + " h";
    }

    static String time(Optional<Duration> time) {
        return time.map(Show::time).orElse(NOTHING);
    }

    static String when(Instant when) {
        return when.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", " UTC");
    }

    static String when(Optional<Instant> when) {
        return when.map(Show::when).orElse(NOTHING);
    }

    static String ratio(StatusFacts.Ratio ratio) {
        return ratio.percent()
                .map(percent -> String.format(Locale.ROOT, "%.1f %%", percent))
                .orElse(NOTHING);
    }

    static String directory(String name) {
        return name.isEmpty() ? "/" : name;
    }

    static String orNothing(String text) {
        return text.isEmpty() ? NOTHING : text;
    }
}
