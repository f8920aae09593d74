// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * A file for what is fetched, of the name that is wanted: so it is alone in a directory.
 *
 * @param path the file
 */
record S3Temporary(Path path) {
    private static final String PREFIX = "symsrv-s3-";

    /** A place for a file, which is not there yet. */
    static S3Temporary begin(String name) throws IOException {
        Path directory = Files.createTempDirectory(PREFIX);
        try {
            return new S3Temporary(directory.resolve(name));
        } catch (InvalidPathException e) {
            Files.deleteIfExists(directory);
            throw new IOException(name + ": no file of this machine can have that name", e);
        }
    }

    /** Fetches it. */
    void fill(S3Download download) throws IOException {
        Instant modified;
        try (FileChannel into = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            modified = download.run(into);
        }
        Files.setLastModifiedTime(path, FileTime.from(modified));
    }

    /** Leaves nothing behind. */
    void discard() throws IOException {
        Files.deleteIfExists(path);
        Path directory = path.getParent();
        if (directory != null) {
            Files.deleteIfExists(directory);
        }
    }
}
