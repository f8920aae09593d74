// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.cache;

import dev.symkit.store.layout.StoreNames;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Begins files in a store that many programs read and write at the same time, without any lock of the store (symsrv.md 13). Thread-safe.
 *
 * <p>A file is written under the name {@code ~<16 hex digits>.tmp} in its own directory, locked as long as its writer lives. Whoever next
 * begins a file there, or finds one, deletes what dead writers left: what can be locked, or, where the file system has no locks, is
 * older than a day.
 */
public final class CacheWriter {
    /**
     * The first half of the names this process gives. A process must not open its own temporary files a second time: on POSIX, closing
     * any channel of a file gives up all the process's locks on it.
     */
    private static final String OWN = HexFormat.of().toHexDigits(new SecureRandom().nextInt());

    private static final Pattern TEMPORARY = Pattern.compile("~[0-9a-f]{16}\\.tmp");
    private static final Duration ABANDONED = Duration.ofHours(24);
    private static final int TRIES = 3;

    private final CacheOptions options;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /** A writer; the clock tells the age of abandoned files. */
    public CacheWriter(CacheOptions options, InstantSource clock) {
        this.options = options;
        this.clock = clock;
    }

    /**
     * Begins a file.
     *
     * @param root of the store; made, with an empty {@code pingme.txt}, if it does not exist
     * @param directories names of the directories from there to the file, made if they do not exist
     * @throws IOException if one of them cannot be made or written to
     */
    public CacheFile begin(Path root, List<String> directories) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                makeRoot(root);
                Path directory = root;
                for (String name : directories) {
                    directory = inside(directory, name);
                    makeDirectory(directory);
                }
                removeAbandoned(directory);
                Optional<CacheFile> file = create(directory);
                if (file.isPresent()) {
                    return file.get();
                }
            } catch (NoSuchFileException e) {
                if (tries >= TRIES) {
                    throw e; // somebody removes empty directories, but not that often
                }
            }
        }
    }

    private static Path inside(Path directory, String name) {
        Path result = directory.resolve(name);
        if (!directory.equals(result.getParent()) || name.equals("..") || name.equals(".")) {
            throw new IllegalArgumentException("not the name of a directory: " + name);
        }
        return result;
    }

    private void makeRoot(Path root) throws IOException {
        if (Files.isDirectory(root)) {
            return;
        }
        Path parent = root.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (makeDirectory(root)) {
            try {
                Files.createFile(root.resolve(StoreNames.PINGME));
            } catch (FileAlreadyExistsException e) {
                // another program was faster
            }
        }
    }

    private boolean makeDirectory(Path directory) throws IOException {
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (Files.isDirectory(directory)) {
                return false;
            }
            throw e;
        }
        setMode(directory, options.directoryMode());
        return true;
    }

    private static void setMode(Path path, Optional<Set<PosixFilePermission>> mode) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (mode.isPresent() && view != null) {
            view.setPermissions(mode.get());
        }
    }

    /** Empty if the file was taken for an abandoned one before it was locked. */
    private Optional<CacheFile> create(Path directory) throws IOException {
        Path path = directory.resolve("~" + OWN + HexFormat.of().toHexDigits(random.nextInt()) + ".tmp");
        FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(channel);
            if (!Files.exists(path)) {
                channel.close();
                return Optional.empty();
            }
            setMode(path, options.fileMode());
            return Optional.of(new CacheFile(path, channel, options.fsync(), clock));
        } catch (IOException e) {
            try (channel) {
                Files.deleteIfExists(path);
            }
            throw e;
        }
    }

    private static void lock(FileChannel channel) {
        try {
            channel.lock();
        } catch (IOException | UnsupportedOperationException e) {
            // No locks on this file system; the file counts as abandoned when it is a day old.
        }
    }

    /**
     * Deletes what dead writers left in a directory whose file is there, so that nobody writes into it any more. What cannot be listed
     * or deleted stays.
     */
    public void tidy(Path directory) {
        try {
            removeAbandoned(directory);
        } catch (IOException e) {
            // Somebody else's cache: whoever may write there does it.
        }
    }

    /** Deletes what dead writers left in a directory. What cannot be deleted stays. */
    private void removeAbandoned(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, CacheWriter::isTemporary)) {
            for (Path file : files) {
                removeIfAbandoned(file);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void removeIfAbandoned(Path file) {
        try {
            ifAbandoned(file, true);
        } catch (FileSystemException e) {
            // Gone, not ours to delete, or in use.
        } catch (IOException e) {
            // Cannot be told from one in use.
        }
    }

    /**
     * Whether a file is a temporary one of a writer that is dead. False for all other names, and for those that this process gave.
     *
     * @throws IOException if it cannot be told from one in use
     */
    public boolean isAbandoned(Path file) throws IOException {
        return isTemporary(file) && ifAbandoned(file, false);
    }

    /**
     * Deletes a file if it is a temporary one of a writer that is dead, as {@link #isAbandoned} tells.
     *
     * @return whether it was deleted
     * @throws IOException if it cannot be told from one in use, or not be deleted
     */
    public boolean discard(Path file) throws IOException {
        return isTemporary(file) && ifAbandoned(file, true);
    }

    private static boolean isTemporary(Path file) {
        String name = String.valueOf(file.getFileName());
        return TEMPORARY.matcher(name).matches() && !name.startsWith("~" + OWN);
    }

    private boolean ifAbandoned(Path file, boolean delete) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            boolean abandoned = isAbandoned(file, channel);
            return abandoned && (!delete || Files.deleteIfExists(file));
        }
    }

    private boolean isAbandoned(Path file, FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock(); // held until the channel is closed, after the deletion
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException | UnsupportedOperationException e) {
            return isOld(Files.getLastModifiedTime(file), clock.instant());
        }
    }

    /** Whether a file was last written so long ago that its writer must be dead. */
    static boolean isOld(FileTime lastModified, Instant now) {
        return lastModified.toInstant().isBefore(now.minus(ABANDONED));
    }
}
