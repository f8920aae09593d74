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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads a store without taking its lock. Look-ups try the exact path first and ignore case after that. Thread-safe.
 *
 * <p>The tier and the listings of directories are remembered, so that many look-ups cost no more listings than there are directories;
 * entries that come later need a new view. The files themselves are read anew each time. A conversion between the tiers is noticed:
 * no look-up misses an entry because of it (symbol-store-format 1.2). A path found while one goes on may be out of date when it is
 * opened; then look again.
 *
 * <p>In a store of canonical names ({@link StoreStorage#canonicalNames}) look-ups ask for the canonical form only and list nothing but
 * the key directory.
 */
public final class StoreView {
    /** The largest text file of a store that is read, in bytes. */
    public static final int MAX_TEXT = 256 * 1024 * 1024;

    private final StoreStorage storage;
    private final LookUps lookUps;
    private final CanonicalLookUps canonical;

    /** The store behind {@code storage}. */
    public StoreView(StoreStorage storage) {
        this(storage, () -> new Directories(storage), false);
    }

    /**
     * The same for a few keys only.
     *
     * @param soon the keys that will be looked up: few of them cost less in a store whose root has very many names
     */
    public StoreView(StoreStorage storage, Collection<SymbolKey> soon) {
        this(storage, () -> new Directories(storage, LookUps.namesInRoot(soon)), false);
    }

    private StoreView(StoreStorage storage, Supplier<Directories> newDirectories, boolean settled) {
        this.storage = storage;
        this.lookUps = new LookUps(storage, newDirectories);
        this.canonical = new CanonicalLookUps(storage, settled);
    }

    /** A view that takes every name as it is written and lists nothing: a guess of what is there, for what is looked at again later. */
    public static StoreView guess(StoreStorage storage) {
        return new StoreView(storage, () -> Directories.unlisted(storage), false);
    }

    /** A view for who has the lock, so that nobody converts the store meanwhile. */
    public static StoreView locked(StoreStorage storage) {
        return new StoreView(storage, () -> new Directories(storage), true);
    }

    /** The storage that is looked at. */
    public StoreStorage storage() {
        return storage;
    }

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
        String lastId = storage.adminDirectory() + "/" + StoreNames.LAST_ID; // mostly there, and one request
        return (storage.canonicalNames() && storage.statFile(lastId).isPresent())
                || storage.stat(storage.adminDirectory()).isPresent()
                || lookUps.child(directories(), "", StoreNames.PINGME).isPresent()
                || tier() == Tier.TWO;
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
        if (storage.canonicalNames()) {
            return canonical.tier();
        }
        return lookUps.marker().isPresent() ? Tier.TWO : Tier.ONE;
    }

    /** The listings that this view goes by. */
    public Directories directories() throws IOException {
        return lookUps.directories();
    }

    /** Where a key's file is; the plain form is preferred, then the compressed one, then the pointer. */
    public Optional<Found> find(SymbolKey key) throws IOException {
        if (storage.canonicalNames()) {
            return canonical.of(key, directory -> findIn(new KeyDirectory(directory, storage.entries(directory))));
        }
        return lookUps.of(key, (directories, directory) -> findIn(directories, directory, key.name()));
    }

    /** The directory of a key, relative to the root: at its two-tier place first if the store is two-tier. */
    public Optional<String> keyDirectory(SymbolKey key) throws IOException {
        if (storage.canonicalNames()) {
            return canonical.of(
                    key, directory -> storage.entries(directory).isEmpty() ? Optional.empty() : Optional.of(directory));
        }
        return lookUps.of(key, (directories, directory) -> Optional.of(directory));
    }

    /** The references to a key; empty if it has no {@code refs.ptr}. */
    public Optional<RefsFile> refs(SymbolKey key) throws IOException {
        if (storage.canonicalNames()) {
            return canonical.of(key, this::refs);
        }
        return lookUps.of(key, (directories, directory) -> refs(directory));
    }

    /**
     * The directory of a key that is spelled as in the store, with what is in it; empty if there is nothing. Only for stores of
     * canonical names, by who has the lock.
     */
    public Optional<ReferencedDirectory> exactly(SymbolKey key) throws IOException {
        return canonical.exactly(key, this::referenced);
    }

    /** A key directory with its references, as they are now. Only for stores of canonical names, by who has the lock. */
    public ReferencedDirectory referenced(String keyDirectory) throws IOException {
        return ReferencedDirectory.look(storage, keyDirectory);
    }

    /** Where a store of canonical names has a key, if it has it. */
    public static String place(Tier tier, SymbolKey key) {
        return CanonicalLookUps.directory(tier, key);
    }

    private static Optional<Found> findIn(KeyDirectory directory) {
        String name = directory.name();
        String path = directory.path() + "/";
        if (directory.entry(name).isPresent()) {
            return Optional.of(new Found(path + name, Form.FILE));
        }
        Optional<String> compressed =
                StoreNames.compressed(name).filter(form -> directory.entry(form).isPresent());
        if (compressed.isPresent()) {
            return compressed.map(form -> new Found(path + form, Form.COMPRESSED));
        }
        return directory.entry(FilePointer.NAME).map(entry -> new Found(path + FilePointer.NAME, Form.PTR));
    }

    private Optional<Found> findIn(Directories directories, String directory, String name) throws IOException {
        Optional<String> plain = lookUps.child(directories, directory, name);
        if (plain.isPresent()) {
            return plain.map(path -> new Found(path, Form.FILE));
        }
        Optional<String> compressedName = StoreNames.compressed(name);
        if (compressedName.isPresent()) {
            Optional<String> compressed = lookUps.child(directories, directory, compressedName.get());
            if (compressed.isPresent()) {
                return compressed.map(path -> new Found(path, Form.COMPRESSED));
            }
        }
        return lookUps.child(directories, directory, FilePointer.NAME).map(path -> new Found(path, Form.PTR));
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
}
