// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.bucket;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The store of one directory in a bucket. Files are at canonical places, so that none has to be searched: the key as all its spellings have it
 * in common, the leaf in lower case (symbol-store-format.md 1.4). Thread-safe.
 */
public final class Bucket {
    private final String directory;
    private final String url;
    private final StoreStorage storage;
    private final BucketWriter writer;
    private volatile @Nullable Tier tier;

    Bucket(String directory, String url, StoreStorage storage, BucketWriter writer) {
        this.directory = directory;
        this.url = url;
        this.storage = storage;
        this.writer = writer;
    }

    /** The directory in front of it. */
    public String directory() {
        return directory;
    }

    /** Where it is. */
    public String url() {
        return url;
    }

    /** What is in it. */
    public StoreStorage storage() {
        return storage;
    }

    /** Whom files are given that belong there too. */
    public BucketWriter writer() {
        return writer;
    }

    /** Its layout, which is read once. */
    public Tier tier() throws IOException {
        Tier known = tier;
        if (known == null) {
            known = readTier();
            tier = known;
        }
        return known;
    }

    private Tier readTier() throws IOException {
        try {
            storage.open(Tier.MARKER).close();
            return Tier.TWO;
        } catch (NoSuchFileException e) {
            return Tier.ONE;
        }
    }

    /** Where a form of a file is, or would be. */
    String path(SymbolKey key, String leaf) throws IOException {
        SymbolKey canonical = key.canonical();
        String below = canonical.name() + "/" + canonical.index() + "/" + leaf.toLowerCase(Locale.ROOT);
        return tier() == Tier.TWO ? Tier.prefix(canonical.name()) + "/" + below : below;
    }

    /** {@link #url} and a place there, for messages. */
    String shown(String path) {
        return url + "/" + path;
    }
}
