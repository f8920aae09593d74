// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A temporary file that is deleted when it is closed. Messages name the file whose content it holds. Thread-safe. */
final class TemporarySource implements ByteSource {
    private final String name;
    private final Path path;
    private final FileByteSource file;

    private TemporarySource(String name, Path path, FileByteSource file) {
        this.name = name;
        this.path = path;
        this.file = file;
    }

    static ByteSource open(String name, Path path) throws IOException {
        return new TemporarySource(name, path, FileByteSource.open(path));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public void read(long position, byte[] into, int at, int length) throws IOException {
        file.read(position, into, at, length);
    }

    @Override
    public void close() throws IOException {
        try (file) {
            // Closed before it is deleted: Windows refuses to delete an open file.
        }
        Files.deleteIfExists(path);
    }
}
