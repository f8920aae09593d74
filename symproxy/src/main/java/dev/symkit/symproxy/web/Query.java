// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a query, or of a form that is written like one. Immutable.
 *
 * @param fields by their names
 */
public record Query(Map<String, String> fields) {
    /** Copies the map. */
    public Query {
        fields = Map.copyOf(fields);
    }

    /** Takes a query apart; of a field that is there twice the last counts, and what is not encoded rightly is not there. */
    public static Query of(String text) {
        Map<String, String> fields = new HashMap<>();
        for (String each : text.split("&", -1)) {
            int equals = each.indexOf('=');
            if (equals > 0) {
                try {
                    fields.put(
                            each.substring(0, equals),
                            URLDecoder.decode(each.substring(equals + 1), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException e) {
                    fields.remove(each.substring(0, equals));
                }
            }
        }
        return new Query(fields);
    }

    /** The value of a field; empty if it is not there. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** The same; a field that is not there is empty. */
    public String get(String name) {
        return fields.getOrDefault(name, "");
    }

    /** These fields and others, which count where both have one. */
    public Query with(Map<String, String> others) {
        Map<String, String> all = new HashMap<>(fields);
        all.putAll(others);
        return new Query(all);
    }

    /** Whether a field says yes. */
    public boolean is(String name) {
        String value = get(name);
        return value.equals("1") || value.equals("true");
    }
}
