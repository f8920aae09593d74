// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.Tier;
import dev.symkit.symsrv.settings.LookupOptions;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.LookupResult;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks for files of one store. {@code index2.txt} is asked for once, and only if a file is not at its one-tier place. Thread-safe. */
final class S3Search {
    private final S3Bucket bucket;
    private @Nullable Tier known;

    S3Search(S3Bucket bucket) {
        this.bucket = bucket;
    }

    /** The file, or why there is none. */
    LookupResult run(SymbolKey key, LookupOptions options, LookupListener listener) throws IOException {
        S3Lookup lookup = new S3Lookup(bucket, key, options, listener);
        for (Tier tier : order(options.tiers())) {
            Optional<LookupResult> result = lookup.at(tier);
            if (result.isPresent()) {
                return result.get();
            }
        }
        if (options.tiers() == 0 && !isKnown() && tier() == Tier.TWO) {
            return lookup.at(Tier.TWO).orElseGet(lookup::nothing);
        }
        return lookup.nothing();
    }

    /** The places to look at without a question: of a two-tier store its one-tier places too, as it may have been converted. */
    private synchronized List<Tier> order(int forced) {
        if (forced != 0) {
            return List.of(forced == 2 ? Tier.TWO : Tier.ONE);
        }
        return known == Tier.TWO ? List.of(Tier.TWO, Tier.ONE) : List.of(Tier.ONE);
    }

    private synchronized boolean isKnown() {
        return known != null;
    }

    private synchronized Tier tier() throws IOException {
        Tier tier = known;
        if (tier == null) {
            tier = bucket.head(Tier.MARKER).isPresent() ? Tier.TWO : Tier.ONE;
            known = tier;
        }
        return tier;
    }
}
