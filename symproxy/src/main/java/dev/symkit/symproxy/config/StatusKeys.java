// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import java.time.Duration;
import java.util.List;

/** The keys of {@code [status]}: metrics and the status page. */
public final class StatusKeys {
    private static final Keys KEYS = new Keys("status");

    public static final ConfigKey<Boolean> PUBLIC =
            KEYS.key("public", ValueType.FLAG, "off", "Whether the status page and the metrics need no rights.");
    public static final ConfigKey<Duration> SLOW =
            KEYS.key("slow", ValueType.DURATION, "5s", "Requests that take longer are listed.");

    static final List<ConfigKey<?>> ALL = KEYS.all();

    private StatusKeys() {}
}
