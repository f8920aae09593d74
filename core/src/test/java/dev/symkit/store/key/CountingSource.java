// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.key;

import dev.symkit.format.io.ByteSource;
import java.io.IOException;

/** Counts the bytes that are read from a file in memory. Confined to one thread. */
final class CountingSource implements ByteSource {
    private final ByteSource inner;
    private long bytesRead;

    CountingSource(byte[] content) {
        inner = ByteSource.of("counted", content);
    }

    long bytesRead() {
        return bytesRead;
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public long size() {
        return inner.size();
    }

    @Override
    public void read(long position, byte[] into, int at, int length) throws IOException {
        bytesRead += length;
        inner.read(position, into, at, length);
    }

    @Override
    public void close() throws IOException {
        inner.close();
    }
}
