// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.view;

import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Listings of a store's directories, each read once, for look-ups that ignore case. Thread-safe; a snapshot that does not
 * notice later changes. Different directories are read at the same time. While the store is being converted between the tiers, when
 * a listing may show half of two states, it is read anew each time. In a store of canonical names nothing is listed: each name is asked
 * for as it is given.
 */
public final class Directories {
    private final StoreStorage storage;
    private final boolean lists;
    private final Set<String> soon;
    private final Map<String, Listing> listings = new ConcurrentHashMap<>();
    private volatile @Nullable Boolean caseSensitive;

    /** Nothing is read yet. */
    public Directories(StoreStorage storage) {
        this(storage, Set.of());
    }

    /**
     * Nothing is read yet.
     *
     * @param soon the only names that will be looked up in the root, in whatever case: of a root with very many names no more is kept.
     *     Looking up another one is allowed and costs one more listing. Empty if they are not known or many
     */
    public Directories(StoreStorage storage, Set<String> soon) {
        this(storage, !storage.canonicalNames(), soon);
    }

    private Directories(StoreStorage storage, boolean lists, Set<String> soon) {
        this.storage = storage;
        this.lists = lists;
        this.soon = soon.stream().map(Listing::fold).collect(Collectors.toUnmodifiableSet());
    }

    /** Takes a name as it is written for the only spelling there can be, and lists nothing: for guesses that are checked later. */
    static Directories unlisted(StoreStorage storage) {
        return new Directories(storage, false, Set.of());
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
        String folded = Listing.fold(name);
        return listing(directory, folded).all(folded);
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
            String folded = Listing.fold(name);
            Optional<String> known = listing(directory, folded).findOrAdd(folded, name);
            if (known.isPresent()) {
                return known.get();
            }
        }
        listings.putIfAbsent(join(directory, name), Listing.ofNew());
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
        String folded = Listing.fold(name);
        Listing listing = listing(directory, folded);
        List<String> known = listing.all(folded);
        if (known.contains(name)) {
            return name;
        }
        if (!known.isEmpty() && isThere(join(directory, name))) {
            return known.get(0);
        }
        listing.add(folded, name);
        listings.putIfAbsent(join(directory, name), Listing.ofNew());
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

    private Listing listing(String directory, String folded) throws IOException {
        Listing known = listings.get(directory);
        if (known != null && known.tells(folded)) {
            return known;
        }
        boolean stable = !isConverting(storage);
        Listing listing = listings.computeIfAbsent(directory, key -> Listing.unread(key.isEmpty() ? soon : Set.of()));
        listing.read(storage, directory, folded);
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
}
