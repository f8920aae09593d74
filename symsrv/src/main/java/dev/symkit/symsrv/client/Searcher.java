// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import dev.symkit.path.PathElement;
import dev.symkit.path.PathStore;
import dev.symkit.path.SymbolPath;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.symsrv.client.memory.Blackouts;
import dev.symkit.symsrv.client.memory.MissFile;
import dev.symkit.symsrv.client.memory.Misses;
import dev.symkit.symsrv.client.store.Lookup;
import dev.symkit.symsrv.client.store.SearchStore;
import dev.symkit.symsrv.settings.LookupOptions;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.LookupRequest;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.SymbolServerProvider;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The search with all it remembers. Thread-safe. */
public final class Searcher implements Closeable {
    private final ClientSetup setup;
    private final SearchSetup search;
    private final Stores stores;
    private final Gate gate;
    private final Providers providers;
    private final PathSearch path;
    private final Optional<MissFile> missFile;

    /**
     * A search that begins.
     *
     * @throws IOException if the file of misses cannot be read
     */
    public Searcher(ClientSetup setup, SearchSetup search) throws IOException {
        this.setup = setup;
        this.search = search;
        this.providers = new Providers(search.providers());
        this.stores = new Stores(setup, providers);
        Misses misses = new Misses(search.misses(), setup.clock());
        this.missFile = search.misses().file().map(file -> new MissFile(file, setup.clock()));
        if (missFile.isPresent()) {
            missFile.get().read().forEach(misses::add);
        }
        this.gate = new Gate(misses, new Blackouts(search.blackouts(), setup.clock()));
        List<SearchStore> configured = configured(search.path());
        configured.addAll(configured(search.imagePath()));
        Pointers pointers = new Pointers(new PointerGoals(setup, stores, configured));
        ChainSearch chains = new ChainSearch(setup, stores, gate, pointers);
        this.path = new PathSearch(stores, chains, new ProviderSearch(providers, chains), search.exclusions());
    }

    private List<SearchStore> configured(SymbolPath elements) {
        List<SearchStore> all = new ArrayList<>();
        for (PathElement element : elements.elements()) {
            if (element instanceof PathElement.Chain chain) {
                chain.stores().forEach(place -> all.add(stores.at(place, false)));
            } else if (element instanceof PathElement.Cache cache) {
                all.add(stores.at(cache.store(), false));
            } else if (element instanceof PathElement.Plain plain) {
                all.add(stores.at(plain.place(), false));
            }
        }
        return all;
    }

    /** The file, looked for at some places in their order, or why there is none. */
    public LookupResult find(
            LookupRequest request, List<SearchStep> steps, LookupOptions options, LookupListener listener) {
        return path.run(steps, new Lookup(request, options, listener, setup.clock()));
    }

    /** The path for symbol files. */
    public SymbolPath symbolPath() {
        return search.path();
    }

    /** The path for images. */
    public SymbolPath imagePath() {
        return search.imagePath();
    }

    /** The store at a place, to ask it about itself. */
    public SearchStore store(PathStore place) {
        return stores.at(place, false);
    }

    /** The provider for the name of a DLL. */
    public Optional<SymbolServerProvider> provider(String dll) {
        return providers.find(dll);
    }

    /** The misses that are remembered. */
    public List<Misses.Miss> misses() {
        return gate.misses().list();
    }

    /** Forgets all misses, those in the file too. */
    public void clearMisses() throws IOException {
        gate.misses().clear();
        if (missFile.isPresent()) {
            missFile.get().clear();
        }
    }

    /** Forgets that stores do not have a key, because one of them was given it. */
    public void forget(SymbolKey key) {
        gate.misses().forget(key);
    }

    /** Forgets which stores were left alone, and all that was found out about stores. Misses stay. */
    public void reset() {
        gate.blackouts().reset();
        stores.reset();
        path.reset();
        setup.fetcher().reset();
        providers.close();
    }

    /** Keeps the misses and ends the search. The fetcher stays open. */
    @Override
    public void close() throws IOException {
        providers.close();
        try (stores) {
            if (missFile.isPresent()) {
                missFile.get().write(gate.misses().list());
            }
        }
    }
}
