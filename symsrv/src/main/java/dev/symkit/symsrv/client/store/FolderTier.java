// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.store;

import dev.symkit.store.layout.Tier;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a store in a directory has one tier or two: remembered for 15 minutes (symsrv.md 4.1). Thread-safe. */
final class FolderTier {
    private static final Duration MAX_AGE = Duration.ofMinutes(15);

    private final StoreStorage storage;
    private final Spellings spellings;
    private @Nullable Known known;

    private record Known(Tier tier, Instant since) {}

    FolderTier(StoreStorage storage, Spellings spellings) {
        this.storage = storage;
        this.spellings = spellings;
    }

    /** The tier as last seen. */
    synchronized Tier get(Instant now) throws IOException {
        Known last = known;
        if (last == null || last.since().plus(MAX_AGE).isBefore(now)) {
            return remember(storage.stat(Tier.MARKER).isPresent(), now);
        }
        return last.tier();
    }

    /** The tier now, before a store that was taken for one-tier reports a miss. The marker may be in any case. */
    synchronized Tier again(Instant now) throws IOException {
        return remember(
                storage.stat(Tier.MARKER).isPresent()
                        || spellings.other("", Tier.MARKER, now).isPresent(),
                now);
    }

    /** Forgets it. */
    synchronized void reset() {
        known = null;
    }

    private Tier remember(boolean marker, Instant now) {
        Tier tier = marker ? Tier.TWO : Tier.ONE;
        known = new Known(tier, now);
        return tier;
    }
}
