// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.view;

import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.util.ArrayList;
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
    private final boolean lists;
    private final Map<String, Listing> listings = new ConcurrentHashMap<>();
    private volatile @Nullable Boolean caseSensitive;

    /** Nothing is read yet. */
    public Directories(StoreStorage storage) {
        this(storage, true);
    }

    private Directories(StoreStorage storage, boolean lists) {
        this.storage = storage;
        this.lists = lists;
    }

    /** Takes a name as it is written for the only spelling there can be, and lists nothing: for guesses that are checked later. */
    static Directories unlisted(StoreStorage storage) {
        return new Directories(storage, false);
    }

    /** The spelling in use of {@code name} in a directory, the first in order; empty if there is no such entry. */
    public Optional<String> find(String directory, String name) throws IOException {
        return all(directory, name).stream().findFirst();
    }

    /** All spellings in use of {@code name} in a directory, in order: more than one only where case tells names apart. */
    public List<String> all(String directory, String name) throws IOException {
        if (!lists && !listings.containsKey(directory)) {
            return isThere(join(directory, name)) ? List.of(name) : List.of();
        }
        return listing(directory).all(fold(name));
    }

    /**
     * The spelling in use of {@code name}, {@code name} itself if it is one of them; if there is none, {@code name}, which is in use from
     * now on. A directory that was not listed yet is not listed for a name that is there as it is.
     */
    public String findOrAdd(String directory, String name) throws IOException {
        boolean isListed = listings.containsKey(directory);
        if (!isListed && isThere(join(directory, name)) && (!lists || isCaseSensitive())) {
            return name;
        }
        if (lists || isListed) {
            Optional<String> known = listing(directory).findOrAdd(fold(name), name);
            if (known.isPresent()) {
                return known.get();
            }
        }
        listings.putIfAbsent(join(directory, name), new Listing(new ArrayList<>()));
        return name;
    }

    /**
     * {@code name} as it is, from now on in use, also beside another spelling; but that one if both name the same directory, because case
     * does not count there.
     */
    public String findOrAddExactly(String directory, String name) throws IOException {
        if (!lists) {
            return findOrAdd(directory, name);
        }
        Listing listing = listing(directory);
        List<String> known = listing.all(fold(name));
        if (known.contains(name)) {
            return name;
        }
        if (!known.isEmpty() && isThere(join(directory, name))) {
            return known.get(0);
        }
        listing.add(fold(name), name);
        listings.putIfAbsent(join(directory, name), new Listing(new ArrayList<>()));
        return name;
    }

    private boolean isThere(String path) throws IOException {
        return storage.stat(path).isPresent();
    }

    private boolean isCaseSensitive() throws IOException {
        Boolean known = caseSensitive;
        if (known == null) {
            known = storage.isCaseSensitive();
            caseSensitive = known;
        }
        return known;
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

    /** The names in one directory. Guarded by its own lock. */
    private static final class Listing {
        /** After so many look-ups it is worth while to fold all names. */
        private static final int FEW = 4;

        private @Nullable List<String> names;
        private @Nullable Map<String, List<String>> spellings;
        private int lookUps;

        Listing(@Nullable List<String> names) {
            this.names = names;
        }

        synchronized void read(StoreStorage storage, String directory) throws IOException {
            if (names == null) {
                names = new ArrayList<>(storage.list(directory));
            }
        }

        /** All spellings of a name that is folded already. */
        synchronized List<String> all(String folded) {
            List<String> list = names == null ? List.of() : names;
            Map<String, List<String>> map = spellings;
            if (map == null && ++lookUps <= FEW) {
                return list.stream()
                        .filter(name -> isFolded(name, folded))
                        .sorted()
                        .toList();
            }
            if (map == null) {
                map = new HashMap<>();
                for (String name : list) {
                    map.merge(fold(name), List.of(name), Listing::merged);
                }
                spellings = map;
            }
            return map.getOrDefault(folded, List.of());
        }

        private static List<String> merged(List<String> one, List<String> other) {
            return Stream.concat(one.stream(), other.stream()).sorted().toList();
        }

        /** Folds nothing for names of ASCII, nor for most others. Only {@code U+0130} changes its length when it is folded. */
        private static boolean isFolded(String name, String folded) {
            int length = folded.length();
            if (name.length() != length) {
                return name.indexOf('\u0130') >= 0 && fold(name).equals(folded);
            }
            for (int i = 0; i < length; i++) {
                char given = name.charAt(i);
                char wanted = folded.charAt(i);
                if (given >= 0x80 || wanted >= 0x80) {
                    return fold(name).equals(folded);
                }
                if (given != wanted && (given < 'A' || given > 'Z' || given + ('a' - 'A') != wanted)) {
                    return false;
                }
            }
            return true;
        }

        synchronized void add(String folded, String name) {
            if (names != null) {
                names.add(name);
                if (spellings != null) {
                    spellings.merge(folded, List.of(name), Listing::merged);
                }
            }
        }

        synchronized Optional<String> findOrAdd(String folded, String name) {
            Optional<String> known = all(folded).stream().findFirst();
            if (known.isEmpty()) {
                add(folded, name);
            }
            return known;
        }
    }
}
