// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.store.key.FileIdentity;
import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.KeyReader;
import dev.symkit.store.key.SymbolKey;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * A file that was looked at: its keys, or why it has none.
 *
 * @param path the file
 * @param recordedPath the path the store records
 * @param size bytes
 * @param modified time of last modification
 * @param identity what kind of file it is; empty if it has no key
 * @param keys its keys, the main one first
 * @param problem the report of a file without a key
 */
record KeyedFile(
        Path path,
        String recordedPath,
        long size,
        Instant modified,
        Optional<FileIdentity> identity,
        List<SymbolKey> keys,
        Optional<FileReport> problem)
        implements SourceFile {
    private static final int BUFFER = 1 << 20;
    private static final int PART = 1 << 24;

    static KeyedFile read(Path path, String recordedPath) {
        String source = path.toString();
        try (ByteSource bytes = FileByteSource.open(path)) {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            Optional<FileIdentity> identity = new KeyReader().identify(bytes);
            List<SymbolKey> keys = new ArrayList<>();
            if (identity.isPresent()) {
                for (String index : identity.get().indexes()) {
                    keys.add(SymbolKey.of(source, index));
                }
            }
            return new KeyedFile(
                    path,
                    recordedPath,
                    attributes.size(),
                    attributes.lastModifiedTime().toInstant(),
                    identity,
                    keys,
                    identity.isPresent() ? Optional.empty() : Optional.of(FileReport.ignored(source, "")));
        } catch (FormatException e) {
            return without(path, FileReport.ignored(source, String.valueOf(e.getMessage())));
        } catch (IllegalKeyException e) {
            return without(path, FileReport.error(source, FileReport.INVALID_NAME, String.valueOf(e.getMessage())));
        } catch (IOException e) {
            return without(path, FileReport.error(source, Failure.systemCode(e), Failure.describe(e)));
        }
    }

    private static KeyedFile without(Path path, FileReport problem) {
        return new KeyedFile(path, "", 0, Instant.EPOCH, Optional.empty(), List.of(), Optional.of(problem));
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
