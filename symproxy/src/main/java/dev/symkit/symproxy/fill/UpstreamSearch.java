// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.fill;

import dev.symkit.path.PathElement;
import dev.symkit.path.PathMap;
import dev.symkit.path.PathStore;
import dev.symkit.path.SymbolPath;
import dev.symkit.path.UncPath;
import dev.symkit.path.UrlText;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.symsrv.Plugins;
import dev.symkit.symsrv.StorePing;
import dev.symkit.symsrv.SymSrvClient;
import dev.symkit.symsrv.SymSrvClientBuilder;
import dev.symkit.symsrv.settings.BlackoutSettings;
import dev.symkit.symsrv.settings.LookupOptions;
import dev.symkit.symsrv.settings.MissSettings;
import dev.symkit.symsrv.settings.StoreSettings;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.LookupRequest;
import dev.symkit.symsrv.spi.LookupResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Searches one upstream for one directory, and puts what is found there. Misses and blackouts are not remembered here: the proxy does that for
 * keys and upstreams as a whole. Thread-safe.
 */
final class UpstreamSearch implements Search {
    private final SymSrvClient client;
    private final LookupOptions options;

    private UpstreamSearch(SymSrvClient client, LookupOptions options) {
        this.client = client;
        this.options = options;
    }

    /**
     * A search.
     *
     * @param upstream where; empty for compressed files of the directory itself, which are unpacked
     */
    static UpstreamSearch open(FillPlace place, Optional<Upstream> upstream, PathMap shares) throws IOException {
        PathStore own = new PathStore.Directory(place.root().toString());
        List<PathStore> chain = new ArrayList<>();
        if (upstream.isEmpty() && !place.unpacked().equals(place.root())) {
            chain.add(new PathStore.Directory(place.unpacked().toString()));
        }
        chain.add(own);
        upstream.ifPresent(one -> chain.add(store(one.url())));
        StoreSettings inPlace = place.settings();
        SymSrvClientBuilder client = SymSrvClient.builder()
                .path(new SymbolPath(List.of(new PathElement.Chain(chain)), List.of()))
                .fetcher(upstream.map(Upstream::fetcher).orElse(NoFetcher.INSTANCE))
                .defaultStore(place.unpacked())
                .temporary(place.temporary())
                .settings(text -> upstream.filter(one -> one.url().equals(text))
                        .map(Upstream::settings)
                        .orElse(inPlace));
        return open(client, shares, !place.uncompress());
    }

    /**
     * A search that is in front of no directory: only to {@link #ping} and to {@link #look}.
     *
     * @param temporary a directory that exists
     */
    static UpstreamSearch alone(Upstream upstream, Path temporary, PathMap shares) throws IOException {
        List<PathStore> chain = List.of(store(upstream.url()));
        SymSrvClientBuilder client = SymSrvClient.builder()
                .path(new SymbolPath(List.of(new PathElement.Chain(chain)), List.of()))
                .fetcher(upstream.fetcher())
                .defaultStore(temporary)
                .temporary(temporary)
                .settings(text -> upstream.settings());
        return open(client, shares, false);
    }

    private static UpstreamSearch open(SymSrvClientBuilder client, PathMap shares, boolean dontUncompress)
            throws IOException {
        LookupOptions options = LookupOptions.builder()
                .blackout(false)
                .autodetect(false)
                .dontUncompress(dontUncompress)
                .noLongerIndexedAuthoritative(false)
                .build();
        SymSrvClient built = client.shares(shares)
                .providers(() -> Plugins.installed().providers())
                .misses(new MissSettings(Duration.ZERO, 0, Optional.empty()))
                .blackouts(BlackoutSettings.OFF)
                .options(options)
                .clock(Clock.systemUTC())
                .build();
        return new UpstreamSearch(built, options);
    }

    private static PathStore store(String url) {
        if (UrlText.is(url)) {
            return new PathStore.Url(url);
        }
        if (UrlText.isBucket(url)) {
            return new PathStore.Bucket(url);
        }
        return UncPath.isCertain(url) ? new PathStore.Unc(url) : new PathStore.Directory(url);
    }

    @Override
    public LookupResult find(SymbolKey key, LookupListener listener) {
        return client.find(LookupRequest.of(key), options, listener);
    }

    @Override
    public LookupResult look(SymbolKey key, LookupListener listener) {
        return client.find(
                LookupRequest.of(key), options.toBuilder().noCopy(true).build(), listener);
    }

    /** How a store answers. */
    StorePing ping(String url) throws IOException {
        return client.ping(url);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
