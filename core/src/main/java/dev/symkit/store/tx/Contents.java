// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.compress.CompressedFile;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import dev.symkit.format.io.SourceStream;
import dev.symkit.store.storage.SourceException;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StorageSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalLong;
import java.util.function.IntConsumer;

/** The contents of sources and of stored files, whether they are compressed or not. */
final class Contents {
    private static final int BUFFER = 1 << 16;

    private Contents() {}

    /** Size of a source's content; empty if it does not tell. */
    static OptionalLong size(SourceFile source, String name) throws SourceException {
        if (!source.compressed()) {
            return OptionalLong.of(source.size());
        }
        try (ByteSource bytes = open(source)) {
            return container(bytes, name).size();
        } catch (SourceException e) {
            throw e;
        } catch (IOException e) {
            throw new SourceException(e);
        }
    }

    /**
     * Writes the content of a source.
     *
     * @param name name of the file in a container
     * @throws SourceException if it cannot be read or its container is damaged
     */
    static void copy(SourceFile source, String name, OutputStream out, IntConsumer copied) throws IOException {
        if (!source.compressed()) {
            source.copyTo(out, copied);
            return;
        }
        try (ByteSource bytes = open(source);
                InputStream in = unpacked(bytes, name)) {
            byte[] buffer = new byte[BUFFER];
            for (int length = read(in, buffer); length > 0; length = read(in, buffer)) {
                out.write(buffer, 0, length);
                copied.accept(length);
            }
        }
    }

    private static int read(InputStream in, byte[] buffer) throws SourceException {
        try {
            return in.readNBytes(buffer, 0, buffer.length);
        } catch (IOException e) {
            throw new SourceException(e);
        }
    }

    private static InputStream unpacked(ByteSource bytes, String name) throws SourceException {
        try {
            return container(bytes, name).stream();
        } catch (IOException e) {
            throw new SourceException(e);
        }
    }

    /** Opens a source so that it is known that it was the source which failed. */
    static ByteSource open(SourceFile source) throws IOException {
        return new Guarded(source.open());
    }

    private static CompressedFile container(ByteSource bytes, String name) throws IOException {
        return CompressedFile.open(bytes, name, Long.MAX_VALUE)
                .orElseThrow(() -> new FormatException(
                        FormatException.Kind.BAD_MAGIC,
                        new Origin(bytes.name(), "file", 0),
                        "it is no compressed file of a known kind"));
    }

    /**
     * Opens the content of a stored file.
     *
     * @throws FormatException if it is compressed and damaged
     * @throws java.nio.file.NoSuchFileException if it was deleted meanwhile
     */
    static StoredContent open(StoreStorage storage, Place.Stored stored, String name) throws IOException {
        StorageSource bytes = StorageSource.open(storage, stored.path());
        try {
            if (!stored.compressed()) {
                return new StoredContent(bytes, OptionalLong.of(bytes.size()), new SourceStream(bytes));
            }
            CompressedFile container = container(bytes, name);
            return new StoredContent(bytes, container.size(), container.stream());
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    /**
     * The content of a stored file, to be read once.
     *
     * @param size bytes of the content; empty if its container does not tell
     */
    record StoredContent(StorageSource file, OptionalLong size, InputStream stream) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            try (file) {
                stream.close();
            }
        }
    }

    /** A source whose failures are told apart from those of the store. */
    private record Guarded(ByteSource real) implements ByteSource {
        @Override
        public String name() {
            return real.name();
        }

        @Override
        public long size() {
            return real.size();
        }

        @Override
        public void read(long position, byte[] into, int at, int length) throws IOException {
            try {
                real.read(position, into, at, length);
            } catch (IOException e) {
                throw new SourceException(e);
            }
        }

        @Override
        public void close() throws IOException {
            real.close();
        }
    }
}
