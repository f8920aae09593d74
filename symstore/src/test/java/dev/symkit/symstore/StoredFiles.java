// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import dev.symkit.compress.CompressedFile;
import dev.symkit.format.io.ByteSource;
import dev.symkit.store.layout.FilePointer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a store on the disk.
 *
 * @param store the root of the store
 */
record StoredFiles(Path store) {
    /** The stored bytes of a file that has at most one key; empty if it is not stored. */
    byte[] stored(String name) throws IOException {
        Optional<Path> file = find(name);
        return file.isPresent() ? Files.readAllBytes(file.get()) : new byte[0];
    }

    /** The content of a compressed file; empty if it is not stored. */
    byte[] unpacked(String name) throws IOException {
        byte[] container = stored(name.substring(0, name.length() - 1) + "_");
        if (container.length == 0) {
            return container;
        }
        try (InputStream in =
                CompressedFile.open(ByteSource.of(name, container), name, Long.MAX_VALUE).orElseThrow().stream()) {
            return in.readAllBytes();
        }
    }

    /** The text of a {@code file.ptr}; empty if there is none. */
    String pointer(String name) throws IOException {
        try (Stream<Path> found = Files.find(store, 3, (path, attributes) -> path.endsWith(FilePointer.NAME))) {
            Optional<Path> file = found.filter(path -> store.relativize(path).startsWith(name))
                    .findFirst();
            return file.isPresent() ? Files.readString(file.get()) : "";
        }
    }

    /** The first file of that name. */
    Optional<Path> find(String name) throws IOException {
        try (Stream<Path> found = Files.find(store, 3, (path, attributes) -> attributes.isRegularFile())) {
            return found.filter(path -> path.endsWith(name)).findFirst();
        }
    }
}
