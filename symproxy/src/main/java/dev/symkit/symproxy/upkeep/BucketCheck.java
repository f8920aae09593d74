// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upkeep;

import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.symproxy.bucket.Bucket;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/** Asks a bucket: for its layout, for an object that nobody has, and whether one can be written and removed. */
final class BucketCheck {
    private BucketCheck() {}

    /**
     * Asks.
     *
     * @return what was found out, in words
     * @throws IOException if it cannot be used; the message says why
     */
    static String run(Bucket bucket) throws IOException {
        StoreStorage storage = bucket.storage();
        String path = StoreNames.SYMPROXY + "/check-" + UUID.randomUUID();
        String layout = bucket.tier() == Tier.TWO ? "two-tier" : "one-tier";
        if (storage.stat(path).isPresent()) {
            throw new IOException(
                    bucket.url() + ": has an object under a name that nobody gave: it answers every request");
        }
        storage.makeDirectory(StoreNames.SYMPROXY);
        if (!storage.claim(path, new byte[] {'1'})) {
            throw new IOException(bucket.url() + ": nothing can be written there");
        }
        Optional<StorageEntry> written = storage.stat(path);
        if (written.isEmpty()) {
            throw new IOException(bucket.url() + ": what was written is not there");
        }
        storage.remove(path, written.get().version());
        storage.removeEmpty(StoreNames.SYMPROXY);
        return bucket.url() + ": answers, " + layout + ", can be written to";
    }
}
