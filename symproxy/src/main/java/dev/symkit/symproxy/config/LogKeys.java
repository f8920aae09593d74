// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import java.nio.file.Path;
import java.util.List;

/** The keys of {@code [log]}. */
public final class LogKeys {
    private static final Keys KEYS = new Keys("log");

    public static final ConfigKey<Access> ACCESS =
            KEYS.key("access", ValueType.word(Access.class), "combined", "Format of the access log.");
    public static final ConfigKey<Path> ACCESS_FILE = KEYS.optional(
            "accessFile", ValueType.PATH, "File of the access log, a new one each day; standard output without it.");
    public static final ConfigKey<Integer> KEEP =
            KEYS.key("keep", ValueType.NUMBER_FROM_0, "14", "Days that old access logs are kept; 0 for ever.");
    public static final ConfigKey<Double> SAMPLE404 =
            KEYS.key("sample404", ValueType.SHARE, "1", "Share of the 404 answers that is logged.");
    public static final ConfigKey<Level> LEVEL =
            KEYS.key("level", ValueType.word(Level.class), "info", "What goes to the log of events.");

    static final List<ConfigKey<?>> ALL = KEYS.all();

    /** Format of the access log. */
    public enum Access {
        /** The combined format of web servers. */
        COMBINED,
        /** One JSON object for each request. */
        JSON,
        /** None. */
        OFF
    }

    /** How much is logged. */
    public enum Level {
        /** Errors. */
        ERROR,
        /** And warnings. */
        WARN,
        /** And what is done. */
        INFO,
        /** And how. */
        DEBUG
    }

    private LogKeys() {}
}
