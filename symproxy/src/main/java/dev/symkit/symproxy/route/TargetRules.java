// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.route;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What targets are read by. Immutable.
 *
 * @param directories the directories by their names in lower case; the root is the empty name
 * @param tokenInPath whether a first segment {@code ~TOKEN} is credentials
 * @param windows whether names that Windows treats specially are refused
 */
public record TargetRules(Map<String, String> directories, boolean tokenInPath, boolean windows) {
    /** Copies the map. */
    public TargetRules {
        directories = Map.copyOf(directories);
    }

    /**
     * Rules for directories.
     *
     * @param names as configured; no two of them equal but for case
     */
    public static TargetRules of(List<String> names, boolean tokenInPath, boolean windows) {
        Map<String, String> directories = new HashMap<>();
        names.forEach(name -> directories.put(name.toLowerCase(Locale.ROOT), name));
        return new TargetRules(directories, tokenInPath, windows);
    }

    /** The directory that a segment names, in any case. */
    Optional<String> directory(String segment) {
        return Optional.ofNullable(directories.get(segment.toLowerCase(Locale.ROOT)));
    }
}
