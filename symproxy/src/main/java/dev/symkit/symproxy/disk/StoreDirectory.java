// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.disk;

import dev.symkit.path.PathMap;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.Tier;
import dev.symkit.symproxy.route.Leaf;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The files of one directory, found by their keys. The index is asked first and what it says is looked at on disk; what it does not know is
 * looked for on disk, so that files which other tools put there are found too. Thread-safe.
 */
public final class StoreDirectory {
    private final Settings settings;
    private final FileIndex index;
    private final InstantSource clock;
    private final PointerFiles pointers;
    private final Digests digests;

    /**
     * What a directory is.
     *
     * @param name as in the configuration
     * @param root of the store
     * @param tier of what is written
     * @param unpacked where files are that were unpacked from compressed ones; the root itself in a cache
     * @param follow whether pointers are followed
     * @param expose whether pointers are served as they are too
     * @param pointerRoots where they may lead to
     * @param shares where shares are mounted
     */
    public record Settings(
            String name,
            Path root,
            Tier tier,
            Path unpacked,
            boolean follow,
            boolean expose,
            List<String> pointerRoots,
            PathMap shares) {
        /** Copies the list. */
        public Settings {
            pointerRoots = List.copyOf(pointerRoots);
        }
    }

    /** A directory over an index. */
    public StoreDirectory(Settings settings, FileIndex index, Digests digests, InstantSource clock) {
        this.settings = settings;
        this.index = index;
        this.clock = clock;
        this.digests = digests;
        this.pointers = new PointerFiles(settings.root(), settings.pointerRoots(), settings.shares());
    }

    /** Its name in the configuration. */
    public String name() {
        return settings.name();
    }

    /** The root of its store. */
    public Path root() {
        return settings.root();
    }

    /** Free bytes on its disk; as many as there can be if it does not tell. */
    public long free() {
        return space(FileStore::getUsableSpace);
    }

    /** Size of its disk in bytes; as many as there can be if it does not tell. */
    public long diskSize() {
        return space(FileStore::getTotalSpace);
    }

    private interface Space {
        long of(FileStore disk) throws IOException;
    }

    private long space(Space space) {
        try {
            return space.of(Files.getFileStore(settings.root()));
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    /** Its index. */
    public FileIndex index() {
        return index;
    }

    /**
     * The file that is asked for, as it is on disk, or as a pointer leads to it.
     *
     * @param asked the key as the client spells it
     */
    public Optional<StoredFile> find(SymbolKey asked, Leaf leaf) {
        SymbolKey key = asked.canonical();
        Optional<String> name = leaf.of(key.name()).map(text -> text.toLowerCase(Locale.ROOT));
        if (name.isEmpty() || (leaf == Leaf.POINTER && !settings.expose())) {
            return Optional.empty();
        }
        Optional<StoredFile> file = known(key, name.get()).or(() -> probed(asked, key, name.get()));
        if (file.isEmpty() && leaf == Leaf.FILE) {
            file = unpacked(key).or(() -> pointed(key));
        }
        file.ifPresent(found -> index.used(key, clock.instant().getEpochSecond()));
        return file;
    }

    private Optional<StoredFile> known(SymbolKey key, String name) {
        Optional<FileIndex.Known> entry = index.find(key, name);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        FileIndex.Known known = entry.get();
        Path path = settings.root().resolve(known.path());
        Optional<StoredFile> file = look(path, known.digest());
        if (file.isEmpty()) {
            index.remove(key, name);
            return file;
        }
        StoredFile now = file.get();
        if (now.isSame(known.size(), known.modified())) {
            if (known.digest() == 0) {
                digests.wanted(this, key, known);
            }
            return file;
        }
        StoredFile changed = new StoredFile(path, now.size(), now.modified(), 0);
        index.put(key, new FileIndex.Known(name, known.path(), changed.size(), changed.modified(), 0));
        return Optional.of(changed);
    }

    private static Optional<StoredFile> look(Path path, long digest) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (attributes.isRegularFile() && attributes.size() > 0) {
                long modified = attributes.lastModifiedTime().toMillis();
                return Optional.of(new StoredFile(path, attributes.size(), modified, digest));
            }
        } catch (IOException e) {
            return Optional.empty(); // it is gone, or cannot be read: then it is fetched again
        }
        return Optional.empty();
    }

    /** Looks where a key is in one of the usual spellings; in others the index finds it. */
    private Optional<StoredFile> probed(SymbolKey asked, SymbolKey key, String name) {
        boolean found = probe(key, key);
        if (!asked.equals(key)) {
            found |= probe(asked, key);
        }
        return found ? known(key, name) : Optional.empty();
    }

    private boolean probe(SymbolKey spelled, SymbolKey key) {
        Path parent = settings.tier() == Tier.TWO
                ? settings.root().resolve(Tier.prefix(spelled.name())).resolve(spelled.name())
                : settings.root().resolve(spelled.name());
        Path directory = parent.resolve(spelled.index());
        return Files.exists(directory) && new InsideRoot(settings.root()).holds(directory) && add(key, directory);
    }

    private boolean add(SymbolKey key, Path directory) {
        new TreeScan(settings.root(), index::put, () -> false).files(key, directory);
        return !index.files(key).isEmpty();
    }

    private Optional<StoredFile> unpacked(SymbolKey key) {
        if (settings.unpacked().equals(settings.root()) || !hasCompressed(key)) {
            return Optional.empty();
        }
        Path below = settings.unpacked().resolve(key.name()).resolve(key.index());
        return look(below.resolve(key.name()), 0);
    }

    private Optional<StoredFile> pointed(SymbolKey key) {
        if (!settings.follow()) {
            return Optional.empty();
        }
        return index.find(key, dev.symkit.store.layout.FilePointer.NAME)
                .flatMap(pointer -> pointers.target(settings.root().resolve(pointer.path())))
                .flatMap(target -> look(target, 0));
    }

    /** Whether there is a compressed file of a key, which {@link #find} did not find uncompressed. */
    public boolean hasCompressed(SymbolKey key) {
        Optional<String> name = StoreNames.compressed(key.name()).map(text -> text.toLowerCase(Locale.ROOT));
        return name.isPresent() && known(key, name.get()).isPresent();
    }

    /** Looks for files of some names now, however they are spelled; the names are asked for in lower case. */
    public void look(Predicate<String> names) {
        new TreeScan(settings.root(), index::put, () -> false).run(names);
    }

    /** Whether there is any file of a key. */
    public boolean hasAny(SymbolKey key) {
        return !index.files(key).isEmpty();
    }

    /** Notes a file that was put into the directory; its digest is computed then. */
    public void added(SymbolKey key, Path file) {
        Path parent = file.getParent();
        if (file.startsWith(settings.root()) && parent != null) {
            add(key, parent);
            String leaf = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
            index.find(key, leaf).ifPresent(known -> digests.wanted(this, key, known));
        }
    }

    /** Forgets the files of a key, which are gone or were replaced; what is there is found again. */
    public void forget(SymbolKey key) {
        index.files(key).forEach(file -> index.remove(key, file.leaf()));
    }

    /**
     * Deletes the files of a key, their compressed copies, and the directories that are empty then. Out of the index first, so that whoever asks meanwhile hears of a
     * miss.
     *
     * @return what was deleted
     * @throws IOException if a file cannot be deleted
     */
    public List<FileIndex.Known> delete(SymbolKey key) throws IOException {
        List<FileIndex.Known> files = index.files(key);
        forget(key);
        for (FileIndex.Known file : files) {
            Path path = settings.root().resolve(file.path());
            Files.deleteIfExists(path);
            EmptyDirectories.delete(path.resolveSibling(""), settings.root());
        }
        new SidecarFiles(settings.root()).delete(key);
        return files;
    }

    /**
     * Takes a file that cannot be read out of the store, so that it is fetched again. What a pointer leads to outside the store stays where it is.
     *
     * @return whether it could be moved
     */
    public boolean quarantine(SymbolKey key, StoredFile file) {
        if (!file.path().startsWith(settings.root())) {
            return false;
        }
        index.files(key).stream()
                .filter(known -> settings.root().resolve(known.path()).equals(file.path()))
                .forEach(known -> index.remove(key, known.leaf()));
        try {
            new Quarantine(settings.root(), clock).take(key, file.path());
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
