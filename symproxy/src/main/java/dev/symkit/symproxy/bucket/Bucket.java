// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.bucket;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.storage.StorageFile;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The store of one directory in a bucket. Files are at canonical places, so that none has to be searched: the key as all its spellings have it
 * in common, the leaf in lower case (symbol-store-format.md 1.4). Thread-safe.
 */
public final class Bucket {
    private final String directory;
    private final String url;
    private final StoreStorage storage;
    private final boolean missOn403;
    private final BucketWriter writer;
    private volatile @Nullable Tier tier;

    /**
     * A store.
     *
     * @param missOn403 whether what may not be read is not there
     */
    Bucket(String directory, String url, StoreStorage storage, boolean missOn403, BucketWriter writer) {
        this.directory = directory;
        this.url = url;
        this.storage = storage;
        this.missOn403 = missOn403;
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
        Optional<StorageFile> marker = open(Tier.MARKER);
        if (marker.isEmpty()) {
            return Tier.ONE;
        }
        marker.get().close();
        return Tier.TWO;
    }

    /** Opens an object; empty if it is not there. One request. */
    Optional<StorageFile> open(String path) throws IOException {
        try {
            return Optional.of(storage.open(path));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (AccessDeniedException e) {
            if (missOn403) {
                return Optional.empty();
            }
            throw e;
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
