// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.local;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.store.storage.FileOutput;
import dev.symkit.store.storage.SourceException;
import dev.symkit.store.tx.SourceFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.function.IntConsumer;

/**
 * A file of this machine that goes into a store.
 *
 * @param path where it is
 * @param recordedPath where the store's files say that it was
 * @param size in bytes
 * @param modified time of its last modification
 * @param compressed whether it is a container
 */
public record LocalSource(Path path, String recordedPath, long size, Instant modified, boolean compressed)
        implements SourceFile {
    private static final int BUFFER = 1 << 20;
    private static final int PART = 1 << 24;

    /** A file as it is now, which is no container and is recorded with its absolute path. */
    public static LocalSource of(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        return of(absolute, absolute.toString(), false);
    }

    /** A file as it is now. */
    public static LocalSource of(Path path, String recordedPath, boolean compressed) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return new LocalSource(
                path,
                recordedPath,
                attributes.size(),
                attributes.lastModifiedTime().toInstant(),
                compressed);
    }

    @Override
    public ByteSource open() throws SourceException {
        try {
            return FileByteSource.open(path);
        } catch (IOException e) {
            throw new SourceException(e);
        }
    }

    @Override
    public void copyTo(OutputStream out, IntConsumer copied) throws IOException {
        try (FileChannel in = channel()) {
            long at = out instanceof FileOutput file ? copyDirectly(in, file, copied) : 0;
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.max(1, Math.min(BUFFER, size - at)));
            for (int length = read(in, buffer, at); length > 0; length = read(in, buffer, at)) {
                out.write(buffer.array(), 0, length);
                copied.accept(length);
                at += length;
                buffer.clear();
            }
        }
    }

    /** Lets the system copy. Gives back how far that went: it may not be able to, or fail for a reason it does not tell. */
    private static long copyDirectly(FileChannel in, FileOutput out, IntConsumer copied) {
        long at = 0;
        try {
            for (int length = out.copyFrom(in, at, PART); length > 0; length = out.copyFrom(in, at, PART)) {
                at += length;
                copied.accept(length);
            }
        } catch (IOException e) {
            // goes on with reading and writing, where it is known which of the two fails
        }
        return at;
    }

    private FileChannel channel() throws SourceException {
        try {
            return FileChannel.open(path, StandardOpenOption.READ);
        } catch (IOException e) {
            throw new SourceException(e);
        }
    }

    private static int read(FileChannel in, ByteBuffer buffer, long at) throws SourceException {
        try {
            return in.read(buffer, at);
        } catch (IOException e) {
            throw new SourceException(e);
        }
    }
}
