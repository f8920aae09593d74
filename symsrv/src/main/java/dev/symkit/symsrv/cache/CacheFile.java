// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.cache;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.store.layout.RefsFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A file on its way into a store. Filled and read through its channel, then either put in place as a whole or discarded when it is closed.
 * Confined to one thread, but for the channel.
 *
 * <p>It is nowhere opened a second time: on POSIX, closing any channel of a file gives up all locks that the process has on it, and
 * without its lock the file would be taken for that of a dead writer.
 */
public final class CacheFile implements Closeable {
    private final Path path;
    private final FileChannel channel;
    private final boolean fsync;
    private final InstantSource clock;
    private boolean published;

    CacheFile(Path path, FileChannel channel, boolean fsync, InstantSource clock) {
        this.path = path;
        this.channel = channel;
        this.fsync = fsync;
        this.clock = clock;
    }

    /** Where it is as long as it is not in place. */
    public Path path() {
        return path;
    }

    /** To write and read the content. Stays open until this is closed. */
    public FileChannel channel() {
        return channel;
    }

    /** What was written so far; its name is that of the temporary file. Need not be closed. */
    public ByteSource content() throws IOException {
        return FileByteSource.over(path.toString(), channel);
    }

    /**
     * Puts the content in place under a name in the same directory, all at once.
     *
     * <p>Where the name is taken by a file that may be what the name says, that one stays and ours is discarded. A file of an entry with
     * {@code refs.ptr} is never replaced: only the store's own engine changes such an entry.
     *
     * @param lastModified time of the content at its source; else it is new now
     * @return the file that is there now
     * @throws FileAlreadyExistsException if a file is there that is not usable and may not be replaced
     * @throws IOException if it cannot be put in place
     */
    public Path publish(String name, Replace how, Optional<Instant> lastModified) throws IOException {
        Path target = path.resolveSibling(name);
        if (fsync) {
            channel.force(true);
        }
        boolean managed = Files.exists(path.resolveSibling(RefsFile.NAME));
        if (how == Replace.ALWAYS && !managed) {
            replace(target);
        } else if (!putIfAbsent(target) && FileCheck.isUnusable(target, name)) {
            if (managed) {
                throw new FileAlreadyExistsException(
                        target.toString(), null, "is not usable, and belongs to a store that only symstore changes");
            }
            replace(target);
        }
        if (published) {
            setTime(target, lastModified.orElseGet(clock::instant));
        }
        return target;
    }

    /** Only now, for it may open the file a second time. A file that is gone already, or a time that cannot be set, is no failure. */
    private static void setTime(Path target, Instant time) {
        try {
            Files.setLastModifiedTime(target, FileTime.from(time));
        } catch (IOException e) {
            // It has the time at which it was written.
        }
    }

    private boolean putIfAbsent(Path target) throws IOException {
        published = PutInPlace.ifAbsent(path, target);
        return published;
    }

    private void replace(Path target) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                published = true;
                return;
            } catch (FileSystemException e) {
                if (tries == PutInPlace.TRIES || e instanceof NoSuchFileException) {
                    throw e;
                }
                PutInPlace.pause(); // on Windows, a reader has it open
            }
        }
    }

    /** Discards the content if it was not published. The lock is given up last, so that nobody takes the file for abandoned before. */
    @Override
    public void close() throws IOException {
        try (channel) {
            if (!published) {
                Files.deleteIfExists(path);
            }
        }
    }
}
