// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.pdbcopy.PdbCopyException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * The new file, which is written beside its place and appears there whole or not at all. Confined to one thread.
 */
final class TargetFile implements Closeable {
    private final Path target;
    private final Path temporary;
    private final FileChannel channel;
    private boolean published;

    private TargetFile(Path target, Path temporary, FileChannel channel) {
        this.target = target;
        this.temporary = temporary;
        this.channel = channel;
    }

    /** The directory of a target, which must exist. */
    static Path directory(Path target) throws PdbCopyException {
        Path directory = target.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new PdbCopyException(Reason.NOT_ACCESSIBLE, "the directory of " + target + " does not exist");
        }
        return directory;
    }

    /** Checks that the target can be made, and starts it. */
    static TargetFile create(Path target, boolean overwrite) throws IOException {
        Path directory = directory(target);
        if (Files.isDirectory(target)) {
            throw new PdbCopyException(Reason.EXISTS, target + " is a directory");
        }
        if (!overwrite && Files.exists(target)) {
            throw exists(target);
        }
        Path temporary = directory.resolve(target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            FileChannel channel = FileChannel.open(
                    temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
            return new TargetFile(target, temporary, channel);
        } catch (IOException e) {
            throw notWritable(target, e);
        }
    }

    private static PdbCopyException exists(Path target) {
        return new PdbCopyException(Reason.EXISTS, target + " exists (--overwrite replaces it)");
    }

    private static PdbCopyException notWritable(Path target, IOException cause) {
        String reason = cause instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : String.valueOf(cause.getMessage());
        if (cause instanceof AccessDeniedException) {
            reason = "access denied";
        }
        PdbCopyException failure =
                new PdbCopyException(Reason.NOT_ACCESSIBLE, target + " cannot be written: " + reason);
        failure.initCause(cause);
        return failure;
    }

    /** The file as it is so far. */
    Path temporary() {
        return temporary;
    }

    /** Overwrites bytes. */
    void patch(long position, byte[] bytes) throws IOException {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            for (long at = position; buffer.hasRemaining(); ) {
                at += channel.write(buffer, at);
            }
        } catch (IOException e) {
            throw notWritable(target, e);
        }
    }

    /** Appends to the file until the run is cancelled. Failures to write name the target. */
    OutputStream output(BooleanSupplier cancelled) {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int at, int length) throws IOException {
                if (cancelled.getAsBoolean()) {
                    throw new InterruptedIOException("stopped");
                }
                try {
                    ByteBuffer buffer = ByteBuffer.wrap(bytes, at, length);
                    while (buffer.hasRemaining()) {
                        channel.write(buffer);
                    }
                } catch (IOException e) {
                    throw notWritable(target, e);
                }
            }
        };
    }

    /** Puts the file at its place. */
    void publish(boolean overwrite) throws IOException {
        try {
            channel.force(true);
            channel.close();
            if (overwrite) {
                replace();
            } else {
                Files.move(temporary, target);
            }
            published = true;
        } catch (FileAlreadyExistsException e) {
            throw exists(target);
        } catch (IOException e) {
            throw notWritable(target, e);
        }
    }

    private void replace() throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (!published) {
            Files.deleteIfExists(temporary);
        }
    }
}
