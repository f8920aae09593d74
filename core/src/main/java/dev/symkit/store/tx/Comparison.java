// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.format.io.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Takes the content of a source: compares it with that of a stored file, byte for byte, and sums it up, so that the same source can be
 * known again later. The sum guards against accidents, not against forgery: nothing is left out of a store because of it.
 *
 * <p>Confined to one thread.
 */
final class Comparison extends OutputStream {
    private final @Nullable InputStream stored;
    private final CRC32C first = new CRC32C();
    private final CRC32 second = new CRC32();
    private byte[] buffer = new byte[0];
    private long length;
    private boolean same;

    private Comparison(@Nullable InputStream stored) {
        this.stored = stored;
        this.same = stored != null;
    }

    /** Only sums up. */
    static Comparison none() {
        return new Comparison(null);
    }

    /** Compares with the content of a stored file, from where the stream is. */
    static Comparison with(InputStream stored) {
        return new Comparison(stored);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int at, int count) throws IOException {
        InputStream content = stored;
        if (same && content != null) {
            same = holds(content, bytes, at, count);
        }
        first.update(bytes, at, count);
        second.update(bytes, at, count);
        length += count;
    }

    private boolean holds(InputStream content, byte[] bytes, int at, int count) throws IOException {
        if (buffer.length < count) {
            buffer = new byte[count];
        }
        try {
            return content.readNBytes(buffer, 0, count) == count
                    && Arrays.equals(bytes, at, at + count, buffer, 0, count);
        } catch (FormatException e) {
            return false; // a damaged container is as good as none
        }
    }

    /** Whether the stored content is the bytes written, and no more. To be asked once. */
    boolean isSame() throws IOException {
        InputStream content = stored;
        try {
            return same && content != null && content.read() < 0;
        } catch (FormatException e) {
            return false;
        }
    }

    /** The sum of the bytes written. */
    Sum sum() {
        return new Sum(length, first.getValue(), second.getValue());
    }

    /** What a content sums up to: its length and two checksums of 32 bits. */
    record Sum(long length, long first, long second) {}
}
