// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import java.time.Duration;
import java.util.List;

/** The keys of {@code [index]}: the list of files in memory. */
public final class IndexKeys {
    private static final Keys KEYS = new Keys("index");

    public static final ConfigKey<Duration> RESCAN = KEYS.key(
            "rescan",
            ValueType.DURATION,
            "1h",
            "How often directories are read again, because others write to them; 0 for never.");
    public static final ConfigKey<Integer> MAX_ENTRIES =
            KEYS.key("maxEntries", ValueType.NUMBER_FROM_1, "5000000", "Most files that are kept in the list.");

    static final List<ConfigKey<?>> ALL = KEYS.all();

    private IndexKeys() {}
}
