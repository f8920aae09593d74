// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.fill;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.symproxy.bucket.Bucket;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets files into one directory: from upstream, or out of compressed files that are there. Thread-safe. */
public final class Filler implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Filler.class);
    private static final Duration SOFT = Duration.ofSeconds(30);
    private static final int MOST_SOFT = 100_000;
    private static final String LOOKS = "?";

    private final FillService service;
    private final FillPlace place;
    private final Optional<Bucket> bucket;
    private final Source own;
    private final List<Source> upstreams;
    private final Predicate<SymbolKey> present;
    private final Cache<SymbolKey, Boolean> unavailable =
            Caffeine.newBuilder().maximumSize(MOST_SOFT).expireAfterWrite(SOFT).build();

    /**
     * A filler.
     *
     * @param upstreams in the order in which they are asked
     * @param bucket what is meant by the upstream that is the bucket, and where files from the others go too
     * @param present whether the directory has the file of a key by now
     * @throws IOException if a search cannot be set up
     */
    public Filler(
            FillService service,
            FillPlace place,
            List<Upstream> upstreams,
            Optional<Bucket> bucket,
            Predicate<SymbolKey> present)
            throws IOException {
        this.service = service;
        this.place = place;
        this.bucket = bucket;
        this.present = present;
        this.own = source(Optional.empty());
        List<Source> all = new ArrayList<>();
        for (Upstream upstream : upstreams) {
            all.add(source(Optional.of(upstream)));
        }
        this.upstreams = List.copyOf(all);
    }

    private Source source(Optional<Upstream> upstream) throws IOException {
        if (bucket.isPresent() && upstream.filter(Upstream::isStorage).isPresent()) {
            return new Source(StorageSearch.open(place, bucket.get()), upstream);
        }
        return new Source(
                UpstreamSearch.open(place, upstream, service.settings().shares()), upstream);
    }

    /** Whether there is anywhere to search. */
    public boolean hasUpstream() {
        return !upstreams.isEmpty();
    }

    /** Whether a search for a key failed a short while ago because upstreams did not answer. */
    public boolean isUnavailable(SymbolKey canonical) {
        return unavailable.getIfPresent(canonical) != null;
    }

    /** Forgets that upstreams did not answer. */
    public void clear() {
        unavailable.invalidateAll();
    }

    /**
     * The search for a file; the one under way, if there is one.
     *
     * @param asked the key as the client spells it
     */
    public Flights.Joined fill(SymbolKey asked) {
        return start(place.name(), asked, false, upstreams);
    }

    /** The unpacking of a compressed file that the directory has. */
    public Flights.Joined unpack(SymbolKey asked) {
        List<Source> sources = new ArrayList<>(List.of(own));
        sources.addAll(upstreams); // should that one be damaged
        return start(place.name(), asked, false, sources);
    }

    /** A search that leaves the file where it is. */
    public Flights.Joined look(SymbolKey asked) {
        return start(LOOKS + place.name(), asked, true, upstreams);
    }

    private Flights.Joined start(String id, SymbolKey asked, boolean onlyLook, List<Source> sources) {
        return service.flights().join(id, asked.canonical(), flight -> {
            service.begun(flight);
            try {
                service.searches().execute(() -> run(flight, asked, onlyLook, sources));
            } catch (RejectedExecutionException e) {
                end(flight, new FillResult.Busy());
            }
        });
    }

    private void run(Flight flight, SymbolKey asked, boolean onlyLook, List<Source> sources) {
        FillResult result = new FillResult.Unavailable();
        try {
            boolean there = present.test(flight.key()); // an earlier search may just have ended
            result = there
                    ? new FillResult.Stored(place.root(), "")
                    : new FillRun(service, place, flight, asked, onlyLook, file -> write(flight.key(), file))
                            .run(sources);
        } catch (RuntimeException e) {
            LOG.error(
                    "searching {}/{} failed", flight.key().name(), flight.key().index(), e);
        } finally {
            if (result instanceof FillResult.Unavailable && !sources.isEmpty()) {
                unavailable.put(flight.key(), true);
            }
            end(flight, result);
        }
    }

    private void write(SymbolKey key, Path file) {
        bucket.ifPresent(one -> one.writer().write(one, key, file));
    }

    private void end(Flight flight, FillResult result) {
        service.over(flight);
        flight.ends(result);
        if (result instanceof FillResult.Arriving passed) {
            passed.file().close(); // those who were told read it by now
        }
    }

    @Override
    public void close() throws IOException {
        own.search().close();
        for (Source source : upstreams) {
            source.search().close();
        }
    }
}
