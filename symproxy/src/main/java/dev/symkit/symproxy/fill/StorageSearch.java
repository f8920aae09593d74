// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.fill;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.symproxy.bucket.Bucket;
import dev.symkit.symproxy.bucket.BucketLandings;
import dev.symkit.symproxy.bucket.BucketSearch;
import dev.symkit.symproxy.bucket.SignedUrl;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.LookupResult;
import java.io.IOException;
import java.util.Optional;

/** Searches the bucket behind a directory. */
record StorageSearch(Bucket bucket, BucketSearch search) implements Search {
    /** A search. */
    static StorageSearch open(FillPlace place, Bucket bucket) throws IOException {
        BucketLandings landings = new BucketLandings(place.root(), place.settings(), place.temporary());
        return new StorageSearch(bucket, new BucketSearch(bucket, landings, place.uncompress()));
    }

    @Override
    public LookupResult find(SymbolKey key, LookupListener listener) {
        return search.find(key, listener);
    }

    @Override
    public LookupResult look(SymbolKey key, LookupListener listener) {
        return search.look(key, listener);
    }

    @Override
    public Optional<SignedUrl> signed(SymbolKey key) throws IOException {
        return bucket.signed(key);
    }

    /** Nothing to do: the bucket is closed by who opened it. */
    @Override
    public void close() {}
}
