// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.bucket;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.storage.PresignedUrls;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StorageFile;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
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
    private final Optional<Duration> redirects;
    private final BucketWriter writer;
    private volatile @Nullable Tier tier;

    /**
     * A store.
     *
     * @param missOn403 whether what may not be read is not there
     * @param redirects how long URLs are good for with which clients fetch files themselves; empty if they get them from here
     */
    Bucket(
            String directory,
            String url,
            StoreStorage storage,
            boolean missOn403,
            Optional<Duration> redirects,
            BucketWriter writer) {
        this.redirects = redirects;
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

    /** Has the layout read again, for a store was made where there was none. */
    public void forgetTier() {
        tier = null;
    }

    /** Whether a transaction holds a file of a key; other objects are copies of what upstreams have. */
    public boolean isReferenced(SymbolKey key) throws IOException {
        Optional<StorageFile> references = open(path(key, RefsFile.NAME));
        if (references.isPresent()) {
            references.get().close();
        }
        return references.isPresent();
    }

    /** Opens an object; empty if it is not there. One request. */
    Optional<StorageFile> open(String path) throws IOException {
        return there(() -> Optional.of(storage.open(path)));
    }

    /** The same for who reads all of it, which takes no further request. */
    Optional<StorageFile> openSequential(String path) throws IOException {
        return there(() -> Optional.of(storage.openSequential(path)));
    }

    /** What is known of an object; empty if it is not there. */
    Optional<StorageEntry> stat(String path) throws IOException {
        return there(() -> storage.stat(path));
    }

    /** All of a small object; empty if it is not there. */
    Optional<byte[]> readAll(String path, int limit) throws IOException {
        return there(() -> storage.readAll(path, limit));
    }

    /** Asks for an object. */
    private interface Question<T> {
        Optional<T> ask() throws IOException;
    }

    private <T> Optional<T> there(Question<T> question) throws IOException {
        try {
            return question.ask();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (AccessDeniedException e) {
            if (missOn403) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Where a client gets a file itself; empty if it is to come from here. Asks nobody. */
    public Optional<SignedUrl> signed(SymbolKey key) throws IOException {
        if (redirects.isEmpty() || !(storage instanceof PresignedUrls urls)) {
            return Optional.empty();
        }
        return urls.presign(path(key, key.name()), redirects.get()).map(url -> new SignedUrl(url, redirects.get()));
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
