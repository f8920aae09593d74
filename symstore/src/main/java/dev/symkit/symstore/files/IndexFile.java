// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.files;

import dev.symkit.store.layout.StoreText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;

/** Reads and writes whole index files. A reader sees the old file or the new one. */
final class IndexFile {
    private static final int MAX_SIZE = 1 << 30;

    private IndexFile() {}

    /** The lines of a file, without their ends. */
    static List<String> lines(Path file) throws IOException {
        return StoreText.decode(bytes(file)).lines().toList();
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_SIZE + 1);
            if (bytes.length > MAX_SIZE) {
                throw new IOException(file + ": larger than the " + MAX_SIZE + " bytes allowed for an index file");
            }
            return bytes;
        }
    }

    /** Makes a file that holds a text. */
    static void write(Path file, String text) throws IOException {
        replace(file, StoreText.encode(text));
    }

    /** Puts a text behind what a file holds, on lines of its own; the file is made if it is missing. */
    static void append(Path file, String text) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        if (Files.exists(file)) {
            byte[] before = bytes(file);
            all.writeBytes(before);
            if (before.length > 0 && before[before.length - 1] != '\n') {
                all.writeBytes(StoreText.encode("\r\n"));
            }
        }
        all.writeBytes(StoreText.encode(text));
        replace(file, all.toByteArray());
    }

    private static void replace(Path file, byte[] bytes) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file;
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            Files.write(target, bytes); // a pipe or the like
            return;
        }
        Path staged = target.resolveSibling("." + UUID.randomUUID() + ".tmp");
        try {
            Files.write(staged, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try {
                Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(staged, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(staged);
        }
    }
}
