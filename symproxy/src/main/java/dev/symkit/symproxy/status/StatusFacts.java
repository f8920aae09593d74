// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.status;

import dev.symkit.symproxy.miss.MissCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the status page shows, as it is at one time. Immutable.
 *
 * @param now the time
 * @param program what runs
 * @param configuration what counts, one setting in a line, secrets left out
 * @param baseUrl how clients reach the server, without a slash at the end
 * @param debuginfod whether files are served by build id
 * @param directories in the order of the configuration
 * @param upstreams likewise
 * @param flights searches and downloads that run
 * @param fills the last ones, newest first
 * @param errors likewise
 * @param misses names asked for most in vain, most first
 * @param slowest requests, slowest first
 * @param evictions what would be deleted now, if room had to be made
 */
public record StatusFacts(
        Instant now,
        Program program,
        List<String> configuration,
        String baseUrl,
        boolean debuginfod,
        List<Directory> directories,
        List<Upstream> upstreams,
        List<Flight> flights,
        List<Fill> fills,
        List<Failure> errors,
        List<MissCounts.Count> misses,
        List<Slow> slowest,
        List<Eviction> evictions) {
    /** Copies the lists. */
    public StatusFacts {
        configuration = List.copyOf(configuration);
        directories = List.copyOf(directories);
        upstreams = List.copyOf(upstreams);
        flights = List.copyOf(flights);
        fills = List.copyOf(fills);
        errors = List.copyOf(errors);
        misses = List.copyOf(misses);
        slowest = List.copyOf(slowest);
        evictions = List.copyOf(evictions);
    }

    /**
     * What runs.
     *
     * @param state a word or two, for example {@code serving} or {@code draining}
     * @param requests being answered
     */
    public record Program(
            String version, String java, Duration uptime, String state, long requests, long connections) {}

    /**
     * Files that were sent.
     *
     * @param hits of them, those that were on disk
     * @param files all
     */
    public record Ratio(long hits, long files) {
        /** The share in percent; empty if there were none. */
        public Optional<Double> percent() {
            return files == 0 ? Optional.empty() : Optional.of(100.0 * hits / files);
        }
    }

    /**
     * Ratios of the last five minutes, hour and day.
     *
     * @param hours of the last 24 hours, oldest first; the last one is not over
     */
    public record Traffic(Ratio fiveMinutes, Ratio hour, Ratio day, List<Ratio> hours) {
        /** Copies the list. */
        public Traffic {
            hours = List.copyOf(hours);
        }
    }

    /**
     * A directory.
     *
     * @param name as it is configured, empty for the root
     * @param kind a word
     * @param files how many
     * @param bytes of the files
     * @param quota most bytes; empty for no limit
     * @param free bytes on its disk
     */
    public record Directory(
            String name, String kind, long files, long bytes, OptionalLong quota, long free, Traffic traffic) {}

    /**
     * What an upstream did since the start, and how fast in the last hour or two.
     *
     * @param p50 half of the answers took no longer; empty without answers
     * @param p95 the same of 95 of 100
     */
    public record Performance(
            long successes, long misses, long errors, Optional<Duration> p50, Optional<Duration> p95) {}

    /**
     * An upstream.
     *
     * @param url without secrets
     * @param state a word or two
     * @param blackout until when it is not asked; empty if it is
     */
    public record Upstream(
            String name, String url, String state, Optional<Instant> blackout, Performance performance) {}

    /**
     * A search or download that runs.
     *
     * @param key name and index
     * @param upstream that is asked now; empty before the first one is
     * @param bytes that came
     * @param total that will come; empty if that is not known yet
     * @param clients that wait
     * @param age since it began
     */
    public record Flight(
            String directory, String key, String upstream, long bytes, OptionalLong total, int clients, Duration age) {}

    /** A file that was fetched. */
    public record Fill(Instant when, String directory, String key, String upstream, long bytes, Duration time) {}

    /**
     * Something that failed.
     *
     * @param where an upstream, a directory or a client
     */
    public record Failure(Instant when, String where, String text) {}

    /** A request that took long. */
    public record Slow(Instant when, String target, String result, int status, Duration time, Duration firstByte) {}

    /**
     * What would be deleted in a directory.
     *
     * @param files how many
     * @param bytes of them
     * @param oldest the last use of the one that would go first; empty if none would
     * @param reason for example {@code quota}
     */
    public record Eviction(String directory, long files, long bytes, Optional<Instant> oldest, String reason) {}
}
