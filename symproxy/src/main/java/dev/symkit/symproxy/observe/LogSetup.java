// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.observe;

import dev.symkit.symproxy.config.LogKeys;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How slf4j-simple, the logger of all our programs, logs for a server: lines with time and level to standard error; our own as the configuration
 * says, those of libraries from warnings on.
 */
public final class LogSetup {
    /** Name of the logger of events, as it stands in each line. */
    public static final String EVENTS = "symproxy";

    private static final String PREFIX = "org.slf4j.simpleLogger.";

    private LogSetup() {}

    /** The system properties to set before the first logger is made. */
    public static Map<String, String> properties(LogKeys.Level level) {
        String ours = level.name().toLowerCase(Locale.ROOT);
        Map<String, String> all = new LinkedHashMap<>();
        all.put(PREFIX + "defaultLogLevel", level == LogKeys.Level.ERROR ? ours : "warn");
        all.put(PREFIX + "log.dev.symkit", ours);
        all.put(PREFIX + "log." + EVENTS, ours);
        all.put(PREFIX + "showDateTime", "true");
        all.put(PREFIX + "dateTimeFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
        all.put(PREFIX + "showThreadName", "false");
        all.put(PREFIX + "showShortLogName", "true");
        return all;
    }
}
