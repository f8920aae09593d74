// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counters of one name, by the values of up to two labels. Each is made when it is first needed and then found without allocation. Values
 * past a bound go to {@code other}, so that a mistake elsewhere cannot fill the memory. Thread-safe.
 */
final class CounterFamily {
    private static final int MOST_VALUES = 500;
    private static final String REST = "other";

    private final MeterRegistry registry;
    private final String name;
    private final String first;
    private final String second;
    private final Map<String, Map<String, Counter>> counters = new ConcurrentHashMap<>();

    /**
     * A family without counters yet.
     *
     * @param name without {@code _total}
     * @param first name of the first label
     * @param second name of the second label; empty if there is one only
     */
    CounterFamily(MeterRegistry registry, String name, String first, String second) {
        this.registry = registry;
        this.name = name;
        this.first = first;
        this.second = second;
    }

    /** Adds to the counter of two values; the second one counts only if there is a second label. */
    void add(String value, String otherValue, double amount) {
        Map<String, Counter> ofValue = counters.get(value);
        Counter counter = ofValue == null ? null : ofValue.get(otherValue);
        if (counter == null) {
            counter = make(value, otherValue);
        }
        counter.increment(amount);
    }

    private synchronized Counter make(String value, String otherValue) {
        String bounded = counters.containsKey(value) || counters.size() < MOST_VALUES ? value : REST;
        Map<String, Counter> ofValue = counters.computeIfAbsent(bounded, each -> new ConcurrentHashMap<>());
        String boundedOther = ofValue.containsKey(otherValue) || ofValue.size() < MOST_VALUES ? otherValue : REST;
        return ofValue.computeIfAbsent(boundedOther, each -> {
            Tags tags = Tags.of(first, bounded);
            return registry.counter(name, second.isEmpty() ? tags : tags.and(second, boundedOther));
        });
    }
}
