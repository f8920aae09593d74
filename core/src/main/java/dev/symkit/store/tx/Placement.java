// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.parallel.Parallel;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.Directories;
import dev.symkit.store.view.KeyDirectory;
import dev.symkit.store.view.ReferencedDirectory;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Step 4 of an add: the paths, by the names in use, and what is there. Final only if found under the lock; what is found without it is a
 * guess that saves work. After {@link #find} read by any number of threads.
 */
final class Placement {
    private final StoreStorage storage;
    private final StoreView view;
    private final boolean locked;
    private final Map<Prepared, Place> places = new HashMap<>();

    /**
     * Goes by the listings of a view.
     *
     * @param locked whether the places are to be final; then the view is made under the lock
     */
    Placement(StoreView view, boolean locked) {
        this.storage = view.storage();
        this.view = view;
        this.locked = locked;
    }

    /** Finds the places of all groups. Names are chosen in order, for one group may add a name that the next one uses. */
    void find(List<Prepared> groups, Tier tier, Parallel parallel) throws IOException {
        if (storage.canonicalNames()) {
            findCanonical(groups, tier, parallel, Optional.empty());
            return;
        }
        Directories directories = view.directories();
        Map<Prepared, String> paths = new LinkedHashMap<>();
        for (Prepared group : groups) {
            SymbolKey key = group.key;
            String parent = tier == Tier.TWO ? prefixDirectory(directories, key.name()) : "";
            String nameDirectory = Directories.join(parent, directories.findOrAdd(parent, key.name()));
            paths.put(group, nameDirectory + "/" + directories.findOrAdd(nameDirectory, key.index()));
        }
        List<Place> found = parallel.map(List.copyOf(paths.values()), path -> look(directories, path));
        int at = 0;
        for (Prepared group : paths.keySet()) {
            places.put(group, found.get(at++));
        }
    }

    /**
     * The same, knowing that no reference changed since {@code before} was found: a key directory in which nothing was is not listed
     * again, only asked for {@code refs.ptr}, for that listing may have been out of date. If it has a stored file by now, of a writer that
     * does not take the lock, that is replaced as if it came a moment later.
     */
    void findAgain(List<Prepared> groups, Tier tier, Parallel parallel, Placement before) throws IOException {
        findCanonical(groups, tier, parallel, Optional.of(before));
    }

    /** The places by the names of the keys: no listing tells another. Each key directory is looked at with one call. */
    private void findCanonical(List<Prepared> groups, Tier tier, Parallel parallel, Optional<Placement> before)
            throws IOException {
        List<Place> found = parallel.map(groups, group -> {
            String directory = StoreView.place(tier, group.key);
            Optional<Place> known = before.map(earlier -> earlier.of(group))
                    .filter(place -> place.isEmpty() && place.directory().equals(directory));
            return known.isPresent() && hasNoReferences(known.get()) ? known.get() : lookAtOnce(directory);
        });
        for (int i = 0; i < groups.size(); i++) {
            places.put(groups.get(i), found.get(i));
        }
    }

    private boolean hasNoReferences(Place place) throws IOException {
        return storage.statFile(place.refsPath()).isEmpty();
    }

    private Place lookAtOnce(String path) throws IOException {
        if (locked) {
            ReferencedDirectory there = view.referenced(path);
            return place(path, finder(there.directory()), there::refs);
        }
        KeyDirectory directory = new KeyDirectory(path, storage.entries(path));
        return place(path, finder(directory), () -> view.refs(path));
    }

    private static Finder finder(KeyDirectory directory) {
        return (name, compressed) -> directory
                .entry(name)
                .map(entry -> new Place.Stored(Directories.join(directory.path(), name), entry, compressed));
    }

    /**
     * The prefix directory that has the name in whatever case; else the one in the name's own case, which clients of web servers ask
     * for, even beside another (symbol-store-format 1.2).
     */
    private static String prefixDirectory(Directories directories, String name) throws IOException {
        String prefix = Tier.prefix(name);
        for (String spelling : directories.all("", prefix)) {
            if (directories.find(spelling, name).isPresent()) {
                return spelling;
            }
        }
        return directories.findOrAddExactly("", prefix);
    }

    private Place look(Directories directories, String directory) throws IOException {
        String refsPath = Directories.join(directory, RefsFile.NAME);
        Finder finder = (name, compressed) -> {
            if (!name.equals(RefsFile.NAME)) {
                return stat(directories, directory, name, compressed);
            }
            return directories.find(directory, name).isPresent()
                    ? storage.stat(refsPath).map(entry -> new Place.Stored(refsPath, entry, false))
                    : Optional.empty();
        };
        return place(directory, finder, () -> view.refs(directory));
    }

    /** Finds a file in a key directory, if it is there. */
    @FunctionalInterface
    private interface Finder {
        Optional<Place.Stored> find(String name, boolean compressed) throws IOException;
    }

    /** Gives the references of a key directory that has some. */
    @FunctionalInterface
    private interface Lines {
        Optional<RefsFile> read() throws IOException;
    }

    private static Place place(String directory, Finder finder, Lines lines) throws IOException {
        String[] parts = directory.split("/", -1);
        String name = parts[parts.length - 2];
        // Versions first: if a file is replaced between the two, its new content fails the condition on the old
        // version.
        Optional<Place.Stored> refsFile = finder.find(RefsFile.NAME, false);
        Optional<StorageEntry> refsEntry = refsFile.map(Place.Stored::entry).filter(StorageEntry::isFile);
        RefsFile refs = refsEntry.isPresent() ? lines.read().orElse(RefsFile.empty()) : RefsFile.empty();
        Optional<String> compressedName = StoreNames.compressed(name);
        Optional<Place.Stored> plain = finder.find(name, false);
        Optional<Place.Stored> compressed =
                compressedName.isPresent() ? finder.find(compressedName.get(), true) : Optional.empty();
        Optional<Place.Stored> pointer = finder.find(FilePointer.NAME, false);
        Optional<String> obstacle = Stream.of(refsFile, plain, compressed, pointer)
                .flatMap(Optional::stream)
                .filter(each -> !each.entry().isFile())
                .map(Place.Stored::path)
                .findFirst();
        return new Place(
                directory, refs, refsEntry, onlyFile(plain), onlyFile(compressed), onlyFile(pointer), obstacle);
    }

    private static Optional<Place.Stored> onlyFile(Optional<Place.Stored> found) {
        return found.filter(each -> each.entry().isFile());
    }

    private Optional<Place.Stored> stat(Directories directories, String directory, String name, boolean compressed)
            throws IOException {
        Optional<String> found = directories.find(directory, name);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String path = Directories.join(directory, found.get());
        return storage.stat(path).map(entry -> new Place.Stored(path, entry, compressed));
    }

    /** Where a group goes. */
    Place of(Prepared group) {
        Place place = places.get(group);
        if (place == null) {
            throw new IllegalStateException("no place for " + group.key);
        }
        return place;
    }

    /** Makes the key directory of a group, where that is needed; if that fails, or it has what is no file, it is the error of each of its entries. */
    void makeDirectory(Prepared group) throws IOException {
        Place place = of(group);
        try {
            if (storage.needsDirectories()) {
                storage.makeDirectory(place.directory());
            }
            place.obstacle().ifPresent(path -> group.failAll("there is something else than a file at " + path));
        } catch (AccessDeniedException | FileAlreadyExistsException e) {
            group.failAll(PlanRunner.describe(e));
        }
    }
}
