// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.symsrv.cache.FileCheck;
import dev.symkit.symsrv.client.memory.Flights;
import dev.symkit.symsrv.client.store.Absence;
import dev.symkit.symsrv.client.store.FolderWriter;
import dev.symkit.symsrv.client.store.Lookup;
import dev.symkit.symsrv.client.store.SearchStore;
import dev.symkit.symsrv.client.store.Target;
import dev.symkit.symsrv.settings.LookupOptions;
import dev.symkit.symsrv.spi.LookupRequest;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.ResultCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Searches one chain of stores (symsrv.md 7). The same search of several callers is made once. Thread-safe. */
final class ChainSearch {
    private final ClientSetup setup;
    private final Stores stores;
    private final Gate gate;
    private final Pointers pointers;
    private final Target temporary;
    private final Flights<Flight, ChainResult> flights = new Flights<>();
    private final AtomicLong counter = new AtomicLong();

    private record Flight(List<String> chain, LookupRequest request, LookupOptions options) {}

    ChainSearch(ClientSetup setup, Stores stores, Gate gate, Pointers pointers) {
        this.setup = setup;
        this.stores = stores;
        this.gate = gate;
        this.pointers = pointers;
        this.temporary = new TemporaryTarget(new FolderWriter(setup.writer(), setup.temporary()));
    }

    /** The file, or why there is none. What was tried is in the result. */
    ChainResult run(Chain chain, Lookup whole) throws IOException {
        Lookup lookup = whole.fresh();
        begin(chain.label(), lookup);
        Flight flight = new Flight(chain.id(), lookup.request(), lookup.options());
        ChainResult result = flights.fly(flight, ChainResult::isForAll, lookup::cancelled, () -> search(chain, lookup))
                .value();
        end(result.result(), lookup);
        return result;
    }

    /** Writes the head of a search to the trace. */
    void begin(String label, Lookup lookup) {
        lookup.trace("BYINDEX: 0x" + Long.toHexString(counter.incrementAndGet()).toUpperCase(Locale.ROOT));
        lookup.traceMore(label);
        lookup.traceMore(lookup.key().name());
        lookup.traceMore(lookup.key().index());
    }

    private static void end(LookupResult result, Lookup lookup) {
        ResultCode code = ResultCode.OK;
        if (result instanceof LookupResult.Found found) {
            lookup.trace("PATH: " + found.path());
        } else if (result instanceof LookupResult.Located located) {
            lookup.trace("PATH: " + located.location());
        } else if (result instanceof LookupResult.NotFound missing) {
            code = missing.code();
        }
        lookup.trace("RESULT: " + code);
    }

    private ChainResult search(Chain chain, Lookup lookup) throws IOException {
        boolean onlyLast = lookup.options().overwrite() || lookup.options().secure();
        int last = chain.stores().size() - 1;
        Absence best = Absence.miss(ResultCode.FILE_NOT_FOUND, "not found");
        Set<SearchStore> replace = new HashSet<>();
        for (int i = onlyLast ? last : 0; i <= last && !lookup.isOver(); i++) {
            SearchStore store = chain.stores().get(i);
            if (lookup.cancelled()) {
                best = best.or(Absence.unusable(ResultCode.CANCELLED, "cancelled"));
                break;
            }
            Optional<Absence> closed = gate.closed(store, lookup);
            if (closed.isPresent()) {
                best = best.or(closed.get());
                continue;
            }
            try (Selection selection = selection(chain, i, lookup)) {
                Absence absence = probe(store, selection, lookup);
                if (selection.done()) {
                    if (lookup.options().overwrite()) {
                        replace.addAll(chain.stores());
                    }
                    return new ChainResult(take(chain, i, selection, lookup, replace), false);
                }
                if (absence.code().status() == dev.symkit.symsrv.spi.Status.BAD_FILE) {
                    replace.add(store);
                }
                best = best.or(absence);
            }
        }
        return new ChainResult(notFound(best, lookup), lookup.isOver());
    }

    /** The result that there is no file. */
    static LookupResult notFound(Absence why, Lookup lookup) {
        return new LookupResult.NotFound(
                why.code().status(), why.code(), why.reason(), lookup.message(), lookup.attempts());
    }

    private Absence probe(SearchStore store, Selection selection, Lookup lookup) {
        boolean known = false;
        try {
            Absence absence = store.probe(lookup, selection);
            known = true;
            if (selection.done()) {
                gate.found(store, lookup);
            } else {
                gate.missed(store, absence, lookup);
            }
            return absence;
        } catch (AccessDeniedException e) {
            return unreadable(store, ResultCode.ACCESS_DENIED, e, lookup);
        } catch (IOException e) {
            return unreadable(store, ResultCode.BAD_NETWORK_PATH, e, lookup);
        } finally {
            if (!known) {
                gate.unknown(store);
            }
        }
    }

    private static Absence unreadable(SearchStore store, ResultCode code, IOException failure, Lookup lookup) {
        String reason = store.label() + " cannot be read: " + failure.getMessage();
        lookup.warn(reason);
        lookup.tried(store, store.label(), code, 0, lookup.now());
        return Absence.unusable(code, reason);
    }

    private Selection selection(Chain chain, int at, Lookup lookup) {
        LookupOptions options = lookup.options();
        boolean copies = !options.secure() && !options.noCopy();
        List<SearchStore> left = copies ? chain.stores().subList(0, at) : List.of();
        FileCheck.Level level = level(options.verify());
        boolean inPlace = left.isEmpty() && !isFlat(chain.stores().get(at), options);
        return new Selection(
                new Places(
                        chain.stores().get(at).label(),
                        left,
                        unpacked(chain, at, options),
                        temporary,
                        setup.maxFileSize()),
                lookup,
                inPlace ? level : FileCheck.ofCopies(level, lookup.key().name()),
                pointers);
    }

    private boolean isFlat(SearchStore store, LookupOptions options) {
        return options.flatDefaultStore() && store.equals(stores.defaultStore(true));
    }

    /** Beside the compressed file, or into the default store if it is not in a cache (9.1). */
    private Optional<Target> unpacked(Chain chain, int at, LookupOptions options) {
        if (options.secure()) {
            return Optional.empty();
        }
        return chain.isDownstream(at)
                ? chain.stores().get(at).target()
                : stores.defaultStore(options.flatDefaultStore()).target();
    }

    /** How closely files are looked at. */
    static FileCheck.Level level(LookupOptions.Verify verify) {
        return switch (verify) {
            case NONE -> FileCheck.Level.NONE;
            case MAGIC -> FileCheck.Level.MAGIC;
            case IDENTITY_OF_ANY_AGE -> FileCheck.Level.IDENTITY_OF_ANY_AGE;
            case IDENTITY -> FileCheck.Level.IDENTITY;
        };
    }

    private LookupResult take(Chain chain, int at, Selection selection, Lookup lookup, Set<SearchStore> replace)
            throws IOException {
        String label = chain.stores().get(at).label();
        if (selection.location().isPresent()) {
            return new LookupResult.Located(selection.location().get(), label, lookup.message(), lookup.attempts());
        }
        Hit hit = selection.hit().orElseThrow();
        Optional<Path> own = hit.content().path();
        if (own.isPresent() && chain.isDownstream(at)) {
            AccessTime.touch(own.get(), lookup.now());
            if (!isFlat(chain.stores().get(at), lookup.options())) {
                setup.writer().tidy(own.get().resolveSibling(""));
            }
            lookup.trace("CACHED: " + own.get());
        }
        Cascade.Opened opened = copies(selection, lookup, lookup.key(), replace).run(hit);
        return new LookupResult.Found(opened.path(), label, opened.temporary(), lookup.message(), lookup.attempts());
    }

    private static Cascade copies(Selection selection, Lookup lookup, SymbolKey key, Set<SearchStore> replace) {
        return new Cascade(selection.places(), lookup, key, replace);
    }

    /** Judges files that are to be copied into caches. */
    Selection selection(String label, List<SearchStore> caches, Lookup lookup, FileCheck.Level level) {
        LookupOptions options = lookup.options();
        boolean copies = !options.secure() && !options.noCopy();
        Optional<Target> unpacked = options.secure()
                ? Optional.empty()
                : stores.defaultStore(options.flatDefaultStore()).target();
        Places places = new Places(label, copies ? caches : List.of(), unpacked, temporary, setup.maxFileSize());
        return new Selection(places, lookup, level, pointers);
    }

    /** Copies what was taken into caches. */
    LookupResult keep(Selection selection, SymbolKey key, Lookup lookup) throws IOException {
        String label = selection.places().label();
        Cascade.Opened opened =
                copies(selection, lookup, key, Set.of()).run(selection.hit().orElseThrow());
        return new LookupResult.Found(opened.path(), label, opened.temporary(), lookup.message(), lookup.attempts());
    }
}
