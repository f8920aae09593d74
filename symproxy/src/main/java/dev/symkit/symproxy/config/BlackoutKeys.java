// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import java.time.Duration;
import java.util.List;

/** The keys of {@code [blackout]}: when an upstream that fails is left alone. */
public final class BlackoutKeys {
    private static final Keys KEYS = new Keys("blackout");

    public static final ConfigKey<Duration> FAILURE_TIMEOUT =
            KEYS.key("failureTimeout", ValueType.DURATION, "30s", "A search that takes longer counts as a failure.");
    public static final ConfigKey<Integer> COUNT = KEYS.key(
            "count",
            ValueType.NUMBER_FROM_0,
            "4",
            "Failures within the period after which it is left alone; 0 for never.");
    public static final ConfigKey<Duration> PERIOD =
            KEYS.key("period", ValueType.DURATION, "120s", "The time in which they are counted.");
    public static final ConfigKey<Duration> DURATION =
            KEYS.key("duration", ValueType.DURATION, "300s", "How long it is left alone.");
    public static final ConfigKey<Duration> MAX_DURATION = KEYS.key(
            "maxDuration", ValueType.DURATION, "30m", "Longest such time; it doubles while the upstream fails.");

    static final List<ConfigKey<?>> ALL = KEYS.all();

    private BlackoutKeys() {}
}
