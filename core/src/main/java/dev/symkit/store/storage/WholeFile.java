// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Files that are there whole or not at all. Stateless. */
public final class WholeFile {
    private WholeFile() {}

    /** Gives a file its content. */
    @FunctionalInterface
    public interface Content {
        /** Fills a file that exists and is empty. */
        void fill(Path file) throws IOException;
    }

    /**
     * Writes a file under a temporary name and moves it to its place; replaces what is there.
     *
     * @throws NoSuchFileException if the directory does not exist
     * @throws FileSystemException if the file is a directory
     */
    public static void write(Path file, Content content) throws IOException {
        Path target = file.toAbsolutePath();
        Path directory = target.getParent();
        if (directory == null || Files.isDirectory(target)) {
            throw isDirectory(target);
        }
        if (!Files.isDirectory(directory)) {
            throw new NoSuchFileException(directory.toString());
        }
        // with the rights of any new file; those of createTempFile are for its owner only
        Path temporary = Files.createFile(directory.resolve("~" + UUID.randomUUID() + ".tmp"));
        try {
            content.fill(temporary);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * Copies a file so, with its times and rights.
     *
     * @throws IOException as {@link #write}
     */
    public static void copy(Path from, Path to) throws IOException {
        write(
                to,
                temporary -> Files.copy(
                        from, temporary, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES));
    }

    /**
     * Refuses a directory where a file is wanted; reading it would fail without its name.
     *
     * @throws FileSystemException if it is one
     */
    public static void check(Path file) throws FileSystemException {
        if (Files.isDirectory(file)) {
            throw isDirectory(file);
        }
    }

    private static FileSystemException isDirectory(Path file) {
        return new FileSystemException(file.toString(), null, "is a directory");
    }
}
