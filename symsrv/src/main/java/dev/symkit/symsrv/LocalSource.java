// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.store.storage.SourceException;
import dev.symkit.store.tx.SourceFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.function.IntConsumer;

/**
 * A file of this machine that goes into a store.
 *
 * @param path where it is
 */
record LocalSource(Path path, long size, Instant modified) implements SourceFile {
    private static final int PART = 1 << 18;

    static LocalSource of(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        Path absolute = path.toAbsolutePath().normalize();
        return new LocalSource(
                absolute, attributes.size(), attributes.lastModifiedTime().toInstant());
    }

    @Override
    public String recordedPath() {
        return path.toString();
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
        byte[] part = new byte[(int) Math.max(1, Math.min(PART, size))];
        try (ByteSource source = open()) {
            for (long at = 0; at < source.size(); ) {
                int length = (int) Math.min(part.length, source.size() - at);
                read(source, at, part, length);
                out.write(part, 0, length);
                copied.accept(length);
                at += length;
            }
        }
    }

    private static void read(ByteSource source, long at, byte[] part, int length) throws SourceException {
        try {
            source.read(at, part, 0, length);
        } catch (IOException e) {
            throw new SourceException(e);
        }
    }
}
