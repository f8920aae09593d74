// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.path.PathElement;
import dev.symkit.path.PathStore;
import dev.symkit.path.SymbolPath;
import dev.symkit.path.UrlText;
import dev.symkit.store.key.FileIdentity;
import dev.symkit.store.key.KeyReader;
import dev.symkit.store.key.SymbolClass;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.local.LocalSource;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.tx.AddEntry;
import dev.symkit.store.tx.AddOptions;
import dev.symkit.store.tx.AddRequest;
import dev.symkit.store.tx.EngineListener;
import dev.symkit.store.tx.EngineOptions;
import dev.symkit.store.tx.EntryResult;
import dev.symkit.store.tx.Existing;
import dev.symkit.store.tx.StoreEngine;
import dev.symkit.symsrv.cache.FileCheck;
import dev.symkit.symsrv.client.Searcher;
import dev.symkit.symsrv.client.store.FolderStore;
import dev.symkit.symsrv.client.store.SearchStore;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.StoreFlags;
import dev.symkit.symsrv.spi.SymbolServerProvider;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Puts a file into a store (symsrv.md 16, {@code SymbolServerStoreFile}; symbol-store-format.md 10): into a managed one as a transaction of
 * its own, into any other without.
 *
 * @param searcher knows the stores
 * @param clock the time of the transaction
 * @param listener says when to stop
 */
record StoreFile(Searcher searcher, Clock clock, LookupListener listener) {
    private static final Duration LOCK_TIMEOUT = Duration.ofMinutes(1);
    private static final long MAX_COMPRESSED = (1L << 31) - (1 << 20);

    /** Where the file is now, or its index. */
    String run(SymbolPath place, Path file, SymbolKey key, StoreFlags flags) throws IOException {
        if (flags.has(StoreFlags.RETURN_INDEX)) {
            return key.index();
        }
        PathElement element = only(place);
        if (!flags.has(StoreFlags.ALT_INDEX)) {
            requireIdentity(file, key);
        }
        if (element instanceof PathElement.Provider provider) {
            SymbolServerProvider server = searcher.provider(provider.dll())
                    .orElseThrow(() -> new IOException("no provider for " + provider.dll()));
            return server.store(provider.params(), file, key, flags).toString();
        }
        SearchStore store = searcher.store(store(element, place));
        if (!(store instanceof FolderStore folder)) {
            throw new StoreException(
                    StoreException.Reason.NOT_A_STORE, store.label() + ": nothing can be stored there");
        }
        return add(folder, file, key, flags);
    }

    private static PathElement only(SymbolPath place) throws IOException {
        if (place.elements().size() != 1) {
            throw new StoreException(StoreException.Reason.NOT_A_STORE, "one store is needed, not " + place);
        }
        return place.elements().get(0);
    }

    /** The store of an element; of a chain with an implied default store the other one. */
    private static PathStore store(PathElement element, SymbolPath place) throws IOException {
        if (element instanceof PathElement.Plain plain) {
            return plain.place();
        }
        if (element instanceof PathElement.Cache cache) {
            return cache.store();
        }
        List<PathStore> stores = ((PathElement.Chain) element)
                .stores().stream()
                        .filter(each -> !(each instanceof PathStore.Default implied && implied.implicit()))
                        .toList();
        if (stores.size() != 1) {
            throw new StoreException(
                    StoreException.Reason.NOT_A_STORE,
                    "one store is needed, not a chain of " + stores.size() + ": "
                            + UrlText.maskedPath(place.expanded()));
        }
        return stores.get(0);
    }

    private static void requireIdentity(Path file, SymbolKey key) throws IOException {
        Optional<FileCheck.Problem> problem = FileCheck.check(file, key, FileCheck.Level.IDENTITY);
        if (problem.isPresent()) {
            throw new IOException(file + " " + problem.get().reason() + ", not " + key.index());
        }
    }

    private String add(FolderStore store, Path file, SymbolKey key, StoreFlags flags) throws IOException {
        StoreStorage storage = store.storage();
        AddEntry entry = new AddEntry(key, symbolClass(file, key), LocalSource.of(file), false);
        AddRequest request = new AddRequest("symsrv", "", "", options(flags), List.of(entry));
        StoreEngine engine = new StoreEngine(
                storage, new EngineOptions(clock, 1, LOCK_TIMEOUT, listener::cancelled), EngineListener.NONE);
        boolean managed = storage.stat(storage.adminDirectory()).isPresent();
        boolean isNew = !managed && storage.list("").isEmpty();
        EntryResult result = (managed ? engine.add(request) : engine.addLayoutOnly(request))
                .entries()
                .get(0);
        if (isNew) {
            storage.claim(StoreNames.PINGME, new byte[0]);
        }
        String shown = shown(store, result.path());
        switch (result.status()) {
            case ERROR -> throw new IOException(shown + ": " + result.message());
            case SKIPPED -> {
                if (!flags.has(StoreFlags.PASS_IF_EXISTS)) {
                    throw new FileAlreadyExistsException(shown, null, "is in the store already");
                }
            }
            case STORED, SAME -> {}
        }
        return shown;
    }

    private static String shown(FolderStore store, String path) {
        String separator = store.root().isPresent() ? store.storage().separator() : "\\";
        String root = store.root().map(Path::toString).orElse(store.label());
        return root + separator + path.replace("/", separator);
    }

    private static AddOptions options(StoreFlags flags) {
        Optional<AddOptions.Pointers> pointers = flags.has(StoreFlags.POINTER)
                ? Optional.of(new AddOptions.Pointers(Optional.empty(), false))
                : Optional.empty();
        Optional<AddOptions.Compression> compression = flags.has(StoreFlags.COMPRESS)
                ? Optional.of(new AddOptions.Compression(AddOptions.Compression.Format.CAB, MAX_COMPRESSED))
                : Optional.empty();
        boolean replace = flags.has(StoreFlags.OVERWRITE);
        Existing existing = replace ? Existing.REPLACED : Existing.SKIPPED;
        return new AddOptions(false, pointers, compression, true, existing, false, false, AddOptions.Preference.NONE);
    }

    private static SymbolClass symbolClass(Path file, SymbolKey key) throws IOException {
        try (ByteSource source = FileByteSource.open(file)) {
            return KeyReader.withOtherSystems()
                    .identify(source)
                    .map(FileIdentity::symbolClass)
                    .orElse(SymbolClass.usual(key.name()));
        } catch (FormatException e) {
            return SymbolClass.usual(key.name());
        }
    }
}
