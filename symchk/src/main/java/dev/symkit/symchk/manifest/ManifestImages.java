// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.manifest;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which images the symbol files of a manifest belong to. A manifest does not say so; the names do, where one image only has the name of
 * the symbol file. Immutable.
 */
public final class ManifestImages {
    private final Map<String, Set<String>> names = new HashMap<>();

    /** Those of all lines of a manifest. */
    public ManifestImages(Collection<ManifestFile.Entry> entries) {
        entries.stream()
                .flatMap(entry -> entry.line().stream())
                .filter(line -> line.kind() == ManifestLine.Kind.IMAGE)
                .map(line -> line.name().toLowerCase(Locale.ROOT))
                .forEach(name -> names.computeIfAbsent(stem(name), each -> new HashSet<>())
                        .add(name));
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** The name of the image a line belongs to, or names; empty if several images or none may be meant. */
    public String imageOf(ManifestLine line) {
        if (line.kind() == ManifestLine.Kind.IMAGE) {
            return line.name();
        }
        Set<String> found = names.getOrDefault(stem(line.name().toLowerCase(Locale.ROOT)), Set.of());
        return found.size() == 1 ? found.iterator().next() : "";
    }
}
