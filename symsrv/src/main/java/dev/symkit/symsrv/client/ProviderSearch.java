// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import dev.symkit.path.PathElement;
import dev.symkit.symsrv.cache.FileCheck;
import dev.symkit.symsrv.client.store.Absence;
import dev.symkit.symsrv.client.store.Content;
import dev.symkit.symsrv.client.store.Lookup;
import dev.symkit.symsrv.client.store.SearchStore;
import dev.symkit.symsrv.client.store.TemporaryFound;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.symsrv.spi.SymbolServerProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Asks other kinds of symbol servers (symsrv.md 16). Thread-safe. */
final class ProviderSearch {
    private final Providers providers;
    private final ChainSearch chains;
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();

    ProviderSearch(Providers providers, ChainSearch chains) {
        this.providers = providers;
        this.chains = chains;
    }

    /** The file, or why there is none. */
    ChainResult run(PathElement.Provider element, List<SearchStore> caches, Lookup whole) throws IOException {
        Lookup lookup = whole.fresh();
        Optional<SymbolServerProvider> provider = providers.find(element.dll());
        if (provider.isEmpty()) {
            if (unknown.add(element.dll())) {
                lookup.warn("no provider for " + element.dll());
            }
            return missing(Absence.unusable(ResultCode.FILE_NOT_FOUND, "no provider for " + element.dll()), lookup);
        }
        LookupResult result;
        try {
            result = provider.get().find(element.params(), lookup.key(), lookup.options(), lookup.listener());
        } catch (IOException e) {
            String reason = element.dll() + ": " + e.getMessage();
            lookup.warn(reason);
            return missing(Absence.unusable(ResultCode.BAD_NETWORK_PATH, reason), lookup);
        }
        lookup.tried(result.attempts());
        result.message().ifPresent(lookup::message);
        return result instanceof LookupResult.Found found
                ? keep(found, element.dll(), caches, lookup)
                : new ChainResult(result, false);
    }

    private static ChainResult missing(Absence why, Lookup lookup) {
        return new ChainResult(ChainSearch.notFound(why, lookup), false);
    }

    private ChainResult keep(LookupResult.Found found, String dll, List<SearchStore> caches, Lookup lookup)
            throws IOException {
        Path name = found.path().getFileName();
        if (name == null || !name.toString().equalsIgnoreCase(lookup.key().name())) {
            String reason = dll + " gave a file of another name: " + name;
            lookup.warn(reason);
            return missing(Absence.unusable(ResultCode.INVALID_DATA, reason), lookup);
        }
        FileCheck.Level level = ChainSearch.level(lookup.options().verify());
        boolean copies = !caches.isEmpty() && !lookup.options().noCopy();
        FileCheck.Level wanted = copies ? FileCheck.ofCopies(level, lookup.key().name()) : level;
        try (Selection selection = chains.selection(dll, caches, lookup, wanted)) {
            Optional<Absence> problem = selection.file(Content.inPlace(found.path()), false);
            if (problem.isPresent()) {
                return missing(problem.get(), lookup);
            }
            LookupResult kept = chains.keep(selection, lookup.key(), lookup);
            if (kept instanceof LookupResult.Found own && own.path().equals(found.path())) {
                return new ChainResult(found, false);
            }
            TemporaryFound.discard(found);
            return new ChainResult(kept, false);
        } catch (IOException e) {
            String reason = dll + ": " + e.getMessage();
            lookup.warn(reason);
            return missing(Absence.unusable(ResultCode.BAD_FORMAT, reason), lookup);
        }
    }
}
