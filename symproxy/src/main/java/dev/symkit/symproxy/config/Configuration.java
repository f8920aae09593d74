// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import dev.symkit.path.Exclusions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole configuration. Immutable.
 *
 * @param single the sections that there is one of, by name; those that are not given are not there
 * @param directories in the order of the file
 * @param upstreams likewise
 * @param exclusions files that are never looked up
 */
public record Configuration(
        Map<String, ConfigSection> single,
        List<ConfigSection> directories,
        List<ConfigSection> upstreams,
        Exclusions exclusions) {
    /** Copies the collections. */
    public Configuration {
        single = Map.copyOf(single);
        directories = List.copyOf(directories);
        upstreams = List.copyOf(upstreams);
    }

    /** The value of a key of a section that there is one of, or what counts where none is given. */
    public <T> T get(ConfigKey<T> key) {
        return section(key).get(key);
    }

    /** The same; empty if none is given and none counts then. */
    public <T> Optional<T> find(ConfigKey<T> key) {
        return section(key).find(key);
    }

    private ConfigSection section(ConfigKey<?> key) {
        return section(key.section());
    }

    /** A section that there is one of; nothing is given in it if the file has none. */
    public ConfigSection section(String name) {
        return single.getOrDefault(name, ConfigSection.empty(name));
    }

    /** The same with another section of those that there is one of. */
    public Configuration with(ConfigSection section) {
        Map<String, ConfigSection> changed = new HashMap<>(single);
        changed.put(section.name(), section);
        return new Configuration(changed, directories, upstreams, exclusions);
    }

    /** The upstream of a name, in any case. */
    public Optional<ConfigSection> upstream(String name) {
        return upstreams.stream()
                .filter(section -> section.argument().equalsIgnoreCase(name))
                .findFirst();
    }

    /** All that counts, as a file that says the same, secrets left out. */
    public List<String> shown() {
        List<String> lines = new ArrayList<>();
        for (SectionKind kind : SectionKind.values()) {
            for (ConfigSection section : sections(kind)) {
                lines.add(section.head());
                for (ConfigKey<?> key : kind.keys()) {
                    section.shown(key).ifPresent(text -> lines.add(key.name() + " = " + text));
                }
                section.extra().keySet().forEach(name -> lines.add(kind.freeKeys() + name + " = ***"));
                lines.add("");
            }
        }
        lines.add("[exclusions]");
        lines.addAll(exclusions.patterns());
        return lines;
    }

    private List<ConfigSection> sections(SectionKind kind) {
        return switch (kind) {
            case DIRECTORY -> directories;
            case UPSTREAM -> upstreams;
            default -> List.of(section(kind.title()));
        };
    }

    /** The names of all directories. */
    public List<String> directoryNames() {
        return directories.stream().map(ConfigSection::argument).toList();
    }
}
