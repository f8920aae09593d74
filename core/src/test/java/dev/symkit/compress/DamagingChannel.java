// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A channel that damages one byte of what is written. Confined to one thread unless it only reads. */
final class DamagingChannel implements SeekableByteChannel {
    private final SeekableByteChannel inner;
    private final long damaged;

    DamagingChannel(SeekableByteChannel inner, long damaged) {
        this.inner = inner;
        this.damaged = damaged;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        long at = damaged - inner.position();
        if (at >= 0 && at < copy.length) {
            copy[(int) at] ^= 4;
        }
        return inner.write(ByteBuffer.wrap(copy));
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return inner.read(into);
    }

    @Override
    public long position() throws IOException {
        return inner.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
        inner.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return inner.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
        inner.truncate(size);
        return this;
    }

    @Override
    public boolean isOpen() {
        return inner.isOpen();
    }

    @Override
    public void close() throws IOException {
        inner.close();
    }
}
