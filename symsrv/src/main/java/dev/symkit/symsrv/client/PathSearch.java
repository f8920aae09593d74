// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import dev.symkit.path.PathElement;
import dev.symkit.path.PathStore;
import dev.symkit.symsrv.client.memory.ExclusionList;
import dev.symkit.symsrv.client.store.Absence;
import dev.symkit.symsrv.client.store.FolderStore;
import dev.symkit.symsrv.client.store.Lookup;
import dev.symkit.symsrv.client.store.SearchStore;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.symsrv.spi.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Searches places one after another, of a symbol path the elements from left to right; the first file that is found counts (symsrv.md 6).
 * Thread-safe.
 */
final class PathSearch {
    private final Stores stores;
    private final ChainSearch chains;
    private final PlainSearch plain;
    private final ProviderSearch providers;
    private final ExclusionList exclusions;
    private final Map<PathStore, Boolean> isStore = new ConcurrentHashMap<>();

    PathSearch(Stores stores, ChainSearch chains, ProviderSearch providers, ExclusionList exclusions) {
        this.stores = stores;
        this.chains = chains;
        this.plain = new PlainSearch(chains);
        this.providers = providers;
        this.exclusions = exclusions;
    }

    /** The file, or why there is none: the most telling reason of all elements (15.2). */
    LookupResult run(List<SearchStep> steps, Lookup lookup) {
        if (exclusions.excludes(lookup.key().name())) {
            lookup.trace("EXCLUDED: " + lookup.key().name());
            return new LookupResult.NotFound(
                    Status.EXCLUDED,
                    ResultCode.FILE_NOT_FOUND,
                    lookup.key().name() + " is on the list of files that are not looked up",
                    Optional.empty(),
                    List.of());
        }
        Walk walk = new Walk(lookup);
        for (SearchStep step : steps) {
            if (step instanceof SearchStep.In in) {
                walk.take(() -> Optional.of(beside(in.directory(), lookup, walk.leftovers)));
            } else {
                along(((SearchStep.Along) step).path().elements(), walk);
            }
        }
        return walk.end();
    }

    private void along(List<PathElement> elements, Walk walk) {
        List<SearchStore> caches = new ArrayList<>();
        for (int i = 0; i < elements.size() && !walk.isOver(); i++) {
            List<PathElement> rest = elements.subList(i, elements.size());
            walk.take(() -> element(rest, caches, walk));
        }
    }

    private ChainResult beside(String directory, Lookup lookup, Leftovers leftovers) throws IOException {
        boolean shares = !lookup.options().secure() && !lookup.options().offline();
        return plain.beside(stores.recorded(directory, shares), lookup, leftovers);
    }

    @FunctionalInterface
    private interface Part {
        /** What came of it; empty if there was nothing to do. */
        Optional<ChainResult> search() throws IOException;
    }

    /** One search under way. For one thread. */
    private static final class Walk {
        private final Lookup lookup;
        private final Leftovers leftovers = new Leftovers();
        private Absence best = Absence.miss(ResultCode.FILE_NOT_FOUND, "not found");
        private @Nullable LookupResult found;
        private boolean over;

        Walk(Lookup lookup) {
            this.lookup = lookup;
        }

        boolean isOver() {
            return over || found != null;
        }

        /** Searches a part, unless the search is over. What goes wrong with one does not keep the others from being searched. */
        void take(Part part) {
            if (isOver()) {
                return;
            }
            Optional<ChainResult> one;
            try {
                one = part.search();
            } catch (IOException e) {
                lookup.warn("an element of the symbol path cannot be used: " + e.getMessage());
                Absence why = Absence.unusable(ResultCode.BAD_NETWORK_PATH, String.valueOf(e.getMessage()));
                one = Optional.of(new ChainResult(ChainSearch.notFound(why, lookup.fresh()), false));
            }
            one.ifPresent(this::note);
        }

        private void note(ChainResult one) {
            LookupResult result = one.result();
            lookup.tried(result.attempts());
            result.message().ifPresent(lookup::message);
            if (result instanceof LookupResult.NotFound missing) {
                best = best.or(Absence.unusable(missing.code(), missing.reason()));
                over = one.over() || missing.status() == Status.CANCELLED;
            } else {
                found = result;
            }
        }

        /** The result. If nothing was found, a file of another build, if that is allowed. */
        LookupResult end() {
            if (lookup.options().plain().loadAnything()) {
                for (Leftovers.Leftover leftover : leftovers.all()) {
                    take(leftover::take);
                }
            }
            LookupResult result = found;
            return result == null ? ChainSearch.notFound(best, lookup) : withAll(result, lookup);
        }
    }

    private static LookupResult withAll(LookupResult result, Lookup lookup) {
        if (result instanceof LookupResult.Found found) {
            return new LookupResult.Found(
                    found.path(), found.store(), found.temporary(), lookup.message(), lookup.attempts());
        }
        LookupResult.Located located = (LookupResult.Located) result;
        return new LookupResult.Located(located.location(), located.store(), lookup.message(), lookup.attempts());
    }

    /** Searches the first of some elements. */
    private Optional<ChainResult> element(List<PathElement> elements, List<SearchStore> caches, Walk walk)
            throws IOException {
        Lookup lookup = walk.lookup;
        PathElement element = elements.get(0);
        boolean secure = lookup.options().secure();
        if (element instanceof PathElement.Cache cache) {
            boolean probed = !secure && !lookup.options().overwrite() && !isFollowedByAChain(elements, lookup);
            add(caches, store(cache.store(), lookup));
            return probed ? Optional.of(chains.run(new Chain(caches, true), lookup)) : Optional.empty();
        }
        if (element instanceof PathElement.Provider provider) {
            return secure ? Optional.empty() : Optional.of(providers.run(provider, caches, lookup));
        }
        Optional<List<PathStore>> chain = chain(element, lookup);
        if (chain.isPresent()) {
            List<SearchStore> all = stores(chain.get(), caches, lookup);
            return Optional.of(chains.run(new Chain(all, false), lookup));
        }
        SearchStore directory = store(((PathElement.Plain) element).place(), lookup);
        if (isOutOfBounds(directory, lookup)) {
            Absence why = Absence.unusable(ResultCode.CANNOT_CONNECT, directory.label() + ": not asked: offline");
            return Optional.of(new ChainResult(ChainSearch.notFound(why, lookup.fresh()), false));
        }
        return Optional.of(plain.run(directory, caches, lookup, walk.leftovers));
    }

    /** The caches on the left, then the stores of the chain; a store that the chain only implies is not needed beside caches. */
    private List<SearchStore> stores(List<PathStore> chain, List<SearchStore> caches, Lookup lookup) {
        List<SearchStore> own = new ArrayList<>();
        for (PathStore store : chain) {
            boolean isImplied = store instanceof PathStore.Default one && one.implicit();
            if (!isImplied || caches.isEmpty()) {
                add(own, store(store, lookup));
            }
        }
        SearchStore first = own.get(0);
        if (caches.isEmpty() && first instanceof FolderStore && first.root().isEmpty()) {
            own.add(0, store(new PathStore.Default(true), lookup)); // files there cannot be opened in place
        }
        List<SearchStore> all = new ArrayList<>();
        caches.stream().filter(cache -> !holds(own, cache)).forEach(all::add);
        all.addAll(own);
        return all;
    }

    private static void add(List<SearchStore> list, SearchStore store) {
        if (!holds(list, store)) {
            list.add(store);
        }
    }

    private static boolean holds(List<SearchStore> list, SearchStore store) {
        return list.stream()
                .anyMatch(each -> each.id().equals(store.id())
                        || (each.root().isPresent() && each.root().equals(store.root())));
    }

    private SearchStore store(PathStore place, Lookup lookup) {
        return stores.at(place, lookup.options().flatDefaultStore());
    }

    /** A chain searches the caches on its left first: they need no search of their own. */
    private boolean isFollowedByAChain(List<PathElement> elements, Lookup lookup) {
        for (PathElement next : elements.subList(1, elements.size())) {
            if (!(next instanceof PathElement.Cache)) {
                return chain(next, lookup).isPresent();
            }
        }
        return false;
    }

    /** The stores of a chain, or of a plain directory that is a store (3.3). */
    private Optional<List<PathStore>> chain(PathElement element, Lookup lookup) {
        if (element instanceof PathElement.Chain chain) {
            return Optional.of(chain.stores());
        }
        if (element instanceof PathElement.Plain directory
                && lookup.options().autodetect()
                && !isOutOfBounds(store(directory.place(), lookup), lookup)
                && isStore.computeIfAbsent(directory.place(), stores::isMarked)) {
            return Optional.of(List.of(directory.place()));
        }
        return Optional.empty();
    }

    private static boolean isOutOfBounds(SearchStore store, Lookup lookup) {
        return lookup.options().offline() && store.remote();
    }

    /** Forgets which plain directories are stores. */
    void reset() {
        isStore.clear();
    }
}
