// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** URLs that hold the right to read one object for a while. */
final class S3Presigned {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(7);

    private S3Presigned() {}

    /** The URL of an object; empty if nothing is to be signed. No request, but credentials may have to be fetched. */
    static Optional<URI> url(S3Bucket bucket, String path, Duration life) throws IOException {
        if (path.isEmpty()) {
            throw new IllegalArgumentException("the root of a store is no file");
        }
        if (life.compareTo(SHORTEST) < 0 || life.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a URL cannot be good for " + life);
        }
        if (!bucket.connection().signs()) {
            return Optional.empty();
        }
        return Optional.of(S3Errors.send(
                bucket.name(path),
                () -> URI.create(bucket.connection()
                        .presigner()
                        .presignGetObject(signed -> signed.signatureDuration(life)
                                .getObjectRequest(object -> object.bucket(
                                                bucket.location().bucket())
                                        .key(bucket.location().key(path))))
                        .url()
                        .toExternalForm())));
    }
}
