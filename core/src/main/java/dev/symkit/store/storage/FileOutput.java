// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Writes to a file, and lets the system copy other files into it. Writes are not buffered. Confined to one thread. */
public final class FileOutput extends OutputStream {
    private final FileChannel channel;

    /** Writes from the channel's position on. Closing the output does not close the channel. */
    public FileOutput(FileChannel channel) {
        this.channel = channel;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int at, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, at, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /**
     * Appends a part of another file, without its bytes passing through this process where the system can do that.
     *
     * @param source the other file
     * @param position first byte
     * @param length the most bytes to copy
     * @return how many were copied; 0 at the end of the file
     * @throws IOException if reading or writing fails; what was copied is not known then, and nothing of it counts
     */
    public int copyFrom(FileChannel source, long position, int length) throws IOException {
        long start = channel.position();
        try {
            return (int) source.transferTo(position, length, channel);
        } catch (IOException e) {
            channel.position(start);
            throw e;
        }
    }
}
