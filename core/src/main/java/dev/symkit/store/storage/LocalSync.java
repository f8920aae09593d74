// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import dev.symkit.parallel.Parallel;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Forces many files and directories to the device at once: journalling file systems write them together. */
final class LocalSync {
    private static final int THREADS = 32;

    private LocalSync() {}

    static void force(List<Path> paths, boolean windows) throws IOException {
        new Parallel(THREADS).forEach(paths, path -> forceOne(path, windows));
    }

    private static void forceOne(Path path, boolean windows) throws IOException {
        if (Files.isDirectory(path)) {
            if (!windows) {
                forceDirectory(path);
            }
            return; // Windows has no way to force a directory
        }
        try (FileChannel channel =
                FileChannel.open(path, windows ? StandardOpenOption.WRITE : StandardOpenOption.READ)) {
            channel.force(true);
        } catch (NoSuchFileException e) {
            // removed since, by the same plan or by whoever finished it
        }
    }

    private static void forceDirectory(Path path) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ);
        } catch (IOException e) {
            return; // removed since, or a file system that does not open directories
        }
        try (channel) {
            channel.force(true);
        }
    }
}
