// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import dev.symkit.store.storage.Condition;
import dev.symkit.store.storage.Move;
import dev.symkit.store.storage.StorageEntry;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;

/**
 * Moves what cannot be renamed: each object is copied by the server, then the source is deleted. A copy that is there already, from a run that
 * was killed, is taken for one if it has the source's size and tag.
 */
final class S3Move {
    private final S3Bucket bucket;
    private final S3Listing listing;

    S3Move(S3Bucket bucket, S3Listing listing) {
        this.bucket = bucket;
        this.listing = listing;
    }

    /** Moves an object, or all below a directory. */
    Move run(String from, String to) throws IOException {
        Map<String, StorageEntry> sources = sources(from);
        if (sources.isEmpty()) {
            return Move.ABSENT;
        }
        Map<String, StorageEntry> targets = sources(to);
        for (Map.Entry<String, StorageEntry> target : targets.entrySet()) {
            StorageEntry source = sources.get(target.getKey());
            if (source == null || !isCopy(source, target.getValue())) {
                return Move.OCCUPIED;
            }
        }
        for (String each : sources.keySet()) {
            if (!targets.containsKey(each)) {
                copy(from + each, to + each);
            }
        }
        for (String each : sources.keySet()) {
            bucket.delete(from + each);
        }
        return Move.MOVED;
    }

    /** What is at a path: by the rest of the path, which is empty for an object. */
    private Map<String, StorageEntry> sources(String path) throws IOException {
        Map<String, StorageEntry> found = new LinkedHashMap<>();
        Optional<StorageEntry> object = bucket.head(path);
        if (object.isPresent()) {
            found.put("", object.get());
        } else {
            listing.below(path, (name, entry) -> found.put(name.substring(path.length()), entry));
        }
        return found;
    }

    private static boolean isCopy(StorageEntry source, StorageEntry target) {
        return source.size() == target.size() && S3Bucket.tag(source.version()).equals(S3Bucket.tag(target.version()));
    }

    /** Copies an object within the server. */
    void copy(String from, String to) throws IOException {
        CopyObjectRequest request = CopyObjectRequest.builder()
                .sourceBucket(bucket.location().bucket())
                .sourceKey(bucket.location().key(from))
                .destinationBucket(bucket.location().bucket())
                .destinationKey(bucket.location().key(to))
                .build();
        S3Errors.send(bucket.name(from), () -> bucket.client().copyObject(request));
    }

    /**
     * Puts an object to another key.
     *
     * @return false if what is there does not meet the condition; the source is deleted then, too
     */
    boolean replace(String from, String to, Condition condition) throws IOException {
        Optional<StorageEntry> there = bucket.head(to);
        boolean met = switch (condition.kind()) {
            case ANY -> true;
            case IF_ABSENT -> there.isEmpty();
            case IF_VERSION ->
                there.filter(entry -> entry.hasVersion(condition.version())).isPresent();
        };
        try {
            if (met) {
                copy(from, to);
            }
        } catch (NoSuchFileException e) {
            return false; // another one was faster
        }
        bucket.delete(from);
        return met;
    }
}
