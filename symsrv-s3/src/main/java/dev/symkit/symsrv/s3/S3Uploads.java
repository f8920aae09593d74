// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import dev.symkit.store.storage.Condition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** Multipart uploads: what is in one cannot be read before it is completed, and it can be completed once. Thread-safe. */
final class S3Uploads {
    private static final Duration OLD = Duration.ofHours(24);

    private final S3Bucket bucket;

    S3Uploads(S3Bucket bucket) {
        this.bucket = bucket;
    }

    /** Begins one. One request. */
    String begin(String path, Optional<Instant> modified) throws IOException {
        String id = S3Errors.send(
                bucket.name(path),
                () -> bucket.client()
                        .createMultipartUpload(request -> request.bucket(
                                        bucket.location().bucket())
                                .key(bucket.location().key(path))
                                .metadata(modified.map(time -> Map.of(S3Bucket.MODIFIED, time.toString()))
                                        .orElse(Map.of())))
                        .uploadId());
        if (id == null) {
            throw new IOException(bucket.name(path) + ": the server begins an upload without an id");
        }
        return id;
    }

    /**
     * Sends one part. One request.
     *
     * @param number from 1
     * @return its ETag
     */
    String part(String path, String id, int number, byte[] bytes, int length) throws IOException {
        RequestBody body = RequestBody.fromInputStream(new ByteArrayInputStream(bytes, 0, length), length);
        return S3Bucket.tag(S3Errors.send(
                bucket.name(path),
                () -> bucket.client()
                        .uploadPart(
                                request -> request.bucket(bucket.location().bucket())
                                        .key(bucket.location().key(path))
                                        .uploadId(id)
                                        .partNumber(number)
                                        .contentLength((long) length),
                                body)
                        .eTag()));
    }

    /**
     * Makes an upload its object. One request.
     *
     * @return false if the answer was cut off, so that nothing is known
     * @throws NoSuchFileException if there is no such upload, because it was completed or given up; or no object to replace
     * @throws S3Errors.Refused if the condition does not hold
     */
    boolean complete(S3Handle.Upload upload, Condition condition) throws IOException {
        List<CompletedPart> parts = new ArrayList<>();
        for (String tag : upload.tags()) {
            parts.add(CompletedPart.builder()
                    .partNumber(parts.size() + 1)
                    .eTag(S3Bucket.eTag(tag))
                    .build());
        }
        CompleteMultipartUploadRequest.Builder request = CompleteMultipartUploadRequest.builder()
                .bucket(bucket.location().bucket())
                .key(bucket.location().key(upload.path()))
                .uploadId(upload.id())
                .multipartUpload(all -> all.parts(parts));
        switch (condition.kind()) {
            case ANY -> {}
            case IF_ABSENT -> request.ifNoneMatch("*");
            case IF_VERSION -> request.ifMatch(S3Bucket.eTag(condition.version()));
        }
        try {
            CompleteMultipartUploadResponse answer = S3Errors.send(
                    bucket.name(upload.path()), () -> bucket.client().completeMultipartUpload(request.build()));
            return answer.eTag() != null || answer.key() != null;
        } catch (S3Errors.CutOff e) {
            return false;
        }
    }

    /** The ETag of the object that a completed upload is: the MD5 of its parts' MD5s. Empty where the server uses other tags. */
    static Optional<String> tag(S3Handle.Upload upload) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            for (String tag : upload.tags()) {
                md5.update(HexFormat.of().parseHex(tag));
            }
            return Optional.of(
                    HexFormat.of().formatHex(md5.digest()) + "-" + upload.tags().size());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    /** Whether an upload has become the object that is there now. One request; false where that cannot be told. */
    boolean isThere(S3Handle.Upload upload) throws IOException {
        Optional<String> tag = tag(upload);
        return tag.isPresent()
                && bucket.head(upload.path())
                        .filter(entry -> S3Bucket.tag(entry.version()).equals(tag.get()))
                        .isPresent();
    }

    /** Gives an upload up; nothing happens if there is none. One request. */
    void abort(String path, String id) throws IOException {
        try {
            S3Errors.send(
                    bucket.name(path),
                    () -> bucket.client()
                            .abortMultipartUpload(
                                    request -> request.bucket(bucket.location().bucket())
                                            .key(bucket.location().key(path))
                                            .uploadId(id)));
        } catch (NoSuchFileException e) {
            // completed, or given up by another
        }
    }

    /**
     * Gives up uploads that are older than a day by the server's clock. One request for each thousand of all that are there.
     *
     * @param inUse ids of those that stay
     */
    void discardOld(Set<String> inUse) throws IOException {
        String prefix = bucket.location().below("");
        ListMultipartUploadsRequest.Builder request = ListMultipartUploadsRequest.builder()
                .bucket(bucket.location().bucket())
                .prefix(prefix);
        while (true) {
            ListMultipartUploadsRequest built = request.build();
            ListMultipartUploadsResponse page = S3Errors.send(
                    bucket.location().toString(), () -> bucket.client().listMultipartUploads(built));
            Instant now = S3Clock.of(bucket.location().toString(), page.sdkHttpResponse());
            for (MultipartUpload each : page.uploads()) {
                boolean old = Duration.between(each.initiated(), now).compareTo(OLD) > 0;
                if (old && each.key().startsWith(prefix) && !inUse.contains(each.uploadId())) {
                    abort(each.key().substring(prefix.length()), each.uploadId());
                }
            }
            if (!Boolean.TRUE.equals(page.isTruncated())
                    || page.nextKeyMarker() == null
                    || (page.nextKeyMarker().equals(built.keyMarker())
                            && Objects.equals(page.nextUploadIdMarker(), built.uploadIdMarker()))) {
                return;
            }
            request.keyMarker(page.nextKeyMarker()).uploadIdMarker(page.nextUploadIdMarker());
        }
    }
}
