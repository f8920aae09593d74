// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Directories in which nothing is left. */
public final class EmptyDirectories {
    private EmptyDirectories() {}

    /** Deletes a directory below a root, and those above it, as long as they are empty. */
    public static void delete(Path directory, Path root) {
        Path up = directory;
        while (up != null && up.startsWith(root) && !up.equals(root) && isDeleted(up)) {
            up = up.getParent();
        }
    }

    private static boolean isDeleted(Path directory) {
        try {
            return Files.deleteIfExists(directory);
        } catch (IOException e) {
            return false; // something is in it
        }
    }
}
