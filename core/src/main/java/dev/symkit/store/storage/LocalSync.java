// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Forces many files and directories to the device at once: journalling file systems write them together. */
final class LocalSync {
    private static final int THREADS = 32;

    private LocalSync() {}

    static void force(List<Path> paths, boolean windows) throws IOException {
        if (paths.size() <= 1) {
            for (Path path : paths) {
                forceOne(path, windows);
            }
            return;
        }
        int threads = Math.min(THREADS, paths.size());
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> parts = new ArrayList<>();
            for (int first = 0; first < threads; first++) {
                int start = first;
                parts.add(pool.submit(() -> {
                    for (int i = start; i < paths.size(); i += threads) {
                        forceOne(paths.get(i), windows);
                    }
                    return null;
                }));
            }
            for (Future<?> part : parts) {
                part.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("store threads are never interrupted", e);
        } finally {
            pool.shutdown();
        }
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
