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
 */
public final class StoreView {
    /** The largest text file of a store that is read, in bytes. */
    public static final int MAX_TEXT = 256 * 1024 * 1024;

    private final StoreStorage storage;
    private final LookUps lookUps;

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
        this(storage, () -> new Directories(storage, LookUps.namesInRoot(soon)));
    }

    private StoreView(StoreStorage storage, Supplier<Directories> newDirectories) {
        this.storage = storage;
        this.lookUps = new LookUps(storage, newDirectories);
    }

    /** A view that takes every name as it is written and lists nothing: a guess of what is there, for what is looked at again later. */
    public static StoreView guess(StoreStorage storage) {
        return new StoreView(storage, () -> Directories.unlisted(storage));
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
        return storage.stat(storage.adminDirectory()).isPresent()
                || lookUps.child(directories(), "", StoreNames.PINGME).isPresent()
                || lookUps.marker().isPresent();
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
        return lookUps.marker().isPresent() ? Tier.TWO : Tier.ONE;
    }

    /** The listings that this view goes by. */
    public Directories directories() throws IOException {
        return lookUps.directories();
    }

    /** Where a key's file is; the plain form is preferred, then the compressed one, then the pointer. */
    public Optional<Found> find(SymbolKey key) throws IOException {
        return lookUps.of(key, (directories, directory) -> findIn(directories, directory, key.name()));
    }

    /** The directory of a key, relative to the root: at its two-tier place first if the store is two-tier. */
    public Optional<String> keyDirectory(SymbolKey key) throws IOException {
        return lookUps.of(key, (directories, directory) -> Optional.of(directory));
    }

    /** The references to a key; empty if it has no {@code refs.ptr}. */
    public Optional<RefsFile> refs(SymbolKey key) throws IOException {
        return lookUps.of(key, (directories, directory) -> refs(directory));
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
