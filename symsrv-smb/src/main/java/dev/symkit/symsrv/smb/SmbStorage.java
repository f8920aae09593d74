// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.smb;

import dev.symkit.parallel.Parallel;
import dev.symkit.store.storage.Condition;
import dev.symkit.store.storage.LockClock;
import dev.symkit.store.storage.LockRequest;
import dev.symkit.store.storage.Move;
import dev.symkit.store.storage.Outcome;
import dev.symkit.store.storage.Staging;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StorageFile;
import dev.symkit.store.storage.StorageNames;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreLock;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A store on a share (symbol-store-format 8.1, column SMB). Thread-safe.
 *
 * <p>A version is size, time of the last write and number of the file. Publishing is a rename on the server; one that replaces is
 * refused while anybody has the target open (observed with Samba 4.17; the same on Windows), which is {@link Outcome#IN_USE}.
 */
final class SmbStorage implements StoreStorage {
    private static final int FLUSH_THREADS = 16;
    private static final int ATTEMPTS = 100;

    private final SmbShare share;
    private final SmbTree tree;
    private final StorageOptions options;
    private final LockClock clock;
    private final Map<String, SmbStaging> stagings = new ConcurrentHashMap<>();

    /** @param root the store's directory below the share, with {@code /}; empty for the share itself */
    SmbStorage(SmbShare share, String root, StorageOptions options, LockClock clock) {
        this.share = share;
        this.tree = new SmbTree(share, root);
        this.options = options;
        this.clock = clock;
    }

    @Override
    public String separator() {
        return "\\";
    }

    /** Servers find it in any case. */
    @Override
    public String adminDirectory() {
        return StorageNames.ADMIN;
    }

    @Override
    public List<String> list(String directory) throws IOException {
        return tree.list(directory);
    }

    @Override
    public Optional<StorageEntry> stat(String path) throws IOException {
        return tree.stat(path);
    }

    @Override
    public StorageFile open(String path) throws IOException {
        return tree.read(path);
    }

    @Override
    public void createRoot() throws IOException {
        tree.makeRoot();
        tree.makeDirectory(adminDirectory());
    }

    @Override
    public void makeDirectory(String path) throws IOException {
        tree.makeDirectory(path);
    }

    @Override
    public Staging newStaging() throws IOException {
        return remember(SmbStaging.begin(tree, adminDirectory(), false));
    }

    @Override
    public Staging newLayoutStaging() throws IOException {
        String parent = StorageNames.LAYOUT_STAGING;
        tree.makeRoot();
        for (int attempt = 1; ; attempt++) {
            try {
                tree.makeDirectory(parent);
                SmbCleanup.run(tree, parent, Set.of());
                return remember(SmbStaging.begin(tree, parent, true));
            } catch (NoSuchFileException | SmbErrors.InUse e) {
                if (attempt == ATTEMPTS) {
                    throw e; // else: another writer was done and removed it
                }
            }
        }
    }

    private SmbStaging remember(SmbStaging staging) {
        stagings.put(staging.directory(), staging);
        return staging;
    }

    @Override
    public void sync(Collection<String> paths) throws IOException {
        if (options.sync()) {
            new Parallel(FLUSH_THREADS).forEach(List.copyOf(paths), tree::flush);
        }
    }

    @Override
    public Outcome publish(String handle, String path, Condition condition) throws IOException {
        if (condition.kind() == Condition.Kind.IF_VERSION
                && stat(path)
                        .filter(entry -> entry.hasVersion(condition.version()))
                        .isEmpty()) {
            return Outcome.GONE;
        }
        try {
            tree.rename(handle, path, condition.kind() != Condition.Kind.IF_ABSENT);
        } catch (FileAlreadyExistsException e) {
            return Outcome.GONE;
        } catch (SmbErrors.InUse e) {
            return Outcome.IN_USE;
        } catch (AccessDeniedException e) {
            if (tree.look(handle).isPresent() && tree.look(path).isPresent()) {
                return Outcome.IN_USE;
            }
            throw e;
        } catch (NoSuchFileException e) {
            if (tree.look(handle).isEmpty()) {
                return Outcome.GONE; // an earlier run of the same plan moved it
            }
            int parent = path.lastIndexOf('/');
            if (parent < 0 || tree.isDirectory(path.substring(0, parent))) {
                throw e;
            }
            tree.makeDirectory(path.substring(0, parent));
            return publish(handle, path, condition);
        }
        used(handle);
        return Outcome.PUBLISHED;
    }

    private void used(String handle) {
        SmbStaging staging = stagings.get(handle.substring(0, Math.max(0, handle.lastIndexOf('/'))));
        if (staging != null) {
            staging.used(handle);
        }
    }

    @Override
    public boolean claim(String path, byte[] content) throws IOException {
        String parent = path.substring(0, path.lastIndexOf('/') + 1);
        String admin = adminDirectory() + "/"; // where recovery looks for what a killed writer leaves
        String temporary = (tree.isDirectory(adminDirectory()) ? admin : parent)
                + StorageNames.STAGING_PREFIX
                + "claim-"
                + UUID.randomUUID();
        tree.write(temporary, content);
        try {
            tree.rename(temporary, path, false);
            return true;
        } catch (FileAlreadyExistsException e) {
            tree.delete(temporary);
            return false;
        } catch (SmbErrors.ConnectionLost e) {
            throw e; // perhaps it was renamed before
        } catch (IOException e) {
            try {
                tree.delete(temporary);
            } catch (IOException more) {
                e.addSuppressed(more);
            }
            throw e;
        }
    }

    @Override
    public boolean remove(String path, String version) throws IOException {
        if (stat(path).filter(entry -> entry.hasVersion(version)).isEmpty()) {
            return true;
        }
        try {
            tree.delete(path);
            return true;
        } catch (SmbErrors.InUse e) {
            return false;
        }
    }

    @Override
    public void removeEmpty(String directory) throws IOException {
        try {
            tree.delete(directory);
        } catch (DirectoryNotEmptyException | SmbErrors.InUse e) {
            // somebody else's files are in it, or somebody looks at it: an empty directory does no harm
        }
    }

    @Override
    public Move move(String from, String to) throws IOException {
        if (tree.look(from).isEmpty()) {
            return Move.ABSENT;
        }
        if (tree.look(to).isPresent()) {
            return Move.OCCUPIED;
        }
        try {
            tree.rename(from, to, false);
            return Move.MOVED;
        } catch (FileAlreadyExistsException e) {
            return Move.OCCUPIED;
        } catch (AccessDeniedException | SmbErrors.InUse e) {
            return Move.IN_USE;
        }
    }

    @Override
    public StoreLock lock(LockRequest request) throws IOException {
        return SmbLock.acquire(tree, adminDirectory(), clock, request);
    }

    @Override
    public void discardAbandoned(Set<String> inUse) throws IOException {
        SmbCleanup.run(tree, adminDirectory(), inUse);
    }

    @Override
    public void close() {
        stagings.clear();
        share.close();
    }
}
