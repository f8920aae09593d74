// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.storage.StagedContent;
import dev.symkit.store.storage.Staging;
import dev.symkit.store.storage.StorageNames;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Stages files as multipart uploads to their final keys, and small texts of the engine in their handles: an upload is three requests, and a
 * transaction writes a text for each file. Thread-safe.
 */
final class S3Staging implements Staging {
    /** Uploads of others are given up when they are a day old; a writer that was away for nearly as long no longer counts on its own. */
    private static final Duration INTACT = Duration.ofHours(23);

    private final S3Uploads uploads;
    private final Consumer<S3Staging> onClose;
    private final long since = System.nanoTime();
    private final Map<String, S3Handle.Upload> staged = new ConcurrentHashMap<>();
    private volatile boolean keep;

    /** @param onClose told when it is closed */
    S3Staging(S3Uploads uploads, Consumer<S3Staging> onClose) {
        this.uploads = uploads;
        this.onClose = onClose;
    }

    @Override
    public String stage(String path, StagedContent content, Optional<Instant> modified) throws IOException {
        S3Names.check(path);
        try (S3Output out = new S3Output(uploads, path, modified, isText(path) ? S3Handle.LARGEST : 0)) {
            content.writeTo(out);
            S3Handle handle = out.finish();
            if (handle instanceof S3Handle.Upload upload) {
                staged.put(handle.text(), upload);
            }
            return handle.text();
        }
    }

    /** Files that are only ever published if they are absent or of one version: writing them twice is noticed. */
    private static boolean isText(String path) {
        return path.startsWith(StorageNames.ADMIN + "/")
                || path.endsWith("/" + RefsFile.NAME)
                || path.endsWith("/" + FilePointer.NAME);
    }

    /** A handle was published: nothing is left of it here. */
    void used(String handle) {
        staged.remove(handle);
    }

    @Override
    public void committed(boolean named) {
        keep = named;
    }

    @Override
    public boolean intact() {
        return System.nanoTime() - since < INTACT.toNanos();
    }

    @Override
    public void close() throws IOException {
        onClose.accept(this);
        if (!keep) {
            for (S3Handle.Upload upload : staged.values()) {
                uploads.abort(upload.path(), upload.id());
            }
            staged.clear();
        }
    }
}
