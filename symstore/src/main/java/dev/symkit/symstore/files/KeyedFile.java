// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.files;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.store.key.FileIdentity;
import dev.symkit.store.key.SymbolClass;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.storage.FileOutput;
import dev.symkit.store.storage.SourceException;
import dev.symkit.store.tx.SourceFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * A file that was looked at: its keys, or why it has none.
 *
 * @param path where its bytes are
 * @param shown its path for people: on a mounted share the path on the share
 * @param recordedPath the path the store records
 * @param size bytes
 * @param modified time of last modification
 * @param symbolClass its class; empty if it has no key
 * @param keys its keys, the main one first
 * @param identity what its content says; empty if it has no key, or an index file says all
 * @param compressed whether it is a container whose one file the keys are of
 * @param problem the report of a file without a key
 */
public record KeyedFile(
        Path path,
        String shown,
        String recordedPath,
        long size,
        Instant modified,
        Optional<SymbolClass> symbolClass,
        List<SymbolKey> keys,
        Optional<FileIdentity> identity,
        boolean compressed,
        Optional<FileReport> problem)
        implements SourceFile {
    private static final int BUFFER = 1 << 20;
    private static final int PART = 1 << 24;
    private static final int PORTABLE_INDEX = 40;

    static KeyedFile without(Path path, FileReport problem) {
        return new KeyedFile(
                path,
                problem.source(),
                "",
                0,
                Instant.EPOCH,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                false,
                Optional.of(problem));
    }

    /** Whether a key is the second one of a portable PDB. */
    boolean isSecondPortable(int key) {
        String main = keys.get(0).index();
        return key > 0
                && main.length() == PORTABLE_INDEX
                && main.toUpperCase(Locale.ROOT).endsWith("FFFFFFFF");
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
