// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** An empty file for a container that is not wanted in its place before it is whole; gone when it is closed. Confined to one thread. */
public final class ScratchFile implements Closeable {
    private final Path path;
    private final FileChannel channel;

    private ScratchFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Makes one in the system's directory for temporary files. */
    public static ScratchFile create() throws IOException {
        Path path = Files.createTempFile("symkit-", ".tmp");
        try {
            return new ScratchFile(
                    path,
                    FileChannel.open(
                            path,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE));
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    /** Reads and writes it. */
    public FileChannel channel() {
        return channel;
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            // deletes the file where the system lets it go
        } finally {
            Files.deleteIfExists(path);
        }
    }
}
