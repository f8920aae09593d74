// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.search;

import dev.symkit.path.PathElement;
import dev.symkit.path.PathStore;
import dev.symkit.path.SymbolPath;
import dev.symkit.symsrv.SymSrvClient;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Divides the path of a client into places. Confined to one thread. */
final class PlaceList {
    /** The default store where a path only implies it, and where it names it. */
    private static final PathStore IMPLIED = new PathStore.Default(true);

    private static final PathStore NAMED = new PathStore.Default(false);

    private final SearchRequest request;
    private final SymSrvClient client;
    private final Path workingDirectory;
    private final Consumer<String> warnings;
    private final List<SymbolPlace> places = new ArrayList<>();
    private final List<PathElement> caches = new ArrayList<>();
    private final List<PathElement> together = new ArrayList<>();

    PlaceList(SearchRequest request, SymSrvClient client, Path workingDirectory, Consumer<String> warnings) {
        this.request = request;
        this.client = client;
        this.workingDirectory = workingDirectory;
        this.warnings = warnings;
    }

    /** The places. Elements that are searched together are one, with the caches that are named before them. */
    List<SymbolPlace> places() {
        List<PathElement> elements = client.symbolPath().elements();
        if (client.options().offline()) {
            elements = withoutHttp(elements);
        }
        if (!request.each() && !request.deep()) {
            return List.of(place(elements));
        }
        for (PathElement element : elements) {
            Optional<Path> directory = request.deep() ? directory(element) : Optional.empty();
            if (directory.isPresent()) {
                end();
                places.add(new DeepPlace(directory.get(), warnings));
            } else if (element instanceof PathElement.Cache) {
                caches.add(element);
            } else {
                together.add(element);
                if (request.each()) {
                    end();
                }
            }
        }
        end();
        return places.isEmpty() ? List.of(place(caches)) : places;
    }

    private void end() {
        if (!together.isEmpty()) {
            Set<PathElement> all = new LinkedHashSet<>(caches);
            all.addAll(together);
            places.add(place(List.copyOf(all)));
            together.clear();
        }
    }

    private SymbolPlace place(List<PathElement> elements) {
        return new ElementPlace(new SymbolPath(elements, List.of()), client);
    }

    private Optional<Path> directory(PathElement element) {
        if (element instanceof PathElement.Plain plain && plain.place() instanceof PathStore.Directory directory) {
            try {
                return Optional.of(workingDirectory.resolve(directory.path()).normalize());
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** HTTP stores and those in buckets are as good as absent; the caches in front of them are searched (symchk.md 10, {@code --no-network}). */
    private static List<PathElement> withoutHttp(List<PathElement> elements) {
        List<PathElement> kept = new ArrayList<>();
        boolean cached = false;
        for (PathElement element : elements) {
            if (element instanceof PathElement.Chain chain) {
                List<PathStore> stores = new ArrayList<>(chain.stores());
                stores.removeIf(PathStore::isReadOnly);
                if (cached) {
                    stores.remove(IMPLIED);
                }
                stores.replaceAll(store -> store.equals(IMPLIED) ? NAMED : store);
                if (!stores.isEmpty()) {
                    kept.add(new PathElement.Chain(stores));
                }
            } else {
                cached |= element instanceof PathElement.Cache;
                kept.add(element);
            }
        }
        return kept;
    }
}
