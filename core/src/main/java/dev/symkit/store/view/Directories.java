// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.view;

import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Listings of a store's directories, each read once, for look-ups that ignore case. Thread-safe; a snapshot that does not
 * notice later changes. Different directories are read at the same time. While the store is being converted between the tiers, when
 * a listing may show half of two states, it is read anew each time.
 */
public final class Directories {
    private final StoreStorage storage;
    private final Map<String, Listing> listings = new ConcurrentHashMap<>();

    /** Nothing is read yet. */
    public Directories(StoreStorage storage) {
        this.storage = storage;
    }

    /** The spelling in use of {@code name} in a directory, the first in order; empty if there is no such entry. */
    public Optional<String> find(String directory, String name) throws IOException {
        return all(directory, name).stream().findFirst();
    }

    /** All spellings in use of {@code name} in a directory, in order: more than one only where case tells names apart. */
    public List<String> all(String directory, String name) throws IOException {
        return listing(directory).all(fold(name));
    }

    /** The spelling in use of {@code name}; if there is none, {@code name} itself, which is in use from now on. */
    public String findOrAdd(String directory, String name) throws IOException {
        Optional<String> known = listing(directory).findOrAdd(fold(name), name);
        if (known.isPresent()) {
            return known.get();
        }
        listings.putIfAbsent(join(directory, name), new Listing(new HashMap<>()));
        return name;
    }

    private Listing listing(String directory) throws IOException {
        Listing known = listings.get(directory);
        if (known != null) {
            known.read(storage, directory);
            return known;
        }
        boolean stable = !isConverting(storage);
        Listing listing = listings.computeIfAbsent(directory, key -> new Listing(null));
        listing.read(storage, directory);
        if (!stable || isConverting(storage)) {
            listings.remove(directory, listing);
        }
        return listing;
    }

    /** Whether a conversion between the tiers is going on, or was left unfinished. */
    static boolean isConverting(StoreStorage storage) throws IOException {
        return storage.stat(storage.adminDirectory() + "/" + StoreNames.CONVERT_JOURNAL)
                .isPresent();
    }

    /** A path below a directory; the empty path is the root. */
    public static String join(String directory, String name) {
        return directory.isEmpty() ? name : directory + "/" + name;
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The spellings of each name in one directory. Guarded by its own lock. */
    private static final class Listing {
        private @Nullable Map<String, List<String>> names;

        Listing(@Nullable Map<String, List<String>> names) {
            this.names = names;
        }

        synchronized void read(StoreStorage storage, String directory) throws IOException {
            if (names == null) {
                Map<String, List<String>> read = new HashMap<>();
                for (String name : storage.list(directory)) {
                    read.merge(fold(name), List.of(name), Listing::merged);
                }
                names = read;
            }
        }

        private static List<String> merged(List<String> one, List<String> other) {
            return Stream.concat(one.stream(), other.stream()).sorted().toList();
        }

        synchronized List<String> all(String folded) {
            return names == null ? List.of() : names.getOrDefault(folded, List.of());
        }

        synchronized Optional<String> findOrAdd(String folded, String name) {
            List<String> known = names == null ? null : names.putIfAbsent(folded, List.of(name));
            return known == null ? Optional.empty() : Optional.of(known.get(0));
        }
    }
}
