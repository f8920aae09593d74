// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.io.ByteSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file that is made under another name in the directory of its target and gets the target's name when it is complete. Closing removes
 * what did not get that far. Confined to one thread.
 */
final class StagedFile implements Closeable {
    private static final int CHUNK = 1 << 18;

    private final Path target;
    private final Path path;
    private boolean made;

    /** Chooses the name; nothing is made yet. */
    StagedFile(Path target) {
        this.target = target.toAbsolutePath();
        this.path = this.target.resolveSibling("." + UUID.randomUUID() + ".tmp");
    }

    Path path() {
        return path;
    }

    /** Writes the content of another file; it is on the device afterwards. */
    void copy(ByteSource source) throws IOException {
        try (FileChannel out = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            made = true;
            byte[] chunk = new byte[CHUNK];
            for (long at = 0; at < source.size(); ) {
                int length = (int) Math.min(CHUNK, source.size() - at);
                source.read(at, chunk, 0, length);
                write(out, ByteBuffer.wrap(chunk, 0, length), at);
                at += length;
            }
            out.force(true);
        }
    }

    static void write(FileChannel out, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += out.write(bytes, at);
        }
    }

    /** Gives the file its name, which must be free. */
    void publish() throws IOException {
        Files.move(path, target);
        made = false;
        forceDirectory();
    }

    /** Puts the file in the place of the one that has its name. */
    void replace() throws IOException {
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        made = false;
        forceDirectory();
    }

    private void forceDirectory() {
        try (FileChannel directory = FileChannel.open(target.resolveSibling("."), StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException | UnsupportedOperationException e) {
            // Windows and some file systems have no way to force a directory
        }
    }

    @Override
    public void close() throws IOException {
        if (made) {
            Files.deleteIfExists(path);
        }
    }
}
