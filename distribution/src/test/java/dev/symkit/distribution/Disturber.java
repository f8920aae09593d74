// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Deletes, cuts and replaces the files of a store on the disk of its server, without regard for anybody. What is written in place is
 * always the first version: a reader that began with the longer one then gets too little, which can be told.
 */
final class Disturber {
    private static final long PAUSE_NANOS = 500_000;

    private final Path store;
    private final Path aside;
    private final List<Versions> keys;
    private final SplittableRandom random;

    /**
     * Begins nothing yet.
     *
     * @param aside an empty directory on the same file system
     */
    Disturber(Path store, Path aside, List<Versions> keys, long seed) {
        this.store = store;
        this.aside = aside;
        this.keys = keys;
        this.random = new SplittableRandom(seed);
    }

    /** Makes every file whole. */
    void restore() throws IOException {
        for (Versions key : keys) {
            byRename(key, random.nextBoolean() ? key.first() : key.second());
        }
    }

    /** Does one thing to one file. */
    void step() throws IOException {
        Versions key = keys.get(random.nextInt(keys.size()));
        Path file = store.resolve(key.path());
        try {
            switch (random.nextInt(10)) {
                case 0 -> Files.deleteIfExists(file);
                case 1 -> cut(file, random.nextInt(key.first().length));
                case 2 -> cut(file, 0);
                case 3, 4 ->
                    Files.write(file, key.first(), StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
                case 5 -> byRename(key, "<!DOCTYPE html>\n<title>Sign in</title>\n".getBytes(UTF_8));
                case 6, 7 -> byRename(key, key.first());
                default -> byRename(key, key.second());
            }
        } catch (NoSuchFileException e) {
            byRename(key, key.second()); // deleted before
        }
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    private static void cut(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    private void byRename(Versions key, byte[] content) throws IOException {
        Path file = store.resolve(key.path());
        Files.createDirectories(file.resolveSibling("."));
        Path fresh = Files.write(aside.resolve("fresh"), content);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
