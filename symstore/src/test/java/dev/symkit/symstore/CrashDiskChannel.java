// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** An open file of a {@link CrashDisk}. */
final class CrashDiskChannel extends FileChannel {
    private final FileChannel real;
    private final String name;
    private final CrashDisk.Step step;
    private final boolean holes;
    private long end;

    CrashDiskChannel(FileChannel real, String name, CrashDisk.Step step, boolean holes) {
        this.real = real;
        this.name = name;
        this.step = step;
        this.holes = holes;
    }

    private interface Write {
        int run(ByteBuffer bytes) throws IOException;
    }

    /** Writes one half, then the other. */
    private int inHalves(ByteBuffer bytes, Write write) throws IOException {
        step.before("write " + name);
        int limit = bytes.limit();
        bytes.limit(bytes.position() + bytes.remaining() / 2);
        int written = write.run(bytes);
        bytes.limit(limit);
        step.before("write second half of " + name);
        return written + write.run(bytes);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return real.read(into);
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) throws IOException {
        return real.read(into, offset, length);
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
        return real.read(into, position);
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        return holes && isZero(bytes) ? skip(bytes) : inHalves(bytes, real::write);
    }

    private static boolean isZero(ByteBuffer bytes) {
        return bytes.mismatch(ByteBuffer.allocate(bytes.remaining())) < 0;
    }

    private int skip(ByteBuffer bytes) throws IOException {
        int length = bytes.remaining();
        bytes.position(bytes.limit());
        end = real.position() + length;
        real.position(end);
        return length;
    }

    @Override
    public long write(ByteBuffer[] bytes, int offset, int length) throws IOException {
        long written = 0;
        for (int i = offset; i < offset + length; i++) {
            written += write(bytes[i]);
        }
        return written;
    }

    @Override
    public int write(ByteBuffer bytes, long position) throws IOException {
        int from = bytes.position();
        return inHalves(bytes, part -> real.write(part, position + part.position() - from));
    }

    @Override
    public long position() throws IOException {
        return real.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        real.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return real.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        step.before("truncate " + name);
        real.truncate(size);
        return this;
    }

    @Override
    public void force(boolean metadata) throws IOException {
        real.force(metadata);
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return real.transferTo(position, count, target);
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
        step.before("write " + name);
        return real.transferFrom(source, position, count);
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        return real.map(mode, position, size);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return real.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return real.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        if (end > real.size()) {
            real.write(ByteBuffer.allocate(1), end - 1);
        }
        real.close();
    }
}
