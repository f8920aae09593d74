// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upkeep;

import dev.symkit.store.layout.StoreNames;
import dev.symkit.symproxy.server.DirectoryParts;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** Whether the server could write to a directory: makes a file {@code ~<uuid>.tmp} where it writes, and deletes it. */
final class WriteTest {
    private WriteTest() {}

    /**
     * Tries it. What is not there yet is not made: then what is above it has to be writable.
     *
     * @return what was found out, in words
     * @throws IOException if it cannot be written to; the message begins with the place
     */
    static String run(DirectoryParts directory) throws IOException {
        Path root = directory.root();
        if (!Files.exists(root)) {
            Path above = root;
            while (!Files.exists(above)) {
                Path parent = above.getParent();
                if (parent == null) {
                    throw new IOException(root + ": nothing of it is there");
                }
                above = parent;
            }
            tryAt(above);
            return root + ": can be made";
        }
        Path own = root.resolve(StoreNames.SYMPROXY);
        tryAt(root);
        for (Path each :
                List.of(own, directory.place().temporary(), directory.place().unpacked())) {
            if (Files.exists(each)) {
                tryAt(each);
            }
        }
        return root + ": can be written to";
    }

    private static void tryAt(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IOException(directory + ": is no directory");
        }
        Path file = directory.resolve("~" + UUID.randomUUID() + ".tmp");
        try {
            try {
                Files.createFile(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (AccessDeniedException e) {
            throw new IOException(directory + ": access denied", e);
        } catch (NoSuchFileException e) {
            throw new IOException(directory + ": it went meanwhile", e);
        } catch (IOException e) {
            throw new IOException(directory + ": " + e.getMessage(), e);
        }
    }
}
