// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.view;

import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Listings of a store's directories, each read once, for look-ups that ignore case. Thread-safe; a snapshot that does not
 * notice later changes.
 */
public final class Directories {
    private final StoreStorage storage;
    private final Map<String, Map<String, String>> listings = new HashMap<>();

    /** Nothing is read yet. */
    public Directories(StoreStorage storage) {
        this.storage = storage;
    }

    /** The spelling in use of {@code name} in a directory; empty if there is no such entry. */
    public synchronized Optional<String> find(String directory, String name) throws IOException {
        return Optional.ofNullable(listing(directory).get(fold(name)));
    }

    /** The spelling in use of {@code name}; if there is none, {@code name} itself, which is in use from now on. */
    public synchronized String findOrAdd(String directory, String name) throws IOException {
        String known = listing(directory).putIfAbsent(fold(name), name);
        if (known != null) {
            return known;
        }
        listings.putIfAbsent(join(directory, name), new HashMap<>());
        return name;
    }

    private Map<String, String> listing(String directory) throws IOException {
        Map<String, String> known = listings.get(directory);
        if (known == null) {
            known = new HashMap<>();
            List<String> names = storage.list(directory).stream().sorted().toList();
            for (String name : names) {
                known.putIfAbsent(fold(name), name);
            }
            listings.put(directory, known);
        }
        return known;
    }

    /** A path below a directory; the empty path is the root. */
    public static String join(String directory, String name) {
        return directory.isEmpty() ? name : directory + "/" + name;
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
