// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.view;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the directories of keys at whatever place the layout of the store gives them, and remembers that layout. Thread-safe.
 */
final class LookUps {
    /** How often a look-up starts again because of a conversion. Once is for a view that took the store for one-tier. */
    private static final int RESTARTS = 2;

    /** For so many look-ups it is worth while to avoid the listing of the root. */
    private static final int FEW = 16;

    private final StoreStorage storage;
    private final Supplier<Directories> newDirectories;
    private final AtomicInteger unlistedLookUps = new AtomicInteger();
    private volatile @Nullable Layout layout;

    /**
     * Nothing is read yet.
     *
     * @param newDirectories gives listings that nothing is read of yet
     */
    LookUps(StoreStorage storage, Supplier<Directories> newDirectories) {
        this.storage = storage;
        this.newDirectories = newDirectories;
    }

    /** What may be looked up in the root for some keys; empty if it is much. */
    static Set<String> namesInRoot(Collection<SymbolKey> keys) {
        if (keys.size() > FEW) {
            return Set.of();
        }
        Set<String> names = new HashSet<>(Set.of(Tier.MARKER, StoreNames.PINGME));
        for (SymbolKey key : keys) {
            names.add(key.name());
            names.add(Tier.prefix(key.name()));
        }
        return names;
    }

    /**
     * What is remembered of a store.
     *
     * @param marker path of {@code index2.txt}; empty if the store is one-tier
     * @param version of that file, which is made anew by each conversion to two-tier; empty if there is none
     * @param directories listings made since
     */
    private record Layout(Optional<String> marker, Optional<String> version, Directories directories) {}

    /** The path of {@code index2.txt}; empty if the store is one-tier. */
    Optional<String> marker() throws IOException {
        return layout().marker();
    }

    /** The listings that are gone by. */
    Directories directories() throws IOException {
        return layout().directories();
    }

    private Layout layout() throws IOException {
        Layout known = layout;
        return known == null ? newLayout() : known;
    }

    private Layout newLayout() throws IOException {
        Directories directories = newDirectories.get();
        Optional<String> marker = child(directories, "", Tier.MARKER);
        Optional<String> version = marker.isPresent() ? markerVersion(marker) : Optional.empty();
        Layout read = new Layout(marker, version, directories);
        layout = read;
        return read;
    }

    private Optional<String> markerVersion(Optional<String> marker) throws IOException {
        return storage.stat(marker.orElse(Tier.MARKER)).map(StorageEntry::version);
    }

    /** What is wanted of a key directory; empty if it is not there. */
    @FunctionalInterface
    interface Look<T> {
        Optional<T> in(Directories directories, String directory) throws IOException;
    }

    /**
     * Looks at the places of a key until one has what is wanted. A conversion between the tiers may move the entry from a place not
     * looked at yet to one that was, at any time; its way is one place, perhaps {@code convert.tmp}, the other place. So a miss counts
     * only after two rounds, with a look at {@code convert.tmp} between them where there is a conversion. (A second round that nothing
     * has changed before costs no listing.)
     */
    <T> Optional<T> of(SymbolKey key, Look<T> look) throws IOException {
        if (layout == null && unlistedLookUps.incrementAndGet() <= FEW) {
            Optional<T> exact = lookUnlisted(key, look);
            if (exact.isPresent()) {
                return exact;
            }
        }
        for (int round = 0; ; round++) {
            Layout now = layout();
            Optional<T> found = lookUp(now, key, look);
            if (found.isPresent()) {
                return found;
            }
            boolean converting = Directories.isConverting(storage);
            if (converting) {
                found = lookBelow(now.directories(), parked(), key, look);
                if (found.isPresent()) {
                    return found;
                }
            }
            boolean changed = converting || !markerVersion(now.marker()).equals(now.version());
            if (changed && round < RESTARTS) {
                newLayout();
            } else if (round > 0) {
                return Optional.empty();
            }
        }
    }

    /**
     * Looks at the one-tier place of a key as it is written, so that a store whose root has very many names need not be listed for an
     * entry that is there. Empty, too, if the entry might have a two-tier place, which counts first.
     */
    private <T> Optional<T> lookUnlisted(SymbolKey key, Look<T> look) throws IOException {
        String directory = key.name() + "/" + key.index();
        if (exists(Tier.MARKER) || !exists(directory) || mayHavePrefixDirectory(key.name())) {
            return Optional.empty();
        }
        return look.in(newDirectories.get(), directory);
    }

    private boolean mayHavePrefixDirectory(String name) throws IOException {
        Optional<Set<String>> spellings = Tier.prefixSpellings(name);
        for (String spelling : spellings.orElse(Set.of())) {
            if (exists(spelling)) {
                return true;
            }
        }
        return spellings.isEmpty();
    }

    private String parked() {
        return storage.adminDirectory() + "/" + StoreNames.CONVERT_TMP;
    }

    private <T> Optional<T> lookUp(Layout now, SymbolKey key, Look<T> look) throws IOException {
        Directories directories = now.directories();
        if (now.marker().isPresent()) {
            String prefix = Tier.prefix(key.name());
            String exact = prefix + "/" + key.name() + "/" + key.index();
            Optional<T> found = exists(exact) ? look.in(directories, exact) : Optional.empty();
            if (found.isPresent()) {
                return found;
            }
            for (String spelling : directories.all("", prefix)) {
                found = lookBelow(directories, spelling, key, look);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return lookBelow(directories, "", key, look);
    }

    private <T> Optional<T> lookBelow(Directories directories, String parent, SymbolKey key, Look<T> look)
            throws IOException {
        Optional<String> name = child(directories, parent, key.name());
        Optional<String> directory = name.isPresent() ? child(directories, name.get(), key.index()) : Optional.empty();
        return directory.isPresent() ? look.in(directories, directory.get()) : Optional.empty();
    }

    /** The path of an entry of a directory, whose name has any case; empty if there is none. */
    Optional<String> child(Directories directories, String directory, String name) throws IOException {
        String exact = Directories.join(directory, name);
        if (exists(exact)) {
            return Optional.of(exact);
        }
        if (storage.canonicalNames()) {
            return Optional.empty();
        }
        Optional<String> actual = directories.find(directory, name);
        if (actual.isEmpty() || !exists(Directories.join(directory, actual.get()))) {
            return Optional.empty(); // never was there, or is gone since the directory was listed
        }
        return Optional.of(Directories.join(directory, actual.get()));
    }

    private boolean exists(String path) throws IOException {
        return storage.stat(path).isPresent();
    }
}
