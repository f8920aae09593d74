// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import dev.symkit.path.PathMap;
import dev.symkit.path.PathStore;
import dev.symkit.path.UncPath;
import dev.symkit.path.UrlText;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import dev.symkit.symsrv.client.store.FolderPlace;
import dev.symkit.symsrv.client.store.FolderStore;
import dev.symkit.symsrv.client.store.FolderWriter;
import dev.symkit.symsrv.client.store.HttpStore;
import dev.symkit.symsrv.client.store.NoStore;
import dev.symkit.symsrv.client.store.ProviderStore;
import dev.symkit.symsrv.client.store.SearchStore;
import dev.symkit.symsrv.settings.StoreSettings;
import dev.symkit.symsrv.spi.ResultCode;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** One object for each store, for as long as the client lives. Thread-safe. */
public final class Stores implements Closeable {
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:([\\\\/].*)?");

    private final ClientSetup setup;
    private final FolderWriter writer;
    private final Providers providers;
    private final Map<String, SearchStore> known = new ConcurrentHashMap<>();
    private final List<StoreStorage> open = new ArrayList<>();

    Stores(ClientSetup setup, Providers providers) {
        this.setup = setup;
        this.providers = providers;
        this.writer = new FolderWriter(setup.writer(), setup.temporary());
    }

    /**
     * The store at a place of the symbol path.
     *
     * @param flat whether the default store is flat
     */
    public SearchStore at(PathStore place, boolean flat) {
        if (place instanceof PathStore.Default) {
            return defaultStore(flat);
        }
        if (place instanceof PathStore.Url url) {
            return url(url.url());
        }
        if (place instanceof PathStore.Bucket bucket) {
            return bucket(bucket.url());
        }
        return place instanceof PathStore.Unc unc ? unc(unc.path()) : directory(place.text());
    }

    /** The default downstream store. */
    SearchStore defaultStore(boolean flat) {
        Path root = setup.defaultStore();
        return known.computeIfAbsent((flat ? "flat|" : "") + root, key -> local(root, root.toString(), flat));
    }

    /** The store at a URL. */
    HttpStore url(String url) {
        return (HttpStore) known.computeIfAbsent(
                url, key -> new HttpStore(url, setup.settings().apply(url), setup.fetcher()));
    }

    /** The store in a bucket, which is the matter of a provider. */
    private SearchStore bucket(String url) {
        return known.computeIfAbsent(url, key -> {
            String label = UrlText.masked(url);
            return providers
                    .find(PathStore.Bucket.DLL)
                    .<SearchStore>map(provider -> new ProviderStore(url, label, provider))
                    .orElseGet(() ->
                            new NoStore(label, ResultCode.FILE_NOT_FOUND, "no provider for " + PathStore.Bucket.DLL));
        });
    }

    /** The store in a directory as a symbol path names it. */
    SearchStore directory(String text) {
        if (isForeign(text)) {
            return known.computeIfAbsent(
                    text, key -> new NoStore(text, ResultCode.PATH_NOT_FOUND, "a path of another system"));
        }
        try {
            Path root = setup.workingDirectory().resolve(text).normalize();
            return known.computeIfAbsent(text, key -> local(root, text, false));
        } catch (InvalidPathException e) {
            return known.computeIfAbsent(
                    text, key -> new NoStore(text, ResultCode.PATH_NOT_FOUND, "no path: " + e.getReason()));
        }
    }

    /** The store in a directory of this machine. */
    SearchStore directory(Path root) {
        return known.computeIfAbsent(root.toString(), key -> local(root, root.toString(), false));
    }

    /**
     * A directory as it is recorded in an image or a dump, which may come from anywhere: a share is looked at only if it is mounted or, on
     * Windows, where that is allowed.
     *
     * @param shares whether shares of Windows may be looked at
     */
    SearchStore recorded(String text, boolean shares) {
        if (UncPath.isCertain(text) && mounted(text).isEmpty() && !(isWindows() && shares)) {
            return NoStore.expected(text, "a share that is not mounted");
        }
        if (isForeign(text)) {
            return NoStore.expected(text, "a path of another system");
        }
        return UncPath.isCertain(text) ? unc(text) : directory(text);
    }

    /** Whether a text is a path with a drive on a system that has none. */
    boolean isForeign(String text) {
        return !isWindows() && DRIVE.matcher(text).matches();
    }

    /** Whether this is a system with drives. */
    boolean isWindows() {
        return setup.workingDirectory().getFileSystem().getSeparator().equals("\\");
    }

    /** The mounted directory of a path on a share. */
    Optional<PathMap.Mapped> mounted(String unc) {
        return setup.shares().find(unc);
    }

    /** The store on a share. */
    SearchStore unc(String text) {
        Optional<PathMap.Mapped> mapped = mounted(text);
        if (mapped.isPresent()) {
            Path root = setup.workingDirectory().resolve(mapped.get().local()).normalize();
            return known.computeIfAbsent(text, key -> local(root, text, false));
        }
        if (isWindows()) {
            return directory(text);
        }
        SearchStore last = known.get(text);
        return last == null ? known.computeIfAbsent(text, this::plugIn) : last;
    }

    private SearchStore plugIn(String unc) {
        try {
            String share = "\\\\" + String.join("\\", UncPath.parts(unc));
            StoreStorage storage = setup.storages().open(share);
            synchronized (open) {
                open.add(storage);
            }
            FolderPlace place = new FolderPlace(unc, storage, Optional.empty(), false);
            return new FolderStore(place, settings(unc), writer);
        } catch (IOException e) {
            boolean none = e instanceof StoreException store && store.reason() == StoreException.Reason.NO_PLUGIN;
            String reason = none ? "the share is not mounted, and there is no plug-in" : String.valueOf(e.getMessage());
            return new NoStore(unc, ResultCode.BAD_NETWORK_PATH, reason);
        }
    }

    private FolderStore local(Path root, String label, boolean flat) {
        try {
            StoreStorage storage = StoreStorages.local(root, StorageOptions.DEFAULT);
            Path absolute = root.toAbsolutePath();
            FolderPlace place = new FolderPlace(label, storage, Optional.of(absolute), flat);
            return new FolderStore(place, settings(label), writer);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // opening a directory reads nothing
        }
    }

    private StoreSettings settings(String text) {
        return setup.settings().apply(text);
    }

    /** Whether a directory has the file that marks a store, whatever is in it (symsrv.md 3.3). */
    boolean isMarked(PathStore place) {
        return at(place, false) instanceof FolderStore folder && folder.isMarked();
    }

    /** Forgets what was found out about the stores. */
    void reset() {
        known.values().forEach(SearchStore::reset);
        known.values().removeIf(NoStore.class::isInstance);
    }

    @Override
    public void close() throws IOException {
        synchronized (open) {
            for (StoreStorage storage : open) {
                storage.close();
            }
            open.clear();
        }
        known.clear();
    }
}
