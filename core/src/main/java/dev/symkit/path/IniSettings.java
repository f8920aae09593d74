// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Keys and values of a section whose meaning others know. Immutable.
 *
 * @param target what the section is about; empty if that is everything
 * @param line 1-based number of the line of its head; 0 if there is none
 * @param values the entries by key in lower case, in the order of the file
 */
public record IniSettings(String target, int line, Map<String, Entry> values) {
    /** Nothing is set. */
    public static final IniSettings NONE = new IniSettings("", 0, Map.of());

    /** Copies the map. */
    public IniSettings {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * One line {@code key = value}. Its {@code toString} shows no value, which may be secret.
     *
     * @param key as written
     * @param value as written, without blanks around it
     * @param line 1-based number of the line
     */
    public record Entry(String key, String value, int line) {
        @Override
        public String toString() {
            return "Entry[" + key + ", line " + line + "]";
        }
    }

    /** The entry of a key, in any case. */
    public Optional<Entry> get(String key) {
        return Optional.ofNullable(values.get(key.toLowerCase(Locale.ROOT)));
    }

    /** Shows no secret that the target, a URL, may hold. */
    @Override
    public String toString() {
        return "IniSettings[" + UrlText.masked(target) + ", line " + line + ", " + values.values() + "]";
    }
}
