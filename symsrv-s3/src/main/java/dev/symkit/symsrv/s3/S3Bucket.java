// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import dev.symkit.store.storage.Condition;
import dev.symkit.store.storage.StorageEntry;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** The objects of one store, by their paths below it: single requests, nothing more. Thread-safe. */
final class S3Bucket implements Closeable {
    /** Metadata of an object: the time of last modification of the file it came from, ISO-8601. */
    static final String MODIFIED = "mtime";

    private static final char AT = '@';
    private static final int LONGEST_KEY = 1024;

    /** S3Proxy tells no ETag of an object that is deleted while it looks: then it is asked again. */
    private static final int ATTEMPTS = 4;

    private static final String NO_TAG = "the server tells no ETag";

    private final S3Location location;
    private final S3Connection connection;

    S3Bucket(S3Location location, S3Connection connection) {
        this.location = location;
        this.connection = connection;
    }

    S3Location location() {
        return location;
    }

    S3Client client() throws IOException {
        return connection.client();
    }

    S3Connection connection() {
        return connection;
    }

    /** Name of an object in messages. */
    String name(String path) {
        return location + (path.isEmpty() ? "" : "/" + path);
    }

    /** Whether an object can have this path: the handle of a staged text is longer than any key. */
    boolean canBeKey(String path) {
        return location.key(path).getBytes(StandardCharsets.UTF_8).length <= LONGEST_KEY;
    }

    /**
     * What is known of an object; empty if there is none. One request.
     *
     * @throws IOException if the server tells no ETag again and again
     */
    Optional<StorageEntry> head(String path) throws IOException {
        if (!canBeKey(path)) {
            return Optional.empty();
        }
        HeadObjectRequest request = HeadObjectRequest.builder()
                .bucket(location.bucket())
                .key(location.key(path))
                .build();
        try {
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                HeadObjectResponse answer = S3Errors.send(name(path), () -> client().headObject(request));
                if (answer.eTag() != null) {
                    return Optional.of(new StorageEntry(
                            StorageEntry.Kind.FILE,
                            answer.contentLength(),
                            modified(answer.metadata(), answer.lastModified()),
                            version(answer.eTag(), answer.lastModified())));
                }
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        throw new IOException(name(path) + ": " + NO_TAG);
    }

    /** The time that was told when the object was written, else when that was. */
    static Instant modified(Map<String, String> metadata, Instant stored) {
        String told = metadata.get(MODIFIED);
        if (told != null) {
            try {
                return Instant.parse(told);
            } catch (DateTimeException e) {
                return stored; // somebody else's metadata
            }
        }
        return stored;
    }

    /**
     * The version of an object: its ETag and when it was stored, in seconds since 1970, for a tag comes back with the content. Where that is not
     * known the tag alone.
     */
    static String version(String eTag, Instant stored) {
        return tag(eTag) + AT + stored.getEpochSecond();
    }

    /** The ETag of a version, or of an answer, without its quotes. */
    static String tag(String version) {
        int at = version.lastIndexOf(AT);
        return (at < 0 ? version : version.substring(0, at)).replace("\"", "");
    }

    /** The ETag of a version as requests have it. */
    static String eTag(String version) {
        return "\"" + tag(version) + "\"";
    }

    /**
     * Part of an object.
     *
     * @param entry the whole object
     * @param bytes the part
     */
    record Part(StorageEntry entry, ByteBuffer bytes) {}

    /**
     * Reads part of an object. One request.
     *
     * @param version which version; empty for any
     * @throws NoSuchFileException if there is none
     * @throws S3Errors.Refused if it has another version
     */
    Part get(String path, long position, int length, String version) throws IOException {
        GetObjectRequest.Builder request = getting(path).range("bytes=" + position + "-" + (position + length - 1));
        if (!version.isEmpty()) {
            request.ifMatch(eTag(version));
        }
        return S3Errors.send(name(path), () -> client().getObject(request.build(), (head, in) -> part(path, head, in)));
    }

    /**
     * Reads all of an object; of one with more than {@code limit} bytes only what is known of it. One request.
     *
     * @throws NoSuchFileException if there is none
     */
    Part whole(String path, int limit) throws IOException {
        return S3Errors.send(
                name(path),
                () -> client().getObject(
                                getting(path).build(),
                                (head, in) -> head.contentLength() != null && head.contentLength() > limit
                                        ? new Part(entry(head, head.contentLength()), ByteBuffer.allocate(0))
                                        : part(path, head, in)));
    }

    private GetObjectRequest.Builder getting(String path) {
        return GetObjectRequest.builder().bucket(location.bucket()).key(location.key(path));
    }

    /** Before version 25 the JDK does not notice that a body ends early. The SDK sends the request again for such an exception. */
    private Part part(String path, GetObjectResponse head, InputStream in) throws IOException {
        byte[] bytes;
        try {
            bytes = in.readAllBytes();
        } catch (IOException e) {
            throw RetryableException.create("the server's answer broke off: " + e.getMessage(), e);
        }
        if (head.contentLength() != null && head.contentLength() != bytes.length) {
            throw RetryableException.create(
                    "the server sent " + bytes.length + " of " + head.contentLength() + " bytes");
        }
        return new Part(entry(head, size(path, head, bytes.length)), ByteBuffer.wrap(bytes));
    }

    /** What the answer with an object tells of it. The SDK sends a request again whose answer ends in the exception for one without a tag. */
    static StorageEntry entry(GetObjectResponse head, long size) {
        if (head.eTag() == null) {
            throw RetryableException.create(NO_TAG);
        }
        return new StorageEntry(
                StorageEntry.Kind.FILE,
                size,
                modified(head.metadata(), head.lastModified()),
                version(head.eTag(), head.lastModified()));
    }

    /**
     * Opens the missing part of a range. One request.
     *
     * @param version which version
     * @throws NoSuchFileException if there is no such object
     * @throws S3Errors.Refused if it has another version
     */
    ResponseInputStream<GetObjectResponse> stream(String path, S3Range range, String version) throws IOException {
        GetObjectRequest.Builder request = getting(path).range(range.header()).ifMatch(eTag(version));
        return S3Errors.send(
                name(path), () -> client().getObject(request.build(), ResponseTransformer.toInputStream()));
    }

    /**
     * Opens all of an object. One request.
     *
     * @throws NoSuchFileException if there is none
     */
    ResponseInputStream<GetObjectResponse> stream(String path) throws IOException {
        return S3Errors.send(
                name(path), () -> client().getObject(getting(path).build(), ResponseTransformer.toInputStream()));
    }

    /**
     * Reads the beginning of an object, or all of it if that is not more. One request, two for an object without any byte.
     *
     * @throws NoSuchFileException if there is none
     */
    Part beginning(String path, int length) throws IOException {
        try {
            return get(path, 0, length, "");
        } catch (S3Errors.NoSuchRange e) {
            return head(path)
                    .map(entry -> new Part(entry, ByteBuffer.allocate(0)))
                    .orElseThrow(() -> new NoSuchFileException(name(path)));
        }
    }

    private long size(String path, GetObjectResponse head, int length) throws IOException {
        String range = head.contentRange();
        if (range == null) {
            return length; // the whole object
        }
        String total = range.substring(range.indexOf('/') + 1);
        if (!total.matches("[0-9]{1,18}")) {
            throw new IOException(name(path) + ": the server gives no size: " + range);
        }
        return Long.parseLong(total);
    }

    /**
     * Writes an object. One request, sent again if it is lost.
     *
     * @return its ETag, as a version
     * @throws S3Errors.Refused if the condition does not hold
     * @throws NoSuchFileException if it is to replace a version, and there is no object
     */
    String put(String path, byte[] content, Optional<Instant> modified, Condition condition) throws IOException {
        return send(putting(path, modified, condition).build(), content, path);
    }

    /** The same, but the request is not sent again if it is lost. */
    String putOnce(String path, byte[] content, Optional<Instant> modified, Condition condition) throws IOException {
        return send(
                putting(path, modified, condition)
                        .overrideConfiguration(S3Bucket::once)
                        .build(),
                content,
                path);
    }

    private PutObjectRequest.Builder putting(String path, Optional<Instant> modified, Condition condition) {
        PutObjectRequest.Builder request =
                PutObjectRequest.builder().bucket(location.bucket()).key(location.key(path));
        modified.ifPresent(time -> request.metadata(Map.of(MODIFIED, time.toString())));
        switch (condition.kind()) {
            case ANY -> {}
            case IF_ABSENT -> request.ifNoneMatch("*");
            case IF_VERSION -> request.ifMatch(eTag(condition.version()));
        }
        return request;
    }

    private String send(PutObjectRequest request, byte[] content, String path) throws IOException {
        return tag(S3Errors.send(
                name(path),
                () -> client().putObject(request, RequestBody.fromBytes(content))
                        .eTag()));
    }

    private static void once(AwsRequestOverrideConfiguration.Builder request) {
        request.addPlugin(
                config -> config.overrideConfiguration(all -> all.retryStrategy(AwsRetryStrategy.doNotRetry())));
    }

    /** Deletes an object, and does not send the request again if the answer is lost: another's may be there by then. */
    void deleteOnce(String path) throws IOException {
        deleteOnce(path, request -> {});
    }

    /**
     * The same for an object of one version, where the server heeds that: the JDK sends a request without a body again by itself when the
     * connection is reset.
     *
     * @throws S3Errors.Refused if the object has another version
     */
    void deleteOnce(String path, String version) throws IOException {
        deleteOnce(path, request -> request.ifMatch(eTag(version)));
    }

    private void deleteOnce(String path, Consumer<DeleteObjectRequest.Builder> condition) throws IOException {
        S3Errors.send(
                name(path),
                () -> client().deleteObject(request -> request.bucket(location.bucket())
                        .key(location.key(path))
                        .overrideConfiguration(S3Bucket::once)
                        .applyMutation(condition)));
    }

    /** Deletes an object; nothing happens if there is none. One request. */
    void delete(String path) throws IOException {
        S3Errors.send(
                name(path),
                () -> client().deleteObject(
                                request -> request.bucket(location.bucket()).key(location.key(path))));
    }

    @Override
    public void close() {
        connection.close();
    }
}
