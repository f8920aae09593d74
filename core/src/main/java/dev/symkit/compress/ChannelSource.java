// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;

/** A part of a channel that stays the caller's. Thread-safe as long as nobody else moves the channel's position. */
final class ChannelSource implements ByteSource {
    private final String name;
    private final SeekableByteChannel channel;
    private final long start;
    private final long size;

    ChannelSource(String name, SeekableByteChannel channel, long start, long size) {
        this.name = name;
        this.channel = channel;
        this.start = start;
        this.size = size;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long position, byte[] into, int at, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(into, at, length);
        if (position < 0 || position > size - length) {
            throw truncated(position, length);
        }
        while (buffer.hasRemaining()) {
            if (readSome(start + position + length - buffer.remaining(), buffer) < 0) {
                throw truncated(position, length);
            }
        }
    }

    private int readSome(long position, ByteBuffer buffer) throws IOException {
        if (channel instanceof FileChannel file) {
            return file.read(buffer, position);
        }
        synchronized (this) {
            return channel.position(position).read(buffer);
        }
    }

    private FormatException truncated(long position, int length) {
        return new FormatException(
                FormatException.Kind.TRUNCATED,
                new Origin(name, "file", position),
                length + " bytes are needed here, there are " + size + " in all");
    }

    @Override
    public void close() {}
}
