// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StorageFile;
import dev.symkit.store.storage.StorageText;
import dev.symkit.store.storage.StoreException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Optional;

/**
 * One version of an object, read in blocks: a small one comes with the request that opens it, of a large one each read that goes on where the
 * last one ended asks for twice as much. Thread-safe.
 */
final class S3File implements StorageFile {
    /** What comes with the request that opens an object, in bytes. */
    private static final int FIRST = 64 << 10;

    private static final int SMALLEST = 64 << 10;
    private static final int LARGEST = 8 << 20;

    private final S3Bucket bucket;
    private final String path;
    private final StorageEntry entry;
    private ByteBuffer block;
    private long start;
    private int next = SMALLEST;

    private S3File(S3Bucket bucket, String path, S3Bucket.Part first) {
        this.bucket = bucket;
        this.path = path;
        this.entry = first.entry();
        this.block = first.bytes();
    }

    /** One that is known already; nothing is asked for yet. */
    static S3File of(S3Bucket bucket, String path, StorageEntry entry) {
        return new S3File(bucket, path, new S3Bucket.Part(entry, ByteBuffer.allocate(0)));
    }

    /** @throws java.nio.file.NoSuchFileException if there is no such object */
    static S3File open(S3Bucket bucket, String path) throws IOException {
        return new S3File(bucket, path, bucket.beginning(path, FIRST));
    }

    /**
     * All of a small object; empty if there is none. One request.
     *
     * @param limit the largest size accepted, in bytes
     * @throws StoreException {@code DAMAGED} if it is larger
     */
    static Optional<StorageText> read(S3Bucket bucket, String path, int limit) throws IOException {
        try {
            S3Bucket.Part whole = bucket.whole(path, limit);
            if (whole.entry().size() > limit) {
                throw new StoreException(
                        StoreException.Reason.DAMAGED,
                        bucket.name(path) + ": " + whole.entry().size() + " bytes, more than the " + limit
                                + " allowed for this file");
            }
            return Optional.of(new StorageText(whole.entry(), whole.bytes().array()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public long size() {
        return entry.size();
    }

    @Override
    public String version() {
        return entry.version();
    }

    @Override
    public Optional<Instant> modified() {
        return Optional.of(entry.modified());
    }

    @Override
    public synchronized void read(long position, byte[] into, int at, int length) throws IOException {
        if (position < 0 || position > size() - length) {
            throw new EOFException(bucket.name(path) + ": ends before byte " + (position + length));
        }
        long from = position;
        int to = at;
        int left = length;
        while (left > 0) {
            if (from < start || from >= start + block.limit()) {
                fetch(from, left);
            }
            int offset = (int) (from - start);
            int count = Math.min(left, block.limit() - offset);
            block.get(offset, into, to, count);
            from += count;
            to += count;
            left -= count;
        }
    }

    private void fetch(long from, int wanted) throws IOException {
        next = from == start + block.limit() ? Math.min(LARGEST, next * 2) : SMALLEST;
        int length = (int) Math.min(size() - from, Math.max(next, Math.min(LARGEST, wanted)));
        S3Bucket.Part part;
        try {
            part = bucket.get(path, from, length, version());
        } catch (S3Errors.Refused e) {
            throw new IOException(bucket.name(path) + ": was replaced while it was read", e);
        }
        if (part.bytes().limit() != length) {
            throw new EOFException(bucket.name(path) + ": the server sent "
                    + part.bytes().limit() + " of " + length + " bytes from byte " + from);
        }
        block = part.bytes();
        start = from;
    }

    @Override
    public void close() {}
}
