// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import dev.symkit.store.storage.Condition;
import dev.symkit.store.storage.LockClock;
import dev.symkit.store.storage.Outcome;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * The changes of a store in a bucket that readers see. Thread-safe.
 *
 * <p>An upload is completed once, whoever does it and however late. What could be done twice, writing a text or deleting an object, is done
 * only by who holds the lock: that is made sure of each time before such a request is sent, for a server that does not answer can keep a
 * writer waiting for longer than the lock is its own.
 */
final class S3Publishing {
    private final S3Bucket bucket;
    private final S3Uploads uploads;
    private final S3Move moves;
    private final LockClock clock;
    private final Guard guard;

    /** Makes sure that the lock, if it was taken, is still held. */
    @FunctionalInterface
    interface Guard {
        void check() throws IOException;
    }

    S3Publishing(S3Bucket bucket, S3Uploads uploads, S3Move moves, LockClock clock, Guard guard) {
        this.bucket = bucket;
        this.uploads = uploads;
        this.moves = moves;
        this.clock = clock;
        this.guard = guard;
    }

    Outcome publish(S3Handle handle, String path, Condition condition) throws IOException {
        return handle instanceof S3Handle.Upload upload
                ? publishUpload(upload, path, condition)
                : publishText((S3Handle.Text) handle, path, condition);
    }

    private Outcome publishText(S3Handle.Text text, String path, Condition condition) throws IOException {
        byte[] content = text.content();
        S3Attempts attempts = new S3Attempts(clock);
        boolean repeated = false;
        while (true) {
            guard.check(); // it can be written again where it was deleted since
            try {
                bucket.putOnce(path, content, text.modified(), condition);
                return Outcome.PUBLISHED;
            } catch (NoSuchFileException e) {
                return Outcome.GONE; // there is nothing of that version
            } catch (S3Errors.Refused e) {
                if (!e.isConflict()) {
                    return repeated && holds(path, content) ? Outcome.PUBLISHED : Outcome.GONE;
                }
                attempts.conflict(e);
            } catch (IOException e) {
                repeated = true;
                attempts.loss(e);
            }
        }
    }

    private Outcome publishUpload(S3Handle.Upload upload, String path, Condition condition) throws IOException {
        if (!upload.path().equals(path)) {
            return publishElsewhere(upload, path, condition);
        }
        S3Attempts attempts = new S3Attempts(clock);
        boolean repeated = false;
        while (true) {
            try {
                if (uploads.complete(upload, condition)) {
                    return Outcome.PUBLISHED;
                }
                repeated = true;
                attempts.conflict(new IOException(bucket.name(path) + ": the server's answers are cut off"));
            } catch (NoSuchFileException e) { // completed before, or there is nothing of that version
                return notCompleted(upload, repeated || S3Errors.wasRepeated(e));
            } catch (S3Errors.Refused e) {
                repeated |= S3Errors.wasRepeated(e);
                if (!e.isConflict()) {
                    return notCompleted(upload, repeated);
                }
                attempts.conflict(e);
            }
        }
    }

    /** An upload that was refused is given up, unless it is what a request of this call has done. */
    private Outcome notCompleted(S3Handle.Upload upload, boolean repeated) throws IOException {
        if (repeated && uploads.isThere(upload)) {
            return Outcome.PUBLISHED;
        }
        uploads.abort(upload.path(), upload.id());
        return Outcome.GONE;
    }

    /** An upload that was begun for another key than it turns out to be for is completed there and moved. */
    private Outcome publishElsewhere(S3Handle.Upload upload, String path, Condition condition) throws IOException {
        if (publishUpload(upload, upload.path(), Condition.IF_ABSENT) == Outcome.GONE && !uploads.isThere(upload)) {
            return Outcome.GONE;
        } // else it was completed, be it by a writer that was killed before it could move it
        guard.check();
        return moves.replace(upload.path(), path, condition) ? Outcome.PUBLISHED : Outcome.GONE;
    }

    /** Makes an object that nobody else makes; sent again, it finds itself. */
    boolean claim(String path, byte[] content) throws IOException {
        S3Attempts attempts = new S3Attempts(clock);
        boolean repeated = false;
        while (true) {
            try {
                bucket.put(path, content, Optional.<Instant>empty(), Condition.IF_ABSENT);
                return true;
            } catch (S3Errors.Refused e) {
                repeated |= S3Errors.wasRepeated(e);
                if (!e.isConflict()) {
                    return repeated && holds(path, content);
                }
                attempts.conflict(e);
            }
        }
    }

    /** Deletes an object if it has that version. */
    void remove(String path, String version) throws IOException {
        S3Attempts attempts = new S3Attempts(clock);
        while (bucket.head(path).filter(entry -> entry.hasVersion(version)).isPresent()) {
            guard.check();
            try {
                bucket.deleteOnce(path);
                return;
            } catch (IOException e) {
                attempts.loss(e);
            }
        }
    }

    /** Deletes an object in whatever version it has. */
    void remove(String path) throws IOException {
        S3Attempts attempts = new S3Attempts(clock);
        while (true) {
            guard.check();
            try {
                bucket.deleteOnce(path);
                return;
            } catch (IOException e) {
                attempts.loss(e);
            }
        }
    }

    private boolean holds(String path, byte[] content) throws IOException {
        return S3File.read(bucket, path, Integer.MAX_VALUE)
                .filter(there -> Arrays.equals(there.bytes(), content))
                .isPresent();
    }
}
