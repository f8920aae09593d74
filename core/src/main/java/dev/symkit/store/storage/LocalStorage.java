// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A store in a directory of a file system. Thread-safe; only this package turns store paths into {@code Path}.
 *
 * <p>Publishing is an atomic rename from {@code 000Admin/tmp-<uuid>/} on the same file system. A version is the size, the
 * modification time to the finest unit and the file key (device and inode where there are such).
 */
final class LocalStorage implements StoreStorage {
    private static final String ADMIN = "000Admin";

    private final Path root;
    private final StorageOptions options;
    private final boolean windows;
    private final Map<String, LocalStaging> stagings = new ConcurrentHashMap<>();
    private volatile @Nullable LocalPermissions permissions;
    private volatile @Nullable String admin;

    LocalStorage(Path root, StorageOptions options) {
        this.root = root.toAbsolutePath().normalize();
        this.options = options;
        this.windows = root.getFileSystem().getSeparator().equals("\\");
    }

    @Override
    public String separator() {
        return root.getFileSystem().getSeparator();
    }

    @Override
    public String adminDirectory() {
        String known = admin;
        if (known != null) {
            return known;
        }
        String found = ADMIN;
        if (!Files.isDirectory(root.resolve(ADMIN))) {
            for (String name : listQuietly()) {
                found = name.equalsIgnoreCase(ADMIN) ? name : found;
            }
        }
        if (Files.isDirectory(root.resolve(found))) {
            admin = found;
        }
        return found;
    }

    private List<String> listQuietly() {
        try {
            return list("");
        } catch (IOException e) {
            return List.of(); // whatever is wrong with the root shows at its first real use
        }
    }

    @Override
    public List<String> list(String directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(inside(directory))) {
            for (Path path : stream) {
                names.add(path.getFileName().toString());
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    @Override
    public Optional<StorageEntry> stat(String path) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(inside(path), BasicFileAttributes.class);
            StorageEntry.Kind kind = attributes.isRegularFile()
                    ? StorageEntry.Kind.FILE
                    : attributes.isDirectory() ? StorageEntry.Kind.DIRECTORY : StorageEntry.Kind.OTHER;
            boolean file = attributes.isRegularFile();
            return Optional.of(new StorageEntry(
                    kind,
                    file ? attributes.size() : 0,
                    attributes.lastModifiedTime().toInstant(),
                    file ? version(attributes) : ""));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            if (isBelowAFile(inside(path))) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static String version(BasicFileAttributes attributes) {
        return attributes.size() + ";" + attributes.lastModifiedTime().toInstant() + ";" + attributes.fileKey();
    }

    private boolean isBelowAFile(Path path) {
        for (Path parent = path.getParent(); parent != null && parent.startsWith(root); parent = parent.getParent()) {
            if (Files.isRegularFile(parent)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public StorageFile open(String path) throws IOException {
        Path file = inside(path);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new LocalFile(path, channel, channel.size(), version(attributes));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private record LocalFile(String path, FileChannel channel, long size, String version) implements StorageFile {
        @Override
        public void read(long position, byte[] into, int at, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(into, at, length);
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, position + length - buffer.remaining()) < 0) {
                    throw new EOFException(path + ": ends before byte " + (position + length));
                }
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    @Override
    public void createRoot() throws IOException {
        Files.createDirectories(root);
        Path directory = root.resolve(adminDirectory());
        if (!Files.isDirectory(directory)) {
            try {
                Files.createDirectory(directory);
                permissions().applyToDirectory(directory);
            } catch (FileAlreadyExistsException e) {
                if (!Files.isDirectory(directory)) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void makeDirectory(String path) throws IOException {
        Path directory = inside(path);
        try {
            Files.createDirectory(directory);
        } catch (NoSuchFileException e) {
            int parent = path.lastIndexOf('/');
            if (parent < 0) {
                throw e; // the root itself is missing
            }
            makeDirectory(path.substring(0, parent));
            makeDirectory(path);
            return;
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
            return;
        }
        permissions().applyToDirectory(directory);
    }

    @Override
    public Staging newStaging() throws IOException {
        LocalStaging staging = LocalStaging.begin(inside(adminDirectory()), permissions());
        stagings.put(staging.directoryName(), staging);
        return staging;
    }

    @Override
    public void sync(Collection<String> paths) throws IOException {
        if (options.sync()) {
            LocalSync.force(paths.stream().map(this::inside).toList(), windows);
        }
    }

    @Override
    public Outcome publish(String handle, String path, Condition condition) throws IOException {
        Path staged = inside(handle);
        Path target = inside(path);
        if (condition.kind() == Condition.Kind.IF_VERSION
                && !stat(path).map(StorageEntry::version).equals(Optional.of(condition.version()))) {
            return Outcome.GONE;
        }
        try {
            boolean moved =
                    condition.kind() == Condition.Kind.IF_ABSENT ? moveIfAbsent(staged, target) : move(staged, target);
            if (moved) {
                used(handle);
            }
            return moved ? Outcome.PUBLISHED : Outcome.GONE;
        } catch (NoSuchFileException e) {
            if (!Files.exists(staged, LinkOption.NOFOLLOW_LINKS)) {
                return Outcome.GONE; // an earlier run of the same plan moved it
            }
            makeDirectory(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
            return publish(handle, path, condition);
        } catch (AccessDeniedException e) {
            if (windows && Files.exists(staged) && Files.exists(target)) {
                return Outcome.IN_USE;
            }
            throw e;
        }
    }

    private void used(String handle) {
        String[] parts = handle.split("/", -1);
        LocalStaging staging = parts.length == 3 ? stagings.get(parts[1]) : null;
        if (staging != null) {
            staging.used(handle);
        }
    }

    private static boolean move(Path staged, Path target) throws IOException {
        Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    private boolean moveIfAbsent(Path staged, Path target) throws IOException {
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
            return !Files.exists(target) && move(staged, target); // no hard links here: the lock keeps others out
        }
        Files.delete(staged);
        return true;
    }

    @Override
    public boolean claim(String path, byte[] content) throws IOException {
        Path target = inside(path);
        Path admin = inside(adminDirectory()); // where recovery looks for what a killed writer leaves
        String name = LocalStaging.PREFIX + "claim-" + UUID.randomUUID();
        Path temporary = Files.isDirectory(admin) ? admin.resolve(name) : target.resolveSibling(name);
        try {
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            permissions().applyToFile(temporary);
            return moveIfAbsent(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    @Override
    public boolean remove(String path, String version) throws IOException {
        if (!stat(path).map(StorageEntry::version).equals(Optional.of(version))) {
            return true;
        }
        try {
            Files.deleteIfExists(inside(path));
            return true;
        } catch (AccessDeniedException e) {
            if (windows) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void removeEmpty(String directory) throws IOException {
        try {
            Files.delete(inside(directory));
        } catch (NoSuchFileException | DirectoryNotEmptyException e) {
            // nothing to do: absent, or somebody else's files are in it
        } catch (AccessDeniedException e) {
            if (!windows) {
                throw e; // on Windows: a process has it as its working directory; an empty directory does no harm
            }
        }
    }

    @Override
    public StoreLock lock(LockRequest request) throws IOException {
        return LocalLock.acquire(root.toRealPath(), inside(adminDirectory()), this, request);
    }

    @Override
    public void discardAbandoned(Set<String> inUse) throws IOException {
        LocalCleanup.run(inside(adminDirectory()), inUse);
    }

    @Override
    public void close() {
        stagings.clear();
    }

    private LocalPermissions permissions() throws IOException {
        LocalPermissions known = permissions;
        if (known == null) {
            Path directory = root.resolve(adminDirectory());
            known = LocalPermissions.of(root, Files.exists(directory) ? directory : root);
            permissions = known;
        }
        return known;
    }

    /** The place of a store path on the disk; refuses one that leaves the store. */
    Path inside(String path) {
        Path resolved = root.resolve(path).normalize();
        if (!resolved.startsWith(root)) {
            throw new IllegalArgumentException("path leaves the store: " + path);
        }
        return resolved;
    }
}
