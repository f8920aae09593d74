// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * A tree of many files of one byte, which take no room on most disks: a hundred in each directory, every second one from 2001, the others
 * from now.
 */
final class LargeTree {
    static final int IN_DIRECTORY = 100;
    private static final FileTime OLD = FileTime.from(Instant.parse("2001-01-01T00:00:00Z"));

    private LargeTree() {}

    /** Makes a tree by hand: {@code <directory> <files>}. */
    public static void main(String[] args) throws IOException {
        make(Path.of(args[0]), Integer.parseInt(args[1]));
    }

    static void make(Path root, int files) throws IOException {
        for (int i = 0; i < files; i++) {
            int directory = i / IN_DIRECTORY;
            Path key = root.resolve("name" + directory / IN_DIRECTORY + ".pdb").resolve("key" + directory);
            if (i % IN_DIRECTORY == 0) {
                Files.createDirectories(key);
            }
            Path file = key.resolve("file" + i);
            try (RandomAccessFile sparse = new RandomAccessFile(file.toString(), "rw")) {
                sparse.setLength(1);
            }
            if (i % 2 == 0) {
                Files.setLastModifiedTime(file, OLD);
            }
        }
    }
}
