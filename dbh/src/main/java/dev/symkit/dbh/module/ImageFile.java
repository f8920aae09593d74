// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.module;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.pe.PeFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * An image that is open. Thread-safe.
 *
 * @param path where it is
 * @param source its bytes
 * @param pe its headers
 */
public record ImageFile(Path path, ByteSource source, PeFile pe) implements Closeable {
    /**
     * Opens an image.
     *
     * @throws IOException if it cannot be read, or is none
     */
    public static ImageFile open(Path path) throws IOException {
        ByteSource source = FileByteSource.open(path);
        try {
            return new ImageFile(path, source, PeFile.open(source));
        } catch (IOException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
