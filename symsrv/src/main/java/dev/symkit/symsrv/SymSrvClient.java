// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv;

import dev.symkit.parallel.Parallel;
import dev.symkit.path.ParseMode;
import dev.symkit.path.PathElement;
import dev.symkit.path.PathStore;
import dev.symkit.path.SymbolPath;
import dev.symkit.path.SymbolPathException;
import dev.symkit.path.UncPath;
import dev.symkit.path.UrlText;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.symsrv.client.SearchStep;
import dev.symkit.symsrv.client.Searcher;
import dev.symkit.symsrv.client.memory.Misses;
import dev.symkit.symsrv.client.store.FolderStore;
import dev.symkit.symsrv.client.store.NoStore;
import dev.symkit.symsrv.client.store.SearchStore;
import dev.symkit.symsrv.http.HttpFetcher;
import dev.symkit.symsrv.settings.LookupOptions;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.LookupRequest;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.symsrv.spi.StoreFlags;
import dev.symkit.symsrv.spi.SymbolServerProvider;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A client for one symbol path. Remembers what it finds out about stores, so one client serves many look-ups. Thread-safe; look-ups of the
 * same file at the same time share their work.
 */
public final class SymSrvClient implements Closeable {
    private static final String STORE_KIND = "pingme.txt";

    private final Searcher searcher;
    private final HttpFetcher fetcher;
    private final LookupOptions options;
    private final LookupListener listener;
    private final int jobs;
    private final Clock clock;
    private final Pings pings;

    SymSrvClient(Searcher searcher, HttpFetcher fetcher, SymSrvClientBuilder builder, Clock clock) {
        this.searcher = searcher;
        this.fetcher = fetcher;
        this.options = builder.options();
        this.listener = builder.listener();
        this.jobs = builder.jobs();
        this.clock = clock;
        this.pings = new Pings(fetcher, clock);
    }

    /** A builder; symbol path and HTTP side have to be given. */
    public static SymSrvClientBuilder builder() {
        return new SymSrvClientBuilder();
    }

    /** The file of a key, or why there is none. */
    public LookupResult find(SymbolKey key) {
        return find(LookupRequest.of(key));
    }

    /** The file that is asked for, or why there is none. */
    public LookupResult find(LookupRequest request) {
        return find(request, options, listener);
    }

    /** The same for another listener than that of the client. */
    public LookupResult find(LookupRequest request, LookupListener hears) {
        return find(request, options, hears);
    }

    /**
     * The same with options of its own.
     *
     * @param own how; what the client does not allow, HTTP in secure mode or the network when offline, stays so
     * @param hears hears what goes on, and says when to stop
     */
    public LookupResult find(LookupRequest request, LookupOptions own, LookupListener hears) {
        return find(request, List.of(new SearchStep.Along(searcher.symbolPath())), own, hears);
    }

    /**
     * The same, looked for at other places than along the symbol path.
     *
     * @param steps the places, in order
     */
    public LookupResult find(LookupRequest request, List<SearchStep> steps, LookupOptions own, LookupListener hears) {
        return searcher.find(request, steps, own.within(options), hears);
    }

    /** The path that is searched for symbol files. */
    public SymbolPath symbolPath() {
        return searcher.symbolPath();
    }

    /** The path that is searched for images, which stores hold too. */
    public SymbolPath imagePath() {
        return searcher.imagePath();
    }

    /** How look-ups are done that say nothing else. */
    public LookupOptions options() {
        return options;
    }

    /** Who hears of look-ups that name nobody else. */
    public LookupListener listener() {
        return listener;
    }

    /** The files of many keys, in their order; several are looked up at the same time. */
    public List<LookupResult> find(List<SymbolKey> keys) {
        return findAll(keys.stream().map(LookupRequest::of).toList(), options, listener);
    }

    /** The files that are asked for, in their order; several are looked up at the same time. */
    public List<LookupResult> findAll(List<LookupRequest> requests, LookupOptions own, LookupListener hears) {
        try {
            return new Parallel(jobs).map(requests, request -> find(request, own, hears));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e); // a look-up gives a result whatever happens
        }
    }

    /**
     * Whether a place is a store: it has {@code pingme.txt}, {@code index2.txt} or {@code 000Admin}.
     *
     * @param place a directory, a share or a URL
     * @throws IOException if it cannot be asked
     */
    public boolean isStore(String place) throws IOException {
        SearchStore store = searcher.store(place(place));
        if (store instanceof FolderStore folder) {
            return folder.isStore();
        }
        return UrlText.is(place)
                && (pings.has(place, store.settings(), STORE_KIND)
                        || pings.has(place, store.settings(), dev.symkit.store.layout.Tier.MARKER));
    }

    /**
     * How a store answers. A store left alone because it failed is asked all the same.
     *
     * @param place a directory, a share, a URL, or {@code symsrv*<dll>*<params>}
     * @throws IOException if that cannot be found out
     */
    public StorePing ping(String place) throws IOException {
        List<PathElement> elements = SymbolPath.parse(place, ParseMode.LENIENT).elements();
        if (elements.size() == 1 && elements.get(0) instanceof PathElement.Provider provider) {
            return ping(provider);
        }
        if (UrlText.isBucket(place)) {
            return ping(new PathElement.Provider(PathStore.Bucket.DLL, place));
        }
        SearchStore store = searcher.store(place(place));
        if (UrlText.is(place)) {
            return pings.url(place, store.settings());
        }
        if (store.root().isPresent()) {
            return pings.directory(store.root().get());
        }
        if (store instanceof FolderStore share) {
            return pings.share(share);
        }
        return store instanceof NoStore none
                ? Pings.none(none.code(), none.reason())
                : Pings.none(ResultCode.BAD_NETWORK_PATH, "no store");
    }

    private StorePing ping(PathElement.Provider element) {
        Optional<SymbolServerProvider> provider = searcher.provider(element.dll());
        boolean reachable;
        try {
            reachable = provider.isPresent() && provider.get().ping(element.params(), options);
        } catch (AccessDeniedException e) {
            return Pings.none(ResultCode.ACCESS_DENIED, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Pings.none(ResultCode.CANNOT_CONNECT, String.valueOf(e.getMessage()));
        }
        String reason = provider.isEmpty() ? "no provider for " + element.dll() : reachable ? "answers" : "no answer";
        ResultCode code = reachable ? ResultCode.OK : ResultCode.CANNOT_CONNECT;
        return new StorePing(reachable, code, reason, Optional.empty(), Duration.ZERO, Duration.ZERO);
    }

    private static PathStore place(String text) {
        if (UrlText.is(text)) {
            return new PathStore.Url(text);
        }
        if (UrlText.isBucket(text)) {
            return new PathStore.Bucket(text);
        }
        return UncPath.isCertain(text) ? new PathStore.Unc(text) : new PathStore.Directory(text);
    }

    /**
     * Stores a file: what {@code SymbolServerStoreFile} is to the debuggers. The flags are those of {@link StoreFlags}: {@code COMPRESS},
     * {@code OVERWRITE}, {@code POINTER}, {@code PASS_IF_EXISTS}; with {@code RETURN_INDEX} nothing is stored, with {@code ALT_INDEX} the
     * file may be another than its key says.
     *
     * @param place a store that is no server, or {@code symsrv*<dll>*<params>}; a managed store gets a transaction of its own
     * @param file the file; its content has to be that of the key
     * @return where it is now, as a path; with {@code RETURN_INDEX} its index string
     * @throws java.nio.file.FileAlreadyExistsException if the store has the file and the flags do not say what then
     * @throws UnsupportedOperationException if the provider takes no files
     * @throws IOException if it cannot be stored
     */
    public String store(String place, Path file, SymbolKey key, StoreFlags flags) throws IOException {
        SymbolPath path;
        try {
            path = SymbolPath.parse(place, ParseMode.STRICT);
        } catch (SymbolPathException e) {
            throw new IOException(e.getMessage(), e);
        }
        String stored = new StoreFile(searcher, clock, listener).run(path, file, key, flags);
        forget(key);
        return stored;
    }

    /** The misses that are remembered; their stores may hold secrets. */
    public List<Misses.Miss> misses() {
        return searcher.misses();
    }

    /** Forgets all misses, those of other processes too if they are kept in a file. */
    public void clearMisses() throws IOException {
        searcher.clearMisses();
    }

    /** Forgets that stores do not have a key. For whoever has put it there. */
    public void forget(SymbolKey key) {
        searcher.forget(key);
    }

    /** Asks stores again that failed or refused access, and looks at their layout anew; forgets credentials. */
    public void reset() {
        searcher.reset();
    }

    /** Keeps the misses if there is a file for them, and closes the HTTP side. */
    @Override
    public void close() throws IOException {
        try (fetcher) {
            searcher.close();
        }
    }
}
