// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Listings of one store. A directory is what has objects below it. Thread-safe. */
final class S3Listing {
    static final StorageEntry DIRECTORY = new StorageEntry(StorageEntry.Kind.DIRECTORY, 0, Instant.EPOCH, "");

    /** The SDK takes an answer whose body was lost for a listing of nothing. */
    private static final int ATTEMPTS = 4;

    private final S3Bucket bucket;

    S3Listing(S3Bucket bucket) {
        this.bucket = bucket;
    }

    /** Whether there is anything below a directory. One request. */
    boolean isDirectory(String directory) throws IOException {
        if (!bucket.canBeKey(directory)) {
            return false;
        }
        ListObjectsV2Response page = page(request(directory).maxKeys(1).build());
        return !page.contents().isEmpty();
    }

    /**
     * Gives the names in a directory with what they are; times are those of storing. One request for each thousand.
     *
     * @param after names up to this one are left out; empty for none
     */
    void entries(String directory, String after, BiConsumer<String, StorageEntry> to) throws IOException {
        String below = bucket.location().below(directory);
        ListObjectsV2Request.Builder first = request(directory).delimiter("/");
        if (!after.isEmpty()) {
            first.startAfter(below + after);
        }
        pages(first.build(), page -> {
            for (CommonPrefix each : page.commonPrefixes()) {
                String name =
                        each.prefix().substring(below.length(), each.prefix().length() - 1);
                if (!name.isEmpty()) {
                    to.accept(name, DIRECTORY);
                }
            }
            for (S3Object each : page.contents()) {
                String name = each.key().substring(below.length());
                if (!name.isEmpty()) { // some programs make an object for the directory itself
                    entry(each).ifPresent(entry -> to.accept(name, entry));
                }
            }
        });
    }

    /** Gives all objects below a directory by their paths. One request for each thousand. */
    void below(String directory, StoreStorage.Visitor to) throws IOException {
        pages(request(directory).build(), page -> {
            for (S3Object each : page.contents()) {
                Optional<StorageEntry> entry =
                        each.key().endsWith("/") // some programs make an object for the directory itself
                                ? Optional.empty()
                                : entry(each);
                if (entry.isPresent()) {
                    to.file(path(each), entry.get());
                }
            }
        });
    }

    private String path(S3Object object) {
        return object.key().substring(bucket.location().below("").length());
    }

    /** What a listing tells of an object. One that is deleted meanwhile may be listed by its name alone: then the server is asked once more. */
    private Optional<StorageEntry> entry(S3Object object) throws IOException {
        if (object.eTag() == null || object.lastModified() == null || object.size() == null) {
            return bucket.head(path(object));
        }
        return Optional.of(new StorageEntry(
                StorageEntry.Kind.FILE,
                object.size(),
                object.lastModified(),
                S3Bucket.version(object.eTag(), object.lastModified())));
    }

    private ListObjectsV2Request.Builder request(String directory) {
        return ListObjectsV2Request.builder()
                .bucket(bucket.location().bucket())
                .prefix(bucket.location().below(directory));
    }

    /** Gets the pages of a listing. */
    private interface Pages {
        void accept(ListObjectsV2Response page) throws IOException;
    }

    private void pages(ListObjectsV2Request first, Pages to) throws IOException {
        Optional<ListObjectsV2Request> next = Optional.of(first);
        while (next.isPresent()) {
            ListObjectsV2Response page = page(next.get());
            to.accept(page);
            next = after(first, page);
        }
    }

    /** The request for what follows a page; empty behind the last. */
    private static Optional<ListObjectsV2Request> after(ListObjectsV2Request first, ListObjectsV2Response page) {
        return Boolean.TRUE.equals(page.isTruncated()) && page.nextContinuationToken() != null
                ? Optional.of(first.toBuilder()
                        .continuationToken(page.nextContinuationToken())
                        .build())
                : Optional.empty();
    }

    private ListObjectsV2Response page(ListObjectsV2Request request) throws IOException {
        String what = bucket.location().toString();
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                ListObjectsV2Response page =
                        S3Errors.send(what, () -> bucket.client().listObjectsV2(request));
                if (page.name() != null || page.isTruncated() != null) {
                    return page;
                }
            } catch (S3Errors.CutOff e) {
                // the same as the empty answer that older JDKs make of it
            }
        }
        throw new IOException(what + ": the server sends empty answers instead of listings");
    }
}
