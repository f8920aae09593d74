// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Staging in {@code 000Admin/tmp-<uuid>/}. The file {@code alive} in it is locked for as long as the writer lives, so that
 * whoever gets that lock knows the rest is abandoned. Thread-safe.
 */
final class LocalStaging implements Staging {
    static final String PREFIX = StorageNames.STAGING_PREFIX;
    static final String ALIVE = StorageNames.ALIVE;

    private final Path directory;
    private final String handlePrefix;
    private final LocalPermissions permissions;
    private final FileChannel alive;
    private final @Nullable FileLock lock;
    private final Path parent;
    private final boolean temporaryParent;
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean keep;
    private final Set<String> staged = ConcurrentHashMap.newKeySet();

    private LocalStaging(
            Path parent,
            Path directory,
            LocalPermissions permissions,
            FileChannel alive,
            @Nullable FileLock lock,
            boolean temporaryParent) {
        this.directory = directory;
        this.handlePrefix = parent.getFileName() + "/" + directory.getFileName() + "/";
        this.permissions = permissions;
        this.alive = alive;
        this.lock = lock;
        this.parent = parent;
        this.temporaryParent = temporaryParent;
    }

    static LocalStaging begin(Path admin, LocalPermissions permissions) throws IOException {
        return begin(admin, permissions, false);
    }

    /** Staging below a directory that goes when it is empty. */
    static LocalStaging beginTemporary(Path parent, LocalPermissions permissions) throws IOException {
        return begin(parent, permissions, true);
    }

    private static LocalStaging begin(Path admin, LocalPermissions permissions, boolean temporary) throws IOException {
        Path directory = admin.resolve(PREFIX + UUID.randomUUID());
        LocalProcess.stagingBegins(directory);
        try {
            Files.createDirectory(directory);
            permissions.applyToDirectory(directory);
            Path unlocked = directory.resolve(ALIVE + ".new"); // found under its own name, its lock must be taken
            FileChannel alive = FileChannel.open(unlocked, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            FileLock lock = lockOrNull(alive);
            permissions.applyToFile(unlocked);
            Files.move(unlocked, directory.resolve(ALIVE), StandardCopyOption.ATOMIC_MOVE);
            return new LocalStaging(admin, directory, permissions, alive, lock, temporary);
        } catch (IOException e) {
            LocalProcess.stagingEnds(directory);
            throw e;
        }
    }

    @Override
    public String stage(String path, StagedContent content, Optional<Instant> modified) throws IOException {
        String name = Integer.toString(count.getAndIncrement());
        Path file = directory.resolve(name);
        boolean whole = false;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = new FileOutput(channel)) {
            content.writeTo(out);
            whole = true;
        } finally {
            if (!whole) {
                Files.deleteIfExists(file);
            }
        }
        permissions.applyToFile(file);
        if (modified.isPresent()) {
            Files.setLastModifiedTime(file, FileTime.from(modified.get()));
        }
        staged.add(handlePrefix + name);
        return handlePrefix + name;
    }

    /** Last part of the staging directory's path, the middle part of its handles. */
    String directoryName() {
        return directory.getFileName().toString();
    }

    /** A handle was published: nothing is left of it here. */
    void used(String handle) {
        staged.remove(handle);
    }

    @Override
    public void committed(boolean named) {
        keep = named;
    }

    @Override
    public boolean intact() {
        for (String handle : staged) {
            if (!Files.exists(directory.resolve(handle.substring(handlePrefix.length())))) {
                return false;
            }
        }
        return Files.exists(directory.resolve(ALIVE));
    }

    @Override
    public void close() throws IOException {
        try {
            if (keep && !staged.isEmpty()) {
                return;
            }
            for (int i = 0; i < count.get(); i++) {
                Path file = directory.resolve(Integer.toString(i));
                if (staged.contains(handlePrefix + i)) {
                    Files.deleteIfExists(file);
                }
            }
            if (lock != null) {
                lock.release();
            }
            alive.close();
            Files.deleteIfExists(directory.resolve(ALIVE));
            Files.deleteIfExists(directory);
            if (temporaryParent) {
                Files.deleteIfExists(parent);
            }
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            // a second process cleared up, or is clearing up, the same directory
        } finally {
            alive.close();
            LocalProcess.stagingEnds(directory);
        }
    }

    /** Whether the writer of a staging directory is certainly dead: its lock is free. Empty if locks do not work here. */
    static Optional<Boolean> isAbandoned(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory.resolve(ALIVE), StandardOpenOption.WRITE)) {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                return Optional.of(false);
            }
            lock.release();
            return Optional.of(true);
        } catch (NoSuchFileException e) {
            return Optional.of(true); // its writer died between making the directory and the file, or is clearing up
        } catch (OverlappingFileLockException e) {
            return Optional.of(false); // another class loader of this process
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private static @Nullable FileLock lockOrNull(FileChannel channel) throws IOException {
        try {
            channel.write(java.nio.ByteBuffer.wrap("alive".getBytes(StandardCharsets.US_ASCII)));
            return channel.tryLock();
        } catch (UnsupportedOperationException e) {
            return null;
        } catch (IOException e) {
            return null; // a file system without locks; age decides then
        }
    }
}
