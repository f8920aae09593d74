// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Puts whole files at their places by an atomic move on the same file system. */
final class LocalMove {
    private LocalMove() {}

    /** Replaces whatever is there. */
    static boolean replace(Path staged, Path target) throws IOException {
        Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    /** Gives back false, with nothing changed, if something is there. */
    static boolean ifAbsent(Path staged, Path target, boolean windows) throws IOException {
        try {
            if (windows) {
                Files.move(staged, target);
                return true;
            }
            Files.createLink(target, staged);
        } catch (FileAlreadyExistsException e) {
            if (windows || !Files.isSameFile(staged, target)) {
                return false;
            }
        } catch (UnsupportedOperationException | FileSystemException e) {
            if (e instanceof NoSuchFileException || !Files.exists(staged)) {
                throw new NoSuchFileException(staged.toString());
            }
            return !Files.exists(target) && replace(staged, target); // no hard links here: the lock keeps others out
        }
        Files.delete(staged);
        return true;
    }

    /** {@link StoreStorage#move}. A link is moved itself, not what it points to. */
    static Move whole(Path from, Path to, boolean windows) throws IOException {
        if (!Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
            return Move.ABSENT;
        }
        if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            return Move.OCCUPIED; // the lock keeps others from making it now
        }
        if (Files.isSymbolicLink(from) && !Files.readSymbolicLink(from).isAbsolute()) {
            throw new FileSystemException(
                    from.toString(), to.toString(), "a relative link points elsewhere once it is moved");
        }
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            return Move.MOVED;
        } catch (AccessDeniedException e) {
            if (windows) {
                return Move.IN_USE;
            }
            throw e;
        }
    }

    /** Makes a file that does not exist yet. */
    static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }
}
