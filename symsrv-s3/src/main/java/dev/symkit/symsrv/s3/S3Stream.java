// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import dev.symkit.store.storage.StorageFile;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * One version of an object that is read from its beginning to its end, with one request. What the server does not send then, and what is read in
 * another order, is asked for in parts. Guarded by itself.
 */
final class S3Stream implements StorageFile {
    private final S3File parts;
    private @Nullable ResponseInputStream<GetObjectResponse> body;
    private long at;

    private S3Stream(S3File parts, ResponseInputStream<GetObjectResponse> body) {
        this.parts = parts;
        this.body = body;
    }

    /**
     * Opens one; in parts if the server does not tell what it is, as S3Proxy does of an object that is deleted meanwhile.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such object
     */
    static StorageFile open(S3Bucket bucket, String path) throws IOException {
        ResponseInputStream<GetObjectResponse> body = bucket.stream(path);
        GetObjectResponse head = body.response();
        if (head.contentLength() == null || head.eTag() == null) {
            body.abort();
            return S3File.open(bucket, path);
        }
        return new S3Stream(S3File.of(bucket, path, S3Bucket.entry(head, head.contentLength())), body);
    }

    @Override
    public long size() {
        return parts.size();
    }

    @Override
    public String version() {
        return parts.version();
    }

    @Override
    public Optional<Instant> modified() {
        return parts.modified();
    }

    @Override
    public synchronized void read(long position, byte[] into, int start, int length) throws IOException {
        int read = position == at && position <= size() - length ? next(into, start, length) : 0;
        at = position + length;
        if (read < length) {
            abort();
            parts.read(position + read, into, start + read, length - read);
        }
    }

    /** Reads on; less if the server sends no more. */
    private int next(byte[] into, int start, int length) {
        int read = 0;
        while (body != null && read < length) {
            try {
                int count = body.read(into, start + read, length - read);
                if (count < 0) {
                    return read; // before JDK 25 nothing else tells that a body ends early
                }
                read += count;
            } catch (IOException e) {
                return read; // the connection is lost
            }
        }
        return read;
    }

    private void abort() {
        ResponseInputStream<GetObjectResponse> open = body;
        body = null;
        if (open != null) {
            open.abort();
        }
    }

    /** Gives the connection back if all was read; else what the server has still to send is not waited for. */
    @Override
    public synchronized void close() throws IOException {
        ResponseInputStream<GetObjectResponse> open = body;
        if (open != null && at == size()) {
            body = null;
            open.close();
        } else {
            abort();
        }
    }
}
