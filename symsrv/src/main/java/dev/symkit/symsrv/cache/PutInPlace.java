// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.cache;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/** Gives whole files their place in a store that others use at the same time (symsrv.md 13, rules 2 to 4). */
public final class PutInPlace {
    static final int TRIES = 5;
    private static final Duration PAUSE = Duration.ofMillis(400);

    private PutInPlace() {}

    /**
     * Moves a file to a place on the same file system, unless something is there: by a hard link, which never replaces anything, or by a
     * plain move where there are none.
     *
     * @return false, with nothing changed, if something is there
     * @throws IOException if it cannot be moved
     */
    public static boolean ifAbsent(Path file, Path target) throws IOException {
        try {
            Files.createLink(target, file);
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (NoSuchFileException e) {
            throw e; // the whole directory is gone
        } catch (UnsupportedOperationException | FileSystemException e) {
            return moveIfAbsent(file, target); // no hard links here
        }
        Files.delete(file);
        return true;
    }

    private static boolean moveIfAbsent(Path file, Path target) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                Files.move(file, target);
                return true;
            } catch (FileAlreadyExistsException e) {
                return false;
            } catch (FileSystemException e) {
                if (Files.exists(target)) {
                    return false; // on Windows, another program has put it there and has it open
                }
                if (tries == TRIES || e instanceof NoSuchFileException) {
                    throw e;
                }
                pause();
            }
        }
    }

    /** Waits before the next try. */
    static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a file was put in place");
        }
    }
}
