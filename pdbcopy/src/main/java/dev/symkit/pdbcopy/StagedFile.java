// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.io.ByteSource;
import dev.symkit.pdbcopy.PdbCopyException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * A file that is made under another name in the directory of its target, and gets the target's name in one step when it is complete and
 * on the device. Closing removes what did not get that far. What cannot be written is reported with the name of the target. Confined to
 * one thread.
 */
final class StagedFile implements Closeable {
    private static final int PART = 1 << 18;

    private final Path target;
    private final Path path;
    private final FileChannel channel;
    private boolean gone;

    private StagedFile(Path target, Path path, FileChannel channel) {
        this.target = target;
        this.path = path;
        this.channel = channel;
    }

    /** Starts a file. */
    static StagedFile create(Path target) throws IOException {
        Path absolute = target.toAbsolutePath();
        Path path = absolute.resolveSibling(absolute.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            return new StagedFile(
                    target,
                    path,
                    FileChannel.open(
                            path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw notWritable(target, e);
        }
    }

    private static IOException notWritable(Path target, IOException cause) {
        if (cause instanceof ClosedByInterruptException) {
            return cause;
        }
        String reason = cause instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : String.valueOf(cause.getMessage());
        if (cause instanceof AccessDeniedException) {
            reason = "access denied";
        } else if (cause instanceof NoSuchFileException) {
            reason = "its directory does not exist";
        }
        PdbCopyException failure =
                new PdbCopyException(Reason.NOT_ACCESSIBLE, target + " cannot be written: " + reason);
        failure.initCause(cause);
        return failure;
    }

    /** The file as it is so far. */
    Path path() {
        return path;
    }

    /** Overwrites bytes. */
    void write(long position, byte[] bytes) throws IOException {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            for (long at = position; buffer.hasRemaining(); ) {
                at += channel.write(buffer, at);
            }
        } catch (IOException e) {
            throw notWritable(target, e);
        }
    }

    /**
     * Appends all bytes of another file.
     *
     * @param cancelled asked for each part whether to give up
     * @param progress told how many bytes were copied since the last call
     */
    void append(ByteSource source, BooleanSupplier cancelled, LongConsumer progress) throws IOException {
        byte[] part = new byte[PART];
        try (OutputStream out = output(cancelled)) {
            for (long at = 0; at < source.size(); at += part.length) {
                int length = (int) Math.min(part.length, source.size() - at);
                source.read(at, part, 0, length);
                out.write(part, 0, length);
                progress.accept(length);
            }
        }
    }

    /** Appends to the file until the run is cancelled. */
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

    /**
     * Gives the file its name, which must be free.
     *
     * @throws FileAlreadyExistsException if it is not
     */
    void publish() throws IOException {
        place(() -> {
            try {
                Files.createLink(target, path); // a rename would replace what another program has made meanwhile
            } catch (FileAlreadyExistsException e) {
                throw e;
            } catch (UnsupportedOperationException | FileSystemException e) {
                Files.move(path, target); // no hard links here; on Windows this step is as good
                gone = true;
            }
        });
    }

    /** Puts the file in the place of the one that has its name, if there is one. */
    void replace() throws IOException {
        place(() -> {
            Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            gone = true;
        });
    }

    private interface Step {
        void run() throws IOException;
    }

    private void place(Step step) throws IOException {
        try {
            channel.force(true);
            channel.close();
            step.run();
            close();
        } catch (FileAlreadyExistsException e) {
            throw new FileAlreadyExistsException(target.toString());
        } catch (IOException e) {
            throw notWritable(target, e);
        }
        forceDirectory();
    }

    private void forceDirectory() {
        try (FileChannel directory = FileChannel.open(path.resolveSibling("."), StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException | UnsupportedOperationException e) {
            // Windows and some file systems have no way to force a directory
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (!gone) {
            Files.deleteIfExists(path);
            gone = true;
        }
    }
}
