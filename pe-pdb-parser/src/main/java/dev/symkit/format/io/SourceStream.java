// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.io;

import java.io.IOException;
import java.io.InputStream;

/** A source read from its start to its end. It stays open when the stream is closed. Confined to one thread. */
public final class SourceStream extends InputStream {
    private final ByteSource source;
    private long position;

    /** Begins at the start. */
    public SourceStream(ByteSource source) {
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
        int count = (int) Math.min(length, source.size() - position);
        if (count <= 0) {
            return length == 0 ? 0 : -1;
        }
        source.read(position, into, at, count);
        position += count;
        return count;
    }
}
