// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upkeep;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.symkit.parallel.Parallel;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.symproxy.bucket.Buckets;
import dev.symkit.symproxy.config.Configuration;
import dev.symkit.symproxy.config.IndexKeys;
import dev.symkit.symproxy.config.MissKeys;
import dev.symkit.symproxy.disk.Digests;
import dev.symkit.symproxy.disk.MemoryIndex;
import dev.symkit.symproxy.disk.StoreDirectory;
import dev.symkit.symproxy.fill.FillService;
import dev.symkit.symproxy.fill.Filler;
import dev.symkit.symproxy.fill.LocalFlights;
import dev.symkit.symproxy.fill.Upstreams;
import dev.symkit.symproxy.miss.MemoryMissTable;
import dev.symkit.symproxy.route.Leaf;
import dev.symkit.symproxy.server.DirectoryParts;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Gets files into a directory before anybody asks for them, as a request would. A server may run on the same directory: files are put in
 * place as symsrv.md 13 says, by the same code. Misses that the server remembers do not count, and it does not hear of those found here.
 */
public final class Warm {
    /** Most files at the same time. */
    public static final int MOST_JOBS = 64;

    private static final int AHEAD = 4;
    private static final Duration LOOK = Duration.ofMillis(100);

    private final UpkeepSetup setup;
    private final DirectoryParts directory;

    /** What became of a key. */
    public enum Outcome {
        /** It was fetched. */
        LOADED,
        /** It was there. */
        PRESENT,
        /** No upstream has it. */
        MISSING,
        /** It could not be fetched, or what came is not what the key says. */
        FAILED
    }

    /**
     * What became of a key.
     *
     * @param key as it was asked for
     * @param bytes its size; 0 if there is none
     * @param reason why there is no file; empty if there is one
     */
    public record Result(SymbolKey key, Outcome outcome, long bytes, String reason) {
        /** The key as it is written in lists. */
        public String shownKey() {
            return key.name() + "/" + key.index();
        }
    }

    /** Work on a directory of the configuration. */
    public Warm(UpkeepSetup setup, DirectoryParts directory) {
        this.setup = setup;
        this.directory = directory;
    }

    /**
     * Loads files.
     *
     * @param jobs how many at the same time
     * @param cancelled ends it; what arrives just then is given up
     * @param told hears of each key, in order
     * @throws IOException if the directory cannot be made, an upstream not be set up, or files not be written to the bucket
     */
    public void run(List<SymbolKey> keys, int jobs, BooleanSupplier cancelled, Consumer<Result> told)
            throws IOException {
        Configuration all = setup.configuration();
        directory.prepare();
        Reasons reasons = new Reasons();
        MemoryMissTable misses = new MemoryMissTable(
                all.get(MissKeys.MAX_ENTRIES), all.get(MissKeys.AGE_TIMEOUT), Ticker.systemTicker());
        StoreDirectory files = files(keys);
        try (Buckets buckets = Buckets.patient(all, reasons);
                Upstreams upstreams = Upstreams.open(all, setup.environment());
                FillService fills = new FillService(
                        new LocalFlights(), misses, reasons, FillService.Settings.of(all, setup.shares()));
                Filler filler = new Filler(
                        fills,
                        directory.place(),
                        upstreams.of(directory.section()),
                        buckets.of(directory.name()),
                        key -> files.find(key, Leaf.FILE).isPresent())) {
            WarmKey step = new WarmKey(
                    files,
                    filler,
                    reasons,
                    all.exclusions()::matches,
                    directory.place().uncompress(),
                    cancelled);
            new Parallel(jobs, cancelled).inOrder(keys, AHEAD * jobs, step::load, told::accept);
            awaitWritten(buckets, reasons, cancelled);
        }
    }

    private static void awaitWritten(Buckets buckets, Reasons reasons, BooleanSupplier cancelled) throws IOException {
        boolean written;
        do {
            written = buckets.drain(LOOK); // each file takes as long as it takes
        } while (!written && !cancelled.getAsBoolean());
        if (reasons.notWritten() > 0) {
            throw new IOException(
                    reasons.notWritten() + " files could not be written to the bucket: " + reasons.whyNotWritten());
        }
    }

    /** The files of the directory; those of the wanted names are looked for, however they are spelled. */
    private StoreDirectory files(List<SymbolKey> keys) {
        int most = setup.configuration().get(IndexKeys.MAX_ENTRIES);
        StoreDirectory files = new StoreDirectory(
                directory.settings(),
                new MemoryIndex(directory.settings().tier(), most),
                Digests.none(),
                Clock.systemUTC());
        Set<String> names =
                keys.stream().map(key -> key.name().toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        files.look(names::contains);
        return files;
    }
}
