// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.merge;

import dev.symkit.format.io.ByteSource;
import dev.symkit.store.storage.SourceException;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StorageFile;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.tx.SourceFile;
import dev.symkit.store.view.StorageSource;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.function.IntConsumer;

/**
 * A stored file of one store that is added to another, or, without a path, what a pointer points to.
 *
 * @param storage the store it is in
 * @param path where it is there; empty for a pointer, which has no content
 * @param entry the version that was seen
 * @param recordedPath the path recorded when it was added
 * @param compressed whether it is stored compressed
 */
record StoredSource(StoreStorage storage, String path, StorageEntry entry, String recordedPath, boolean compressed)
        implements SourceFile {
    private static final int BUFFER = 1 << 20;

    /** What stands for the target of a pointer. */
    static StoredSource ofPointer(StoreStorage storage, String target) {
        return new StoredSource(
                storage, "", new StorageEntry(StorageEntry.Kind.FILE, 0, Instant.EPOCH, ""), target, false);
    }

    @Override
    public long size() {
        return entry.size();
    }

    @Override
    public Instant modified() {
        return entry.modified();
    }

    @Override
    public void copyTo(OutputStream out, IntConsumer copied) throws IOException {
        if (path.isEmpty()) {
            return;
        }
        try (StorageFile file = openFile()) {
            byte[] buffer = new byte[(int) Math.max(1, Math.min(BUFFER, file.size()))];
            for (long at = 0; at < file.size(); ) {
                int length = (int) Math.min(buffer.length, file.size() - at);
                read(file, at, buffer, length);
                out.write(buffer, 0, length);
                copied.accept(length);
                at += length;
            }
        }
    }

    @Override
    public ByteSource open() throws SourceException {
        if (path.isEmpty()) {
            throw new SourceException("a pointer is not read");
        }
        return new StorageSource(path, openFile());
    }

    private StorageFile openFile() throws SourceException {
        try {
            StorageFile file = storage.open(path);
            if (file.size() == entry.size()) {
                return file;
            }
            file.close();
        } catch (IOException e) {
            throw new SourceException(e);
        }
        throw new SourceException("the file was replaced while it was merged");
    }

    private static void read(StorageFile file, long at, byte[] into, int length) throws SourceException {
        try {
            file.read(at, into, 0, length);
        } catch (IOException e) {
            throw new SourceException(e);
        }
    }
}
