// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import dev.symkit.path.PathMap;
import dev.symkit.symproxy.bucket.Buckets;
import dev.symkit.symproxy.disk.Digests;
import dev.symkit.symproxy.fill.Flights;
import dev.symkit.symproxy.miss.MissTable;
import java.util.Map;

/**
 * What lives as long as the server does, whatever the configuration becomes.
 *
 * @param flights the searches under way
 * @param misses what is nowhere
 * @param reporter hears of searches
 * @param digests computes digests of files
 * @param shares where shares are mounted
 * @param buckets where files are kept, if not on disk
 * @param environment variables
 */
record Shared(
        Flights flights,
        MissTable misses,
        FillReporter reporter,
        Digests digests,
        PathMap shares,
        Buckets buckets,
        Map<String, String> environment) {
    /** Copies the map. */
    Shared {
        environment = Map.copyOf(environment);
    }

    /** Shows no environment, in which secrets are. */
    @Override
    public String toString() {
        return "Shared[]";
    }
}
