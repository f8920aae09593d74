// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.view;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.layout.HistoryFile;
import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.layout.ServerFile;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.layout.TransactionFile;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a store without taking its lock. Look-ups try the exact path first and ignore case after that. Thread-safe.
 *
 * <p>The tier and the listings of directories are remembered, so that many look-ups cost no more listings than there are directories;
 * entries that come later need a new view. The files themselves are read anew each time. A conversion between the tiers is noticed:
 * no look-up misses an entry because of it (symbol-store-format 1.2). A path found while one goes on may be out of date when it is
 * opened; then look again.
 */
public final class StoreView {
    /** The largest text file of a store that is read, in bytes. */
    public static final int MAX_TEXT = 256 * 1024 * 1024;

    /** How often a look-up starts again because of a conversion. Once is for a view that took the store for one-tier. */
    private static final int RESTARTS = 2;

    /** For so many look-ups it is worth while to avoid the listing of the root. */
    private static final int FEW = 16;

    private final StoreStorage storage;
    private final Supplier<Directories> newDirectories;
    private final AtomicInteger unlistedLookUps = new AtomicInteger();
    private volatile @Nullable Layout layout;

    /** The store behind {@code storage}. */
    public StoreView(StoreStorage storage) {
        this(storage, () -> new Directories(storage));
    }

    /**
     * The same for a few keys only.
     *
     * @param soon the keys that will be looked up: few of them cost less in a store whose root has very many names
     */
    public StoreView(StoreStorage storage, Collection<SymbolKey> soon) {
        this(storage, () -> new Directories(storage, namesInRoot(soon)));
    }

    private StoreView(StoreStorage storage, Supplier<Directories> newDirectories) {
        this.storage = storage;
        this.newDirectories = newDirectories;
    }

    /** A view that takes every name as it is written and lists nothing: a guess of what is there, for what is looked at again later. */
    public static StoreView guess(StoreStorage storage) {
        return new StoreView(storage, () -> Directories.unlisted(storage));
    }

    /** What may be looked up in the root for some keys; empty if it is much. */
    private static Set<String> namesInRoot(Collection<SymbolKey> keys) {
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

    /** The storage that is looked at. */
    public StoreStorage storage() {
        return storage;
    }

    /**
     * What is remembered of a store.
     *
     * @param marker path of {@code index2.txt}; empty if the store is one-tier
     * @param version of that file, which is made anew by each conversion to two-tier; empty if there is none
     * @param directories listings made since
     */
    private record Layout(Optional<String> marker, Optional<String> version, Directories directories) {}

    /** In which form a file is in a key directory. */
    public enum Form {
        /** As it is. */
        FILE,
        /** Compressed, the last character of the name replaced. */
        COMPRESSED,
        /** A {@code file.ptr} only. */
        PTR;

        /** The word that {@code query} prints. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A file that was found.
     *
     * @param path relative to the store root
     * @param form in which form it is there
     */
    public record Found(String path, Form form) {}

    /** Whether the root holds anything that makes it a store: 000Admin, pingme.txt or index2.txt. */
    public boolean isStore() throws IOException {
        return exists(storage.adminDirectory())
                || child(directories(), "", StoreNames.PINGME).isPresent()
                || layout().marker().isPresent();
    }

    /** Whether any transaction was ever recorded; without one, references in the store mean nothing. */
    public boolean isManaged() throws IOException {
        for (String name : List.of(StoreNames.LAST_ID, ServerFile.NAME, HistoryFile.NAME)) {
            Optional<StorageEntry> entry = storage.stat(storage.adminDirectory() + "/" + name);
            if (entry.isPresent() && entry.get().size() > 0) {
                return true;
            }
        }
        return false;
    }

    /** The layout of the store. */
    public Tier tier() throws IOException {
        return layout().marker().isPresent() ? Tier.TWO : Tier.ONE;
    }

    /** The listings that this view goes by. */
    public Directories directories() throws IOException {
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

    /** Where a key's file is; the plain form is preferred, then the compressed one, then the pointer. */
    public Optional<Found> find(SymbolKey key) throws IOException {
        return lookUp(key, (directories, directory) -> findIn(directories, directory, key.name()));
    }

    /** The directory of a key, relative to the root: at its two-tier place first if the store is two-tier. */
    public Optional<String> keyDirectory(SymbolKey key) throws IOException {
        return lookUp(key, (directories, directory) -> Optional.of(directory));
    }

    /** The references to a key; empty if it has no {@code refs.ptr}. */
    public Optional<RefsFile> refs(SymbolKey key) throws IOException {
        return lookUp(key, (directories, directory) -> refs(directory));
    }

    private Optional<String> markerVersion(Optional<String> marker) throws IOException {
        return storage.stat(marker.orElse(Tier.MARKER)).map(StorageEntry::version);
    }

    /** What is wanted of a key directory; empty if it is not there. */
    @FunctionalInterface
    private interface Look<T> {
        Optional<T> in(Directories directories, String directory) throws IOException;
    }

    /**
     * Looks at the places of a key until one has what is wanted. A conversion between the tiers may move the entry from a place not
     * looked at yet to one that was, at any time; its way is one place, perhaps {@code convert.tmp}, the other place. So a miss counts
     * only after two rounds, with a look at {@code convert.tmp} between them where there is a conversion. (A second round that nothing
     * has changed before costs no listing.)
     */
    private <T> Optional<T> lookUp(SymbolKey key, Look<T> look) throws IOException {
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

    private Optional<Found> findIn(Directories directories, String directory, String name) throws IOException {
        Optional<String> plain = child(directories, directory, name);
        if (plain.isPresent()) {
            return plain.map(path -> new Found(path, Form.FILE));
        }
        Optional<String> compressedName = StoreNames.compressed(name);
        if (compressedName.isPresent()) {
            Optional<String> compressed = child(directories, directory, compressedName.get());
            if (compressed.isPresent()) {
                return compressed.map(path -> new Found(path, Form.COMPRESSED));
            }
        }
        return child(directories, directory, FilePointer.NAME).map(path -> new Found(path, Form.PTR));
    }

    /** The references of a key directory; empty if it has no {@code refs.ptr}. */
    public Optional<RefsFile> refs(String keyDirectory) throws IOException {
        return storage.readAll(Directories.join(keyDirectory, RefsFile.NAME), MAX_TEXT)
                .map(RefsFile::parse);
    }

    /** The live transactions; none if there is no {@code server.txt}. */
    public ServerFile server() throws IOException {
        return ServerFile.parse(admin(ServerFile.NAME).orElse(new byte[0]));
    }

    /** The history; empty if there is no {@code history.txt}. */
    public HistoryFile history() throws IOException {
        return HistoryFile.parse(admin(HistoryFile.NAME).orElse(new byte[0]));
    }

    /** What a live transaction stored; empty if its file is missing. */
    public Optional<TransactionFile> transaction(TransactionId id) throws IOException {
        return admin(id.text()).map(TransactionFile::parse);
    }

    /** A file of 000Admin; empty if it is missing. */
    public Optional<byte[]> admin(String name) throws IOException {
        return storage.readAll(storage.adminDirectory() + "/" + name, MAX_TEXT);
    }

    private Optional<String> child(Directories directories, String directory, String name) throws IOException {
        String exact = Directories.join(directory, name);
        if (exists(exact)) {
            return Optional.of(exact);
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
