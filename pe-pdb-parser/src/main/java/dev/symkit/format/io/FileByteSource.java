// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * A file on disk, read with positional channel reads and never mapped: a mapping would keep Windows from deleting the file and
 * fail with an {@link Error} if the file shrinks.
 *
 * <p>Thread-safe. An interrupt of a reading thread closes the channel for all.
 */
public final class FileByteSource implements ByteSource {
    private final String name;
    private final FileChannel channel;
    private final long size;
    private final boolean closes;

    private FileByteSource(String name, FileChannel channel, long size, boolean closes) {
        this.name = name;
        this.channel = channel;
        this.size = size;
        this.closes = closes;
    }

    /**
     * Reads a file through a channel that stays open when the source is closed.
     *
     * @param name name for messages
     * @param channel the file, which must not become shorter
     * @throws IOException if its size cannot be read
     */
    public static FileByteSource over(String name, FileChannel channel) throws IOException {
        return new FileByteSource(name, channel, channel.size(), false);
    }

    /**
     * Opens a file for reading.
     *
     * @param path the file, of any file system that offers file channels
     * @throws IOException if it cannot be opened
     */
    public static FileByteSource open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new FileByteSource(path.toString(), channel, channel.size(), true);
        } catch (IOException e) {
            try {
                channel.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
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
        Objects.checkFromIndexSize(at, length, into.length);
        if (position < 0) {
            throw truncated(position, length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(into, at, length);
        while (buffer.hasRemaining()) {
            int done = channel.read(buffer, position + length - buffer.remaining());
            if (done < 0) {
                throw truncated(position, length);
            }
        }
    }

    private FormatException truncated(long position, int length) {
        return new FormatException(
                FormatException.Kind.TRUNCATED,
                new Origin(name, "file", position),
                length + " bytes are needed here, the file had " + size + " in all when it was opened");
    }

    @Override
    public void close() throws IOException {
        if (closes) {
            channel.close();
        }
    }
}
