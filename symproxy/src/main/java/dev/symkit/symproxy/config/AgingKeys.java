// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import java.time.Duration;
import java.util.List;

/** The keys of {@code [aging]}: how caches are kept small. */
public final class AgingKeys {
    private static final Keys KEYS = new Keys("aging");

    public static final ConfigKey<Duration> INTERVAL =
            KEYS.key("interval", ValueType.DURATION, "10m", "How often quotas are looked at.");
    public static final ConfigKey<Double> TARGET =
            KEYS.key("target", ValueType.SHARE, "90%", "Share of the quota that is left after files were deleted.");
    public static final ConfigKey<Duration> MIN_AGE =
            KEYS.key("minAge", ValueType.DURATION, "1h", "Younger files are not deleted.");

    static final List<ConfigKey<?>> ALL = KEYS.all();

    private AgingKeys() {}
}
