// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A section that is being put together from several places. Confined to one thread. */
final class Draft {
    private final SectionKind kind;
    private final String argument;
    private final Map<String, Given> given = new LinkedHashMap<>();

    private record Given(String name, String value, String place) {}

    Draft(SectionKind kind, String argument) {
        this.kind = kind;
        this.argument = argument;
    }

    SectionKind kind() {
        return kind;
    }

    String argument() {
        return argument;
    }

    /** Whether a kind of section has a key. */
    static boolean isKeyOf(SectionKind kind, String name) {
        return key(kind, name).isPresent() || isFree(kind, name);
    }

    private static boolean isFree(SectionKind kind, String name) {
        String start = kind.freeKeys();
        return !start.isEmpty()
                && name.length() > start.length()
                && name.regionMatches(true, 0, start, 0, start.length());
    }

    private static Optional<ConfigKey<?>> key(SectionKind kind, String name) {
        return kind.keys().stream()
                .filter(key -> SecretSource.names(key).stream().anyMatch(name::equalsIgnoreCase))
                .findFirst();
    }

    /** Takes a value; the last one of a name counts. */
    void put(String name, String value, String place) {
        given.put(name.toLowerCase(Locale.ROOT), new Given(name, value, place));
    }

    /** Takes a value unless an option gave one. */
    void putBelowOptions(String name, String value, String place) {
        Given known = given.get(name.toLowerCase(Locale.ROOT));
        if (known == null || !known.place().startsWith("--")) {
            put(name, value, place);
        }
    }

    /** The section; what its keys do not take is a problem and left out. */
    ConfigSection section(SecretSource secrets, List<ConfigProblem> problems) {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, String> extra = new LinkedHashMap<>();
        for (Given each : given.values()) {
            Optional<ConfigKey<?>> key = key(kind, each.name());
            if (key.isPresent()) {
                value(key.get(), each, secrets, problems)
                        .ifPresent(text -> texts.put(key.get().id(), text));
            } else if (isFree(kind, each.name())) {
                extra.put(each.name().substring(kind.freeKeys().length()), each.value());
            } else {
                problems.add(new ConfigProblem(each.place(), "unknown key '" + each.name() + "'", false));
            }
        }
        return new ConfigSection(kind.title(), argument, texts, extra);
    }

    private static Optional<String> value(
            ConfigKey<?> key, Given given, SecretSource secrets, List<ConfigProblem> problems) {
        try {
            String text = secrets.read(key, given.name(), given.value());
            if (key.type().parse(text).isPresent()) {
                return Optional.of(text);
            }
            problems.add(new ConfigProblem(
                    given.place(), "'" + key.name() + "' is not " + key.type().wanted(), true));
        } catch (IOException e) {
            problems.add(new ConfigProblem(given.place(), "'" + given.name() + "': " + e.getMessage(), true));
        }
        return Optional.empty();
    }
}
