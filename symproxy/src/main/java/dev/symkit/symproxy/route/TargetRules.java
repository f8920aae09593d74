// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.route;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What targets are read by. Immutable.
 *
 * @param directories the directories by their names in lower case; the root is the empty name
 * @param listed those that may be looked at, as configured
 * @param tokenInPath whether a first segment {@code ~TOKEN} is credentials
 * @param windows whether names that Windows treats specially are refused
 */
public record TargetRules(Map<String, String> directories, Set<String> listed, boolean tokenInPath, boolean windows) {
    /** Copies the collections. */
    public TargetRules {
        directories = Map.copyOf(directories);
        listed = Set.copyOf(listed);
    }

    /**
     * Rules for directories, none of which may be looked at.
     *
     * @param names as configured; no two of them equal but for case
     */
    public static TargetRules of(List<String> names, boolean tokenInPath, boolean windows) {
        Map<String, String> directories = new HashMap<>();
        names.forEach(name -> directories.put(name.toLowerCase(Locale.ROOT), name));
        return new TargetRules(directories, Set.of(), tokenInPath, windows);
    }

    /**
     * The same where some directories may be looked at.
     *
     * @param names as configured
     */
    public TargetRules listing(List<String> names) {
        return new TargetRules(directories, Set.copyOf(names), tokenInPath, windows);
    }

    /** Whether a directory, as it is configured, may be looked at. */
    boolean isListed(String directory) {
        return listed.contains(directory);
    }

    /** The directory that a segment names, in any case. */
    Optional<String> directory(String segment) {
        return Optional.ofNullable(directories.get(segment.toLowerCase(Locale.ROOT)));
    }
}
