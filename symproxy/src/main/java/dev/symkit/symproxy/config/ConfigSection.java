// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import dev.symkit.path.UrlText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The values of a section, each known to be one that its key takes. Immutable.
 *
 * @param name of the section
 * @param argument what stands behind the name, for example the name of a directory; empty for most
 * @param texts the values that are given, by {@link ConfigKey#id}
 * @param extra the values of keys with a free end, for example request headers, by the name as it is written
 */
public record ConfigSection(String name, String argument, Map<String, String> texts, Map<String, String> extra) {
    private static final String HIDDEN = "***";

    /** Copies the maps. */
    public ConfigSection {
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
        extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
    }

    /** A section in which nothing is given. */
    static ConfigSection empty(String name) {
        return new ConfigSection(name, "", Map.of(), Map.of());
    }

    /** The value of a key, or what counts where none is given. */
    public <T> T get(ConfigKey<T> key) {
        return find(key)
                .orElseThrow(() -> new NoSuchElementException("[" + name + " " + argument + "] has no " + key.name()));
    }

    /** The value of a key; empty if none is given and none counts then. */
    public <T> Optional<T> find(ConfigKey<T> key) {
        if (!key.section().equals(name)) {
            throw new IllegalArgumentException(key.name() + " is no key of [" + name + "]");
        }
        String text = texts.get(key.id());
        return Optional.ofNullable(text).or(key::fallback).flatMap(key.type()::parse);
    }

    /** The value of a key as it may be shown; empty if there is none. */
    Optional<String> shown(ConfigKey<?> key) {
        return Optional.ofNullable(texts.get(key.id()))
                .or(key::fallback)
                .map(text -> key.secret()
                        ? HIDDEN
                        : UrlText.is(text) || UrlText.isBucket(text) ? UrlText.masked(text) : text);
    }

    /** {@code [name]} or {@code [name argument]}. */
    public String head() {
        return argument.isEmpty() ? "[" + name + "]" : "[" + name + " " + argument + "]";
    }

    /** Shows no value, which may be secret. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "ConfigSection[%s, %s, %s]", head(), texts.keySet(), extra.keySet());
    }
}
