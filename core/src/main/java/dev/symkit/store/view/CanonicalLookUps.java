// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.view;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the directories of keys in a store of canonical names (symbol-store-format 1.4): asks for one spelling at each place and lists
 * neither the root nor the directory of a name. Thread-safe.
 */
final class CanonicalLookUps {
    /** How often a look-up starts again because of a conversion. */
    private static final int RESTARTS = 2;

    private final StoreStorage storage;
    private final boolean settled;
    private volatile @Nullable Marker marker;

    /** The {@code index2.txt} that was found, or that there is none. */
    private record Marker(Optional<StorageEntry> entry) {
        boolean isThere() {
            return entry.isPresent();
        }

        boolean isStill(Optional<StorageEntry> now) {
            return entry.map(StorageEntry::version).equals(now.map(StorageEntry::version));
        }
    }

    /** What is wanted of a key directory, which need not be there. */
    @FunctionalInterface
    interface Look<T> {
        Optional<T> in(String directory) throws IOException;
    }

    /**
     * Nothing is read yet.
     *
     * @param settled whether nobody can convert the store meanwhile, because the caller has its lock
     */
    CanonicalLookUps(StoreStorage storage, boolean settled) {
        this.storage = storage;
        this.settled = settled;
    }

    /** The layout, remembered from the first look. */
    Tier tier() throws IOException {
        return marker().isThere() ? Tier.TWO : Tier.ONE;
    }

    /** Read by one of several threads, for the others too. */
    private synchronized Marker marker() throws IOException {
        Marker known = marker;
        if (known == null) {
            known = new Marker(storage.statFile(Tier.MARKER));
            marker = known;
        }
        return known;
    }

    /**
     * The spellings of a key that are asked for: the canonical one; behind it that of the SSQP conventions if the key is given so, for
     * writers that were told to use it.
     */
    static Set<SymbolKey> spellings(SymbolKey key) {
        Set<SymbolKey> spellings = new LinkedHashSet<>(List.of(key.canonical()));
        if (key.equals(key.lowerCase())) {
            spellings.add(key);
        }
        return spellings;
    }

    /**
     * Looks at the places of a key until one has what is wanted. A conversion between the tiers may move the entry from a place not
     * looked at yet to one that was. So a miss counts only if the store has one place for the key and none is converted, or after two
     * rounds.
     */
    <T> Optional<T> of(SymbolKey key, Look<T> look) throws IOException {
        Set<SymbolKey> spellings = spellings(key);
        for (int round = 0; ; round++) {
            Marker now = marker();
            Optional<T> found = lookUp(now.isThere(), spellings, look);
            if (found.isPresent() || settled) {
                return found;
            }
            boolean converting = Directories.isConverting(storage);
            if (converting) {
                found = lookBelow(storage.adminDirectory() + "/" + StoreNames.CONVERT_TMP + "/", spellings, look);
                if (found.isPresent()) {
                    return found;
                }
            }
            boolean changed = converting || !now.isStill(storage.statFile(Tier.MARKER));
            if (changed && round < RESTARTS) {
                marker = null;
            } else if (round > 0 || !now.isThere()) {
                return Optional.empty();
            }
        }
    }

    /** Looks at one directory. */
    @FunctionalInterface
    interface Reader {
        ReferencedDirectory read(String directory) throws IOException;
    }

    /** The directory of a key in just this spelling, with what is in it; for callers that have the lock. */
    Optional<ReferencedDirectory> exactly(SymbolKey key, Reader reader) throws IOException {
        return lookUp(
                tier() == Tier.TWO,
                Set.of(key),
                directory -> Optional.of(reader.read(directory))
                        .filter(found -> !found.directory().entries().isEmpty()));
    }

    private static <T> Optional<T> lookUp(boolean twoTier, Set<SymbolKey> spellings, Look<T> look) throws IOException {
        for (SymbolKey key : twoTier ? spellings : Set.<SymbolKey>of()) {
            Optional<T> found = look.in(directory(Tier.TWO, key));
            if (found.isPresent()) {
                return found;
            }
        }
        return lookBelow("", spellings, look);
    }

    private static <T> Optional<T> lookBelow(String parent, Set<SymbolKey> spellings, Look<T> look) throws IOException {
        for (SymbolKey key : spellings) {
            Optional<T> found = look.in(parent + directory(Tier.ONE, key));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The place of a key. */
    static String directory(Tier tier, SymbolKey key) {
        String below = key.name() + "/" + key.index();
        return tier == Tier.TWO ? Tier.prefix(key.name()) + "/" + below : below;
    }
}
