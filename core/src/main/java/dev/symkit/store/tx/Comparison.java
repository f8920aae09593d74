// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.storage.StorageFile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Takes the content of a source: compares it with a stored file, byte for byte, and sums it up, so that the same source can be known
 * again later. The sum guards against accidents, not against forgery: nothing is left out of a store because of it.
 *
 * <p>Confined to one thread.
 */
final class Comparison extends OutputStream {
    private final @Nullable StorageFile stored;
    private final CRC32C first = new CRC32C();
    private final CRC32 second = new CRC32();
    private byte[] buffer = new byte[0];
    private long length;
    private boolean same;

    private Comparison(@Nullable StorageFile stored) {
        this.stored = stored;
        this.same = stored != null;
    }

    /** Only sums up. */
    static Comparison none() {
        return new Comparison(null);
    }

    /** Compares with a stored file, which stays open. */
    static Comparison with(StorageFile stored) {
        return new Comparison(stored);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int at, int count) throws IOException {
        StorageFile file = stored;
        if (same && file != null) {
            same = count <= file.size() - length && holds(file, bytes, at, count);
        }
        first.update(bytes, at, count);
        second.update(bytes, at, count);
        length += count;
    }

    private boolean holds(StorageFile file, byte[] bytes, int at, int count) throws IOException {
        if (buffer.length < count) {
            buffer = new byte[count];
        }
        file.read(length, buffer, 0, count);
        return Arrays.equals(bytes, at, at + count, buffer, 0, count);
    }

    /** Whether the stored file has the bytes written, and no more. */
    boolean isSame() {
        StorageFile file = stored;
        return same && file != null && length == file.size();
    }

    /** The sum of the bytes written. */
    Optional<Sum> sum() {
        return Optional.of(new Sum(length, first.getValue(), second.getValue()));
    }

    /** What a content sums up to: its length and two checksums of 32 bits. */
    record Sum(long length, long first, long second) {}
}
