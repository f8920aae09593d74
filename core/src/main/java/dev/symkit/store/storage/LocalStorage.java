// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A store in a directory of a file system. Thread-safe; only this package turns store paths into {@code Path}.
 *
 * <p>Publishing is an atomic rename from {@code 000Admin/tmp-<uuid>/} on the same file system.
 */
final class LocalStorage implements StoreStorage {
    private static final String ADMIN = StorageNames.ADMIN;
    private static final int ATTEMPTS = 100;

    private final Path root;
    private final LocalReader reader;
    private final LocalMachine machine;
    private final StorageOptions options;
    private final boolean windows;
    private final Map<String, LocalStaging> stagings = new ConcurrentHashMap<>();
    private volatile @Nullable LocalPermissions permissions;
    private volatile @Nullable String admin;

    LocalStorage(Path root, StorageOptions options) {
        this(root, options, LocalMachine.here());
    }

    /** A storage used from some machine. */
    LocalStorage(Path root, StorageOptions options, LocalMachine machine) {
        this.machine = machine;
        this.root = root.toAbsolutePath().normalize();
        this.reader = new LocalReader(this.root);
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
        Path directory = reader.inside(path);
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
        LocalStaging staging = LocalStaging.begin(adminPath(), permissions());
        stagings.put(staging.directoryName(), staging);
        return staging;
    }

    @Override
    public Staging newLayoutStaging() throws IOException {
        Path parent = reader.inside(StorageNames.LAYOUT_STAGING);
        NoSuchFileException last = new NoSuchFileException(parent.toString());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Files.createDirectories(parent);
            try {
                permissions().applyToDirectory(parent);
                LocalCleanup.run(parent, Set.of());
                LocalStaging staging = LocalStaging.beginTemporary(parent, permissions());
                stagings.put(staging.directoryName(), staging);
                return staging;
            } catch (NoSuchFileException e) {
                last = e; // another writer was done and removed it
            }
        }
        throw last;
    }

    @Override
    public void sync(Collection<String> paths) throws IOException {
        if (options.sync()) {
            LocalSync.force(paths.stream().map(reader::inside).toList(), windows);
        }
    }

    @Override
    public Outcome publish(String handle, String path, Condition condition) throws IOException {
        Path staged = reader.inside(handle);
        Path target = reader.inside(path);
        if (condition.kind() == Condition.Kind.IF_VERSION
                && stat(path)
                        .filter(entry -> entry.hasVersion(condition.version()))
                        .isEmpty()) {
            return Outcome.GONE;
        }
        try {
            boolean moved = condition.kind() == Condition.Kind.IF_ABSENT
                    ? LocalMove.ifAbsent(staged, target, windows)
                    : LocalMove.replace(staged, target);
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

    @Override
    public boolean claim(String path, byte[] content) throws IOException {
        Path target = reader.inside(path);
        Path admin = reader.inside(adminDirectory()); // where recovery looks for what a killed writer leaves
        String name = LocalStaging.PREFIX + "claim-" + UUID.randomUUID();
        Path temporary = Files.isDirectory(admin) ? admin.resolve(name) : target.resolveSibling(name);
        try {
            LocalMove.write(temporary, content);
            permissions().applyToFile(temporary);
            return LocalMove.ifAbsent(temporary, target, windows);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    @Override
    public boolean remove(String path, String version) throws IOException {
        if (stat(path).filter(entry -> entry.hasVersion(version)).isEmpty()) {
            return true;
        }
        try {
            Files.deleteIfExists(reader.inside(path));
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
            Files.delete(reader.inside(directory));
        } catch (NoSuchFileException | DirectoryNotEmptyException e) {
            // nothing to do: absent, or somebody else's files are in it
        } catch (AccessDeniedException e) {
            if (!windows) {
                throw e; // on Windows: a process has it as its working directory; an empty directory does no harm
            }
        }
    }

    @Override
    public Move move(String from, String to) throws IOException {
        return LocalMove.whole(reader.inside(from), reader.inside(to), windows);
    }

    @Override
    public List<String> list(String directory) throws IOException {
        return list(directory, name -> true);
    }

    @Override
    public List<String> list(String directory, Predicate<String> wanted) throws IOException {
        return reader.list(directory, wanted);
    }

    @Override
    public Optional<StorageEntry> stat(String path) throws IOException {
        return reader.stat(path);
    }

    @Override
    public StorageFile open(String path) throws IOException {
        return reader.open(path);
    }

    @Override
    public StoreLock lock(LockRequest request) throws IOException {
        return LocalLock.acquire(machine, root.toRealPath(), this, request);
    }

    @Override
    public void discardAbandoned(Set<String> inUse) throws IOException {
        LocalCleanup.run(adminPath(), inUse);
    }

    @Override
    public void close() {
        stagings.clear();
    }

    /** The administration directory on the disk. */
    Path adminPath() {
        return reader.inside(adminDirectory());
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
}
