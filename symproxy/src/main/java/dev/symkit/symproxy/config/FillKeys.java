// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import java.time.Duration;
import java.util.List;

/** The keys of {@code [fill]}: how files come from upstream. */
public final class FillKeys {
    private static final Keys KEYS = new Keys("fill");

    public static final ConfigKey<Lookup> LOOKUP = KEYS.key(
            "lookup", ValueType.word(Lookup.class), "sequential", "Whether several upstreams are asked at once.");
    public static final ConfigKey<Duration> HEDGE_DELAY =
            KEYS.key("hedgeDelay", ValueType.DURATION, "1s", "After which the next upstream is asked too.");
    public static final ConfigKey<Long> ABANDON_MAX_SIZE = KEYS.key(
            "abandon.maxSize",
            ValueType.BYTES,
            "1G",
            "A file up to this size is fetched to its end though no client waits for it any longer.");
    public static final ConfigKey<Boolean> UNCOMPRESS = KEYS.key(
            "uncompress",
            ValueType.FLAG,
            "on",
            "Whether files that an upstream has compressed are stored as they are.");
    public static final ConfigKey<Integer> MAX_QUEUE =
            KEYS.key("maxQueue", ValueType.NUMBER_FROM_1, "10000", "Most searches that may wait.");

    static final List<ConfigKey<?>> ALL = KEYS.all();

    /** Order of the upstreams. */
    public enum Lookup {
        /** One after the other. */
        SEQUENTIAL,
        /** The next one too when one is slow. */
        HEDGED
    }

    private FillKeys() {}
}
