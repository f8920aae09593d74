// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv;

import dev.symkit.path.PathMap;
import dev.symkit.path.SymbolPath;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreStorages;
import dev.symkit.symsrv.cache.CacheOptions;
import dev.symkit.symsrv.cache.CacheWriter;
import dev.symkit.symsrv.client.ClientSetup;
import dev.symkit.symsrv.client.SearchSetup;
import dev.symkit.symsrv.client.Searcher;
import dev.symkit.symsrv.client.StorageOpener;
import dev.symkit.symsrv.client.memory.ExclusionList;
import dev.symkit.symsrv.http.HttpFetcher;
import dev.symkit.symsrv.settings.BlackoutSettings;
import dev.symkit.symsrv.settings.HttpSettings;
import dev.symkit.symsrv.settings.LookupOptions;
import dev.symkit.symsrv.settings.MissSettings;
import dev.symkit.symsrv.settings.StoreSettings;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.SymbolServerProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects what a {@link SymSrvClient} works with. Confined to one thread. */
public final class SymSrvClientBuilder {
    private static final int DEFAULT_JOBS = 8;

    private @Nullable SymbolPath path;
    private @Nullable SymbolPath imagePath;
    private @Nullable HttpFetcher fetcher;
    private @Nullable Path defaultStore;
    private @Nullable Path temporary;
    private Path workingDirectory = Path.of("").toAbsolutePath();
    private PathMap shares = PathMap.NONE;
    private @Nullable StorageOpener storages;
    private Function<String, StoreSettings> settings = store -> StoreSettings.DEFAULT;
    private CacheOptions cacheOptions = CacheOptions.DEFAULT;
    private Clock clock = Clock.systemUTC();
    private long maxFileSize = HttpSettings.DEFAULT.maxFileSize();
    private Supplier<List<SymbolServerProvider>> providers = List::of;
    private ExclusionList exclusions = ExclusionList.NONE;
    private MissSettings misses = MissSettings.DEFAULT;
    private BlackoutSettings blackouts = BlackoutSettings.DEFAULT;
    private LookupOptions options = LookupOptions.DEFAULT;
    private LookupListener listener = LookupListener.NONE;
    private int jobs = DEFAULT_JOBS;

    SymSrvClientBuilder() {}

    /** What is searched. Has to be given. */
    public SymSrvClientBuilder path(SymbolPath value) {
        path = value;
        return this;
    }

    /** What is searched for images, see {@link dev.symkit.path.EffectivePath#images}; else what is searched for all else. */
    public SymSrvClientBuilder imagePath(SymbolPath value) {
        imagePath = value;
        return this;
    }

    /** The HTTP side; the client closes it. Has to be given. */
    public SymSrvClientBuilder fetcher(HttpFetcher value) {
        fetcher = value;
        return this;
    }

    /** The default downstream store, see {@link dev.symkit.path.DefaultStore}. Has to be given. */
    public SymSrvClientBuilder defaultStore(Path value) {
        defaultStore = value;
        return this;
    }

    /** Where files go that no store takes. Has to be given. */
    public SymSrvClientBuilder temporary(Path value) {
        temporary = value;
        return this;
    }

    /** What relative directories are relative to. Its file system is that of all directories. */
    public SymSrvClientBuilder workingDirectory(Path value) {
        workingDirectory = value;
        return this;
    }

    /** Where shares are mounted. */
    public SymSrvClientBuilder shares(PathMap value) {
        shares = value;
        return this;
    }

    /** How stores of servers that are not mounted are opened; else by the storage plug-ins that are installed. */
    public SymSrvClientBuilder storages(StorageOpener value) {
        storages = value;
        return this;
    }

    /** What is set for a store, by its text in the symbol path. */
    public SymSrvClientBuilder settings(Function<String, StoreSettings> value) {
        settings = value;
        return this;
    }

    /** How files are written into caches. */
    public SymSrvClientBuilder cacheOptions(CacheOptions value) {
        cacheOptions = value;
        return this;
    }

    /** Time. */
    public SymSrvClientBuilder clock(Clock value) {
        clock = value;
        return this;
    }

    /** Most bytes of a decompressed file. */
    public SymSrvClientBuilder maxFileSize(long value) {
        maxFileSize = value;
        return this;
    }

    /** Other kinds of symbol servers, see {@link Plugins}. */
    public SymSrvClientBuilder providers(List<SymbolServerProvider> value) {
        List<SymbolServerProvider> all = List.copyOf(value);
        return providers(() -> all);
    }

    /** The same, asked for when one is needed. */
    public SymSrvClientBuilder providers(Supplier<List<SymbolServerProvider>> value) {
        providers = value;
        return this;
    }

    /** Names never looked up. */
    public SymSrvClientBuilder exclusions(ExclusionList value) {
        exclusions = value;
        return this;
    }

    /** How long misses are remembered. */
    public SymSrvClientBuilder misses(MissSettings value) {
        misses = value;
        return this;
    }

    /** When stores that fail are left alone. */
    public SymSrvClientBuilder blackouts(BlackoutSettings value) {
        blackouts = value;
        return this;
    }

    /** How look-ups are done that say nothing else. What is secure or offline here is so for all. */
    public SymSrvClientBuilder options(LookupOptions value) {
        options = value;
        return this;
    }

    /** Who hears of look-ups that name nobody else. */
    public SymSrvClientBuilder listener(LookupListener value) {
        listener = value;
        return this;
    }

    /** How many files are looked up at the same time, at least 1. */
    public SymSrvClientBuilder jobs(int value) {
        jobs = value;
        return this;
    }

    LookupOptions options() {
        return options;
    }

    LookupListener listener() {
        return listener;
    }

    int jobs() {
        return jobs;
    }

    /**
     * The client.
     *
     * @throws IllegalStateException if something that has to be given is missing
     * @throws IOException if the file of misses cannot be read
     */
    public SymSrvClient build() throws IOException {
        HttpFetcher http = given(fetcher, "fetcher");
        StorageOpener opener = storages == null
                ? store -> StoreStorages.open(store, workingDirectory, StorageOptions.DEFAULT)
                : storages;
        ClientSetup setup = new ClientSetup(
                workingDirectory,
                given(defaultStore, "defaultStore"),
                given(temporary, "temporary"),
                shares,
                opener,
                settings,
                http,
                new CacheWriter(cacheOptions, clock),
                clock,
                maxFileSize);
        SymbolPath symbols = given(path, "path");
        SearchSetup search = new SearchSetup(
                symbols, imagePath == null ? symbols : imagePath, providers, exclusions, misses, blackouts);
        return new SymSrvClient(new Searcher(setup, search), http, this, clock);
    }

    private static <T> T given(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalStateException("no " + name + " given");
        }
        return value;
    }
}
