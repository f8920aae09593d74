// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import java.time.Duration;
import java.util.List;

/** The keys of {@code [misses]}: what is remembered of files that nobody has. */
public final class MissKeys {
    private static final Keys KEYS = new Keys("misses");

    public static final ConfigKey<Duration> TIMEOUT =
            KEYS.key("timeout", ValueType.DURATION, "300s", "How long a miss is remembered.");
    public static final ConfigKey<Integer> BACKOFF = KEYS.key(
            "backoff",
            ValueType.NUMBER_FROM_1,
            "1",
            "Factor of that time for each further miss of a key; 1 asks again after every period.");
    public static final ConfigKey<Duration> MAX =
            KEYS.key("max", ValueType.DURATION, "6h", "Longest time that this comes to.");
    public static final ConfigKey<Duration> AGE_TIMEOUT =
            KEYS.key("ageTimeout", ValueType.DURATION, "24h", "Misses nobody asked for so long are forgotten.");
    public static final ConfigKey<Duration> AGE_CHECK =
            KEYS.key("ageCheck", ValueType.DURATION, "1h", "How often that is looked at.");
    public static final ConfigKey<Duration> CLIENT_MAX_AGE =
            KEYS.key("clientMaxAge", ValueType.DURATION, "60s", "How long clients and caches may remember a 404.");
    public static final ConfigKey<Integer> MAX_ENTRIES =
            KEYS.key("maxEntries", ValueType.NUMBER_FROM_1, "2000000", "Most misses that are remembered.");
    public static final ConfigKey<Boolean> PERSIST =
            KEYS.key("persist", ValueType.FLAG, "on", "Whether they are kept over a restart.");
    public static final ConfigKey<List<String>> CRITICAL =
            KEYS.key("critical", ValueType.LIST, "", "Patterns of file names whose miss is a warning in the log.");

    static final List<ConfigKey<?>> ALL = KEYS.all();

    private MissKeys() {}
}
