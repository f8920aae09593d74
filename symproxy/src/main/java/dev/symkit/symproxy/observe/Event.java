// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.observe;

import dev.symkit.symproxy.config.LogKeys;

/**
 * What is worth a line in the log, with the numbers of Microsoft's SymProxy (symproxy.md 5). That there are six general ones from critical to
 * debug is documented; which is which between the ends is inferred.
 */
public enum Event {
    /** The server serves. */
    START(1, LogKeys.Level.INFO),
    /** It stopped. */
    STOP(2, LogKeys.Level.INFO),
    /** What it was told to do. */
    CONFIGURATION(3, LogKeys.Level.INFO),
    /** How many misses are remembered. */
    MISS_STATISTICS(4, LogKeys.Level.INFO),
    /** A file was there. */
    HIT(10, LogKeys.Level.DEBUG),
    /** A file is nowhere. */
    MISS(11, LogKeys.Level.DEBUG),
    /** A file was fetched. */
    FILL(20, LogKeys.Level.INFO),
    /** Symbols that somebody cares for are nowhere. */
    CRITICAL_SYMBOL(30, LogKeys.Level.WARN),
    /** The same of another file. */
    CRITICAL_IMAGE(31, LogKeys.Level.WARN),
    /** An upstream is not where it should be. */
    PATH_NOT_FOUND(40, LogKeys.Level.WARN),
    /** An upstream has nothing. */
    FILE_NOT_FOUND(41, LogKeys.Level.DEBUG),
    /** An upstream does not let us in. */
    ACCESS_DENIED(42, LogKeys.Level.WARN),
    /** A path is too long. */
    PATH_TOO_LONG(43, LogKeys.Level.WARN),
    /** Another failure of an upstream. */
    UPSTREAM_ERROR(49, LogKeys.Level.WARN),
    /** A request waits for another one. */
    CONTENTION(90, LogKeys.Level.DEBUG),
    /** The server cannot go on. */
    CRITICAL(100, LogKeys.Level.ERROR),
    /** Something failed. */
    ERROR(101, LogKeys.Level.ERROR),
    /** Something may be wrong: a blackout, a file that is not what was asked for. */
    WARNING(102, LogKeys.Level.WARN),
    /** Something was done. */
    INFORMATION(103, LogKeys.Level.INFO),
    /** How it was done. */
    VERBOSE(104, LogKeys.Level.DEBUG),
    /** More of that. */
    DEBUG(105, LogKeys.Level.DEBUG);

    private final int id;
    private final LogKeys.Level level;

    Event(int id, LogKeys.Level level) {
        this.id = id;
        this.level = level;
    }

    /** Microsoft's number. */
    public int id() {
        return id;
    }

    /** From which level on it is logged. */
    public LogKeys.Level level() {
        return level;
    }
}
