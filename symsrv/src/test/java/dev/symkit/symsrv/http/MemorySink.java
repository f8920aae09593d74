// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Keeps a body in memory. */
final class MemorySink implements BodySink {
    private byte[] bytes = new byte[1024];
    private int size;
    private int truncations;

    @Override
    public synchronized void write(long position, ByteBuffer part) {
        int end = Math.toIntExact(position + part.remaining());
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
        }
        part.get(bytes, Math.toIntExact(position), part.remaining());
        size = Math.max(size, end);
    }

    @Override
    public synchronized void truncate(long to) {
        size = Math.toIntExact(to);
        truncations++;
    }

    synchronized byte[] bytes() {
        return Arrays.copyOf(bytes, size);
    }

    synchronized int truncations() {
        return truncations;
    }
}
