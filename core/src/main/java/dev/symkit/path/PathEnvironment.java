// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import java.util.Map;
import java.util.Optional;

/**
 * What of the machine the meaning of a symbol path depends on. Immutable; its text shows no value, as variables may hold secrets.
 *
 * @param system the kind of system
 * @param variables the environment variables
 * @param userHome the home directory of the user; empty if unknown
 * @param workingDirectory what relative directories are resolved against; empty: they stay relative
 */
public record PathEnvironment(
        HostSystem system, Map<String, String> variables, String userHome, String workingDirectory) {
    /** Nothing is set, nothing is known. */
    public static final PathEnvironment NONE = new PathEnvironment(HostSystem.OTHER, Map.of(), "", "");

    /** Copies the map. */
    public PathEnvironment {
        variables = Map.copyOf(variables);
    }

    /** The value of a variable; empty if it is not set or blank. Windows knows no case in names of variables. */
    public Optional<String> variable(String name) {
        Optional<String> value = Optional.ofNullable(variables.get(name));
        if (value.isEmpty() && system == HostSystem.WINDOWS) {
            value = variables.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                    .map(Map.Entry::getValue)
                    .findFirst();
        }
        return value.filter(text -> !text.isBlank());
    }

    /** The value of a variable that has to hold an absolute path, as those of the XDG base directories; empty for any other. */
    Optional<String> absolute(String name) {
        return variable(name).filter(value -> value.startsWith("/"));
    }

    /** The path of something in a directory, with the separators of the system. */
    String join(String directory, String... names) {
        String start = directory.endsWith("/") || directory.endsWith("\\")
                ? directory.substring(0, directory.length() - 1)
                : directory;
        return start + system.separator() + String.join(system.separator(), names);
    }

    @Override
    public String toString() {
        return "PathEnvironment[" + system + "]";
    }
}
