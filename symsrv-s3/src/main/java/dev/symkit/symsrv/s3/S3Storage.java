// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import dev.symkit.store.storage.Condition;
import dev.symkit.store.storage.LockClock;
import dev.symkit.store.storage.LockRequest;
import dev.symkit.store.storage.Move;
import dev.symkit.store.storage.Outcome;
import dev.symkit.store.storage.PresignedUrls;
import dev.symkit.store.storage.Staging;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StorageFile;
import dev.symkit.store.storage.StorageNames;
import dev.symkit.store.storage.StorageText;
import dev.symkit.store.storage.StoreLock;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A store in a bucket (symbol-store-format 8.1, column S3). Thread-safe.
 *
 * <p>A version is an ETag and a time. Publishing completes an upload, or writes a small text, under the condition that a plan states; a plan that was
 * carried out finds its uploads gone and its texts replaced. Directories are what has objects below it, so there are no empty ones.
 */
final class S3Storage implements StoreStorage, PresignedUrls {
    private final S3Bucket bucket;
    private final S3Listing listing;
    private final S3Uploads uploads;
    private final S3Move moves;
    private final S3Publishing publishing;
    private final LockClock clock;
    private final List<S3Staging> stagings = new ArrayList<>();
    private final Set<String> used = ConcurrentHashMap.newKeySet();
    private volatile @Nullable S3Lock held;

    S3Storage(S3Bucket bucket, LockClock clock) {
        this.bucket = bucket;
        this.listing = new S3Listing(bucket);
        this.uploads = new S3Uploads(bucket);
        this.moves = new S3Move(bucket, listing);
        this.publishing = new S3Publishing(bucket, uploads, moves, clock, this::checkLock);
        this.clock = clock;
    }

    @Override
    public String separator() {
        return "/";
    }

    @Override
    public String adminDirectory() {
        return StorageNames.ADMIN;
    }

    @Override
    public boolean isCaseSensitive() {
        return true;
    }

    @Override
    public boolean canonicalNames() {
        return true;
    }

    @Override
    public boolean needsDirectories() {
        return false;
    }

    @Override
    public Map<String, StorageEntry> entries(String directory) throws IOException {
        return entries(directory, "");
    }

    @Override
    public Map<String, StorageEntry> entries(String directory, String after) throws IOException {
        Map<String, StorageEntry> entries = new HashMap<>();
        listing.entries(S3Names.check(directory), after, entries::put);
        return entries;
    }

    @Override
    public void walk(String path, Visitor visitor) throws IOException {
        Optional<StorageEntry> object = statFile(path);
        if (object.isPresent()) {
            visitor.file(path, object.get());
        } else {
            listing.below(path, visitor);
        }
    }

    @Override
    public Optional<Boolean> holds(StorageEntry entry, StorageFile content) throws IOException {
        return S3Tags.matches(S3Bucket.tag(entry.version()), content);
    }

    @Override
    public List<String> list(String directory) throws IOException {
        List<String> names = new ArrayList<>();
        listing.entries(S3Names.check(directory), "", (name, entry) -> names.add(name));
        return names;
    }

    @Override
    public Optional<StorageEntry> stat(String path) throws IOException {
        Optional<StorageEntry> object = statFile(path);
        if (object.isPresent() || !listing.isDirectory(path)) {
            return object;
        }
        return Optional.of(S3Listing.DIRECTORY);
    }

    @Override
    public Optional<StorageEntry> statFile(String path) throws IOException {
        return path.isEmpty() ? Optional.empty() : bucket.head(S3Names.check(path));
    }

    @Override
    public StorageFile open(String path) throws IOException {
        return S3File.open(bucket, S3Names.check(path));
    }

    @Override
    public StorageFile openSequential(String path) throws IOException {
        return S3Stream.open(bucket, S3Names.check(path));
    }

    @Override
    public Optional<byte[]> readAll(String path, int limit) throws IOException {
        return read(path, limit).map(StorageText::bytes);
    }

    @Override
    public Optional<StorageText> read(String path, int limit) throws IOException {
        return S3File.read(bucket, S3Names.check(path), limit);
    }

    /** Nothing to do: directories come with what is in them. */
    @Override
    public void createRoot() {}

    /** Nothing to do: directories come with what is in them. */
    @Override
    public void makeDirectory(String path) {
        S3Names.check(path);
    }

    @Override
    public Staging newStaging() {
        S3Staging staging = new S3Staging(uploads, this::forget);
        synchronized (stagings) {
            stagings.add(staging);
        }
        return staging;
    }

    /** A staging was closed. Its handles were published, or nobody knows them. */
    private void forget(S3Staging staging) {
        synchronized (stagings) {
            stagings.remove(staging);
            if (stagings.isEmpty()) {
                used.clear(); // from now on the server tells: the uploads are gone, the texts replaced
            }
        }
    }

    @Override
    public Staging newLayoutStaging() {
        return newStaging();
    }

    /** Nothing to do: what the server has answered for is safe. */
    @Override
    public void sync(Collection<String> paths) {}

    @Override
    public Outcome publish(String handle, String path, Condition condition) throws IOException {
        S3Names.check(path);
        S3Handle parsed = S3Handle.parse(handle);
        if (!used.add(handle)) {
            return Outcome.GONE;
        }
        boolean known = false;
        try {
            Outcome outcome = publishing.publish(parsed, path, condition);
            known = true;
            synchronized (stagings) {
                stagings.forEach(staging -> staging.used(handle));
            }
            return outcome;
        } finally {
            if (!known) {
                used.remove(handle); // to be tried again
            }
        }
    }

    private void checkLock() throws IOException {
        S3Lock lock = held;
        if (lock != null) {
            lock.check();
        }
    }

    @Override
    public boolean claim(String path, byte[] content) throws IOException {
        return publishing.claim(S3Names.check(path), content);
    }

    @Override
    public boolean remove(String path, String version) throws IOException {
        publishing.remove(S3Names.check(path), version);
        return true;
    }

    @Override
    public boolean remove(String path) throws IOException {
        publishing.remove(S3Names.check(path));
        return true;
    }

    /** Nothing to do: a directory goes with the last that is in it. */
    @Override
    public void removeEmpty(String directory) {
        S3Names.check(directory);
    }

    @Override
    public Move move(String from, String to) throws IOException {
        return moves.run(S3Names.check(from), S3Names.check(to));
    }

    @Override
    public StoreLock lock(LockRequest request) throws IOException {
        S3Lock lock = S3Lock.acquire(bucket, StorageNames.ADMIN + "/" + StorageNames.LOCK, clock, request);
        held = lock;
        return lock;
    }

    @Override
    public void discardAbandoned(Set<String> inUse) throws IOException {
        Set<String> ids = new HashSet<>();
        for (String handle : inUse) {
            if (S3Handle.parse(handle) instanceof S3Handle.Upload upload) {
                ids.add(upload.id());
            }
        }
        uploads.discardOld(ids);
    }

    @Override
    public Optional<URI> presign(String path, Duration life) throws IOException {
        return S3Presigned.url(bucket, S3Names.check(path), life);
    }

    @Override
    public void close() {
        bucket.close();
    }
}
