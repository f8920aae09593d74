// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import dev.symkit.cli.JsonOut;
import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.symproxy.config.StorageKeys;
import dev.symkit.symproxy.disk.FileIndex;
import dev.symkit.symproxy.fill.Filler;
import dev.symkit.symproxy.miss.MissCounts;
import dev.symkit.symproxy.route.Leaf;
import dev.symkit.symproxy.serve.JsonResponses;
import dev.symkit.symproxy.web.Query;
import dev.symkit.symproxy.web.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The services that are about keys: where one is, forget it, forget that it is missing. */
final class KeyServices {
    private static final int BAD_REQUEST = 400;

    private final ProxyServer server;
    private final MissCounts counts;

    KeyServices(ProxyServer server, MissCounts counts) {
        this.server = server;
        this.counts = counts;
    }

    private Optional<ServedDirectory> directory(Query query) {
        return server.sites().directories().stream()
                .filter(one -> one.directory().name().equalsIgnoreCase(query.get("dir")))
                .findFirst();
    }

    private static Optional<SymbolKey> key(Query query) {
        try {
            return Optional.of(SymbolKey.of(query.get("name"), query.get("index")));
        } catch (IllegalKeyException e) {
            return Optional.empty();
        }
    }

    /** Where a key is. */
    Response lookup(Query query) {
        Optional<ServedDirectory> directory = directory(query);
        Optional<SymbolKey> asked = key(query);
        if (directory.isEmpty() || asked.isEmpty()) {
            return Response.text(BAD_REQUEST, "dir, name and index of a key are needed");
        }
        SymbolKey key = asked.get().canonical();
        String name = directory.get().directory().name();
        if (query.get("refresh").equals("1")) {
            server.shared().misses().changed(key);
            filler(name).ifPresent(filler -> {
                filler.clear();
                if (filler.hasUpstream()) {
                    filler.fill(asked.get());
                }
            });
        }
        directory.get().directory().find(asked.get(), Leaf.FILE);
        return JsonResponses.of(200, json -> {
            json.text("dir", name);
            json.text("name", key.name());
            json.text("index", key.index());
            files(json, directory.get(), key);
            json.bool("inFlight", server.shared().flights().isUnderWay(name, key));
            miss(json, "missSeconds", name, key);
            json.array("upstreams", server.sites().upstreams(), (item, upstream) -> {
                item.text("name", upstream.name());
                item.bool("blackout", upstream.health().blackout().isPresent());
                miss(item, "missSeconds", upstream.missPlace(name), key);
            });
        });
    }

    private static void files(JsonOut json, ServedDirectory directory, SymbolKey key) throws IOException {
        json.array("files", directory.directory().index().files(key), (item, file) -> {
            item.text("path", file.path());
            item.number("size", file.size());
        });
    }

    private void miss(JsonOut json, String field, String place, SymbolKey key) throws IOException {
        json.number(
                field,
                server.shared()
                        .misses()
                        .remaining(place, key)
                        .map(Duration::toSeconds)
                        .orElse(0L));
    }

    private Optional<Filler> filler(String directory) {
        return Optional.ofNullable(server.sites().fillers().get(directory));
    }

    /** Deletes what a cache has of a key, or of all keys of a name, and forgets its misses. */
    Response purge(Query query) throws IOException {
        Optional<ServedDirectory> directory = directory(query);
        String name = query.get("name").toLowerCase(Locale.ROOT);
        if (directory.isEmpty() || name.isEmpty()) {
            return Response.text(BAD_REQUEST, "dir and name are needed");
        }
        if (!StorageKeys.isCache(directory.get().section(), server.sites().configuration())) {
            return Response.text(BAD_REQUEST, "only files of caches can be purged");
        }
        List<SymbolKey> keys = new ArrayList<>();
        if (query.find("index").isPresent()) {
            Optional<SymbolKey> one = key(query);
            if (one.isEmpty()) {
                return Response.text(BAD_REQUEST, "not an index of a key");
            }
            directory.get().directory().find(one.get(), Leaf.FILE);
            keys.add(one.get().canonical());
        } else {
            directory.get().directory().index().forEach((key, files) -> {
                if (key.name().equals(name)) {
                    keys.add(key);
                }
            });
        }
        long deleted = 0;
        for (SymbolKey key : keys) {
            List<FileIndex.Known> gone = directory.get().directory().delete(key);
            deleted += gone.size();
            server.shared().misses().changed(key);
        }
        server.shared().misses().clear(directory.get().directory().name(), Optional.of(name));
        server.sites().forgetHot();
        long count = deleted;
        return JsonResponses.of(200, json -> json.number("deleted", count));
    }

    /** Forgets misses: all, those of a directory, or those of a name in it. */
    Response clearMisses(Query query) {
        if (query.find("dir").isEmpty()) {
            server.shared().misses().clear();
            counts.clear();
        } else {
            server.shared().misses().clear(query.get("dir"), query.find("name"));
            server.sites()
                    .upstreams()
                    .forEach(upstream ->
                            server.shared().misses().clear(upstream.missPlace(query.get("dir")), query.find("name")));
        }
        server.sites().fillers().values().forEach(Filler::clear);
        return JsonResponses.of(200, json -> json.bool("cleared", true));
    }
}
