// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.observe;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.symkit.path.Exclusions;
import dev.symkit.symproxy.config.LogKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.slf4j.Logger;

/**
 * The log of events (symproxy.md 5, 16.4), one line each: number and name of the event, then what happened. The same message comes at most ten
 * times a minute; how many more there were is told when the minute is over. Thread-safe. Texts of others cannot end a line.
 */
public final class EventLog {
    /** Name of the logger that the events of a server go to. */
    public static final String LOGGER = "symproxy";

    private static final int MOST = 10;
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final Logger log;
    private final LogKeys.Level level;
    private final Exclusions critical;
    private final RepeatLimit limit;

    /**
     * A log.
     *
     * @param log where lines go
     * @param level what is logged
     * @param critical patterns of names whose miss is a warning
     * @param ticker nanoseconds that never jump
     */
    public EventLog(Logger log, LogKeys.Level level, Exclusions critical, Ticker ticker) {
        this.log = log;
        this.level = level;
        this.critical = critical;
        this.limit = new RepeatLimit(MOST, PERIOD, ticker);
    }

    /** Whether an event is logged at all; ask before making an expensive text. */
    public boolean logs(Event event) {
        return event.level().compareTo(level) <= 0;
    }

    /** Logs an event. Messages with the same event and text are the same. */
    public void log(Event event, String text) {
        log(event, text, "");
    }

    /**
     * Logs an event.
     *
     * @param text of the message; messages with the same event and text are the same
     * @param details what changes from one to the next
     */
    public void log(Event event, String text, String details) {
        if (!logs(event)) {
            return;
        }
        if (limit.due()) {
            tellHeldBack();
        }
        String start = event.id() + " " + event.name().toLowerCase(Locale.ROOT) + ": " + AccessLine.escaped(text);
        if (limit.passes(start)) {
            write(event.level(), start + AccessLine.escaped(details));
        }
    }

    private void write(LogKeys.Level at, String line) {
        switch (at) {
            case ERROR -> log.error(line);
            case WARN -> log.warn(line);
            case INFO -> log.info(line);
            case DEBUG -> log.debug(line);
        }
    }

    /** Tells which messages were held back in minutes that are over. Call it now and then, and at the end. */
    public void tellHeldBack() {
        limit.ended()
                .forEach((message, count) -> write(
                        LogKeys.Level.WARN, message + ": " + count + " more of these in a minute were held back"));
    }

    /** A file was fetched. */
    public void filled(String key, String upstream, long bytes, Duration time) {
        if (logs(Event.FILL)) {
            log(Event.FILL, key, " from " + upstream + ", " + bytes + " bytes, " + time.toMillis() + " ms");
        }
    }

    /** No upstream has a file; a warning if its name is one that somebody cares for. */
    public void missed(String key, String name) {
        if (critical.matches(name)) {
            boolean symbols = name.toLowerCase(Locale.ROOT).matches(".*\\.(pdb|dbg|sym)");
            log(symbols ? Event.CRITICAL_SYMBOL : Event.CRITICAL_IMAGE, key, " is nowhere");
        } else if (logs(Event.MISS)) {
            log(Event.MISS, key);
        }
    }

    /** An upstream is not asked for a while. */
    public void blackout(String upstream, Instant until) {
        log(Event.WARNING, upstream + " is blacked out", " until " + until);
    }

    /** An upstream sent what is not what was asked for. */
    public void invalid(String upstream, String kind, String key) {
        log(Event.WARNING, upstream + " sent what is not the file asked for (" + kind + ")", ": " + key);
    }

    /**
     * An upstream failed.
     *
     * @param event one of 40 to 49
     */
    public void upstreamFailed(Event event, String upstream, String reason) {
        log(event, upstream + ": " + reason);
    }
}
