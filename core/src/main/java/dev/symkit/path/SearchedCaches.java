// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Plain directories of a symbol path that are caches elsewhere in it. A cache keeps files by key, a plain directory is searched by name:
 * the search misses them (documented as a mistake).
 */
final class SearchedCaches {
    private final ParseOptions options;

    SearchedCaches(ParseOptions options) {
        this.options = options;
    }

    /**
     * An element of a path.
     *
     * @param number 1-based number of the part of the text that it comes from
     */
    record Placed(int number, PathElement element) {}

    /** One line for each such directory. */
    List<String> warnings(List<Placed> elements) {
        Map<String, Integer> caches = new HashMap<>();
        for (Placed placed : elements) {
            for (PathStore cache : caches(placed.element())) {
                String path = cache instanceof PathStore.Default ? options.defaultStore() : cache.text();
                caches.putIfAbsent(comparable(path), placed.number());
            }
        }
        List<String> warnings = new ArrayList<>();
        for (Placed placed : elements) {
            if (placed.element() instanceof PathElement.Plain plain) {
                String path = plain.place().text();
                Integer cache = caches.get(comparable(path));
                if (cache != null) {
                    warnings.add("element " + placed.number() + ": the plain directory " + UrlText.masked(path)
                            + " is used as a cache in element " + cache
                            + ", a search by name misses what a cache holds");
                }
            }
        }
        return warnings;
    }

    private static List<PathStore> caches(PathElement element) {
        if (element instanceof PathElement.Chain chain) {
            return chain.stores().subList(0, chain.stores().size() - 1);
        }
        return element instanceof PathElement.Cache cache ? List.of(cache.store()) : List.of();
    }

    private String comparable(String path) {
        return PathText.comparable(path, options.environment().system());
    }
}
