// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import dev.symkit.parallel.Parallel;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.symsrv.spi.LookupListener;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Fetches one version of an object into a file. A small one comes with one request, of a large one several ranges come at the same time. Where
 * a connection is lost, only what is missing is asked for again. A range goes through a small buffer, whatever its size. For one object.
 */
final class S3Download {
    /** Up to here an object comes with one request, in bytes. */
    static final long SMALL = 16L << 20;

    /** Bytes of one range of a large object. */
    static final long RANGE = 8L << 20;

    private static final int PARALLEL = 4;
    private static final int BUFFER = 64 << 10;

    /** How often one range is asked for; the SDK itself repeats a request that gets no answer. */
    private static final int TRIES = 6;

    private final S3Bucket bucket;
    private final String path;
    private final StorageEntry entry;
    private final LookupListener listener;
    private volatile Instant modified;

    /**
     * A download.
     *
     * @param entry what is fetched: another version of the object is refused
     */
    S3Download(S3Bucket bucket, String path, StorageEntry entry, LookupListener listener) {
        this.bucket = bucket;
        this.path = path;
        this.entry = entry;
        this.listener = listener;
        this.modified = entry.modified();
    }

    /** The user stopped it. */
    static final class CancelledException extends IOException {
        private static final long serialVersionUID = 1L;

        CancelledException() {
            super("cancelled");
        }
    }

    /**
     * Fetches it.
     *
     * @param into an empty file
     * @return its time of last modification, as the server tells it
     * @throws CancelledException if the listener says so
     * @throws S3Errors.Refused if the object has another version now
     * @throws java.nio.file.NoSuchFileException if it is gone
     */
    Instant run(FileChannel into) throws IOException {
        List<S3Range> ranges = ranges(entry.size());
        S3Progress progress = new S3Progress(ranges, listener);
        listener.size(entry.size());
        new Parallel(PARALLEL).forEach(ranges, range -> fetch(range, into, progress));
        return modified;
    }

    static List<S3Range> ranges(long size) {
        long length = size <= SMALL ? SMALL : RANGE;
        List<S3Range> ranges = new ArrayList<>();
        for (long start = 0; start < size; start += length) {
            ranges.add(new S3Range(start, Math.min(size, start + length)));
        }
        return ranges;
    }

    private void fetch(S3Range range, FileChannel into, S3Progress progress) throws IOException {
        for (int tries = 1; !range.isDone(); tries++) {
            Optional<IOException> lost = goOn(range, into, progress);
            if (lost.isPresent() && tries == TRIES) {
                throw lost.get();
            }
        }
    }

    /** Goes on with a range; why it did not come to its end. */
    private Optional<IOException> goOn(S3Range range, FileChannel into, S3Progress progress) throws IOException {
        requireGoing();
        try (ResponseInputStream<GetObjectResponse> body = bucket.stream(path, range, entry.version())) {
            boolean complete = false;
            try {
                requireRange(body.response(), range);
                modified = S3Bucket.modified(body.response().metadata(), entry.modified());
                Optional<IOException> lost = copy(body, range, into, progress);
                complete = lost.isEmpty();
                return lost;
            } finally {
                if (!complete) {
                    body.abort(); // else the rest would be read
                }
            }
        } catch (IOException e) {
            if (S3Errors.isLost(e)) {
                return Optional.of(e);
            }
            throw e;
        }
    }

    private void requireGoing() throws CancelledException {
        if (listener.cancelled()) {
            throw new CancelledException();
        }
    }

    private void requireRange(GetObjectResponse head, S3Range range) throws IOException {
        String told = String.valueOf(head.contentRange());
        boolean whole = head.contentRange() == null && range.at() == 0 && range.end() == entry.size();
        if (!whole && !told.startsWith("bytes " + range.at() + "-")) {
            throw new IOException(
                    bucket.name(path) + ": the server does not send the range that was asked for, but " + told);
        }
        if (!S3Bucket.tag(String.valueOf(head.eTag())).equals(S3Bucket.tag(entry.version()))) {
            throw new IOException(bucket.name(path) + ": was replaced while it was read");
        }
    }

    private Optional<IOException> copy(
            ResponseInputStream<GetObjectResponse> body, S3Range range, FileChannel into, S3Progress progress)
            throws IOException {
        byte[] bytes = new byte[BUFFER];
        while (!range.isDone()) {
            requireGoing();
            int count;
            try {
                count = body.read(bytes, 0, (int) Math.min(bytes.length, range.end() - range.at()));
            } catch (IOException e) {
                return Optional.of(lost(range, e));
            }
            if (count < 0) {
                return Optional.of(lost(range, new EOFException("the server sent no more")));
            }
            ByteBuffer part = ByteBuffer.wrap(bytes, 0, count);
            for (long at = range.at(); part.hasRemaining(); ) {
                at += into.write(part, at);
            }
            range.advance(count);
            progress.tell();
        }
        return Optional.empty();
    }

    private IOException lost(S3Range range, IOException reason) {
        return new IOException(
                bucket.name(path) + ": the connection was lost at byte " + range.at() + ": " + reason.getMessage(),
                reason);
    }
}
