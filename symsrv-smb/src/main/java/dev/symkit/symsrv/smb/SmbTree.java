// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.smb;

import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StorageFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/**
 * The files below the root of a store on a share, by their places in the store ({@code /}-separated). Thread-safe.
 *
 * @param share where the store is
 * @param root the store's directory below the share, with {@code /}
 */
record SmbTree(SmbShare share, String root) {

    /** Opens a place. */
    SmbHandle open(String place, SmbMode mode) throws IOException {
        return share.open(SmbNames.path(root, place), mode);
    }

    /** What is there; a name that a share cannot hold is nowhere. */
    Optional<SmbInfo> look(String place) throws IOException {
        try {
            return share.look(SmbNames.path(root, place));
        } catch (SmbNames.NotAName e) {
            return Optional.empty();
        }
    }

    /** {@link dev.symkit.store.storage.StoreStorage#stat}. */
    Optional<StorageEntry> stat(String place) throws IOException {
        return look(place)
                .map(info -> new StorageEntry(
                        info.directory() ? StorageEntry.Kind.DIRECTORY : StorageEntry.Kind.FILE,
                        info.directory() ? 0 : info.size(),
                        info.modified(),
                        info.directory() ? "" : info.version()));
    }

    boolean isDirectory(String place) throws IOException {
        return look(place).map(SmbInfo::directory).orElse(false);
    }

    /** {@link dev.symkit.store.storage.StoreStorage#list}. */
    List<String> list(String directory) throws IOException {
        try {
            return share.list(SmbNames.path(root, directory));
        } catch (NoSuchFileException | SmbNames.NotAName | SmbErrors.InUse e) {
            return List.of(); // absent, a file, or deleted and not yet let go of
        }
    }

    /** {@link dev.symkit.store.storage.StoreStorage#open}. */
    StorageFile read(String place) throws IOException {
        SmbHandle handle;
        try {
            handle = open(place, SmbMode.READ);
        } catch (SmbNames.NotAName | SmbErrors.InUse e) {
            if (e instanceof SmbErrors.InUse && look(place).isPresent()) {
                throw e; // a writer shares it with nobody
            }
            throw new NoSuchFileException(place);
        }
        try {
            SmbInfo info = handle.info();
            return new OpenFile(handle, info.size(), info.version());
        } catch (IOException e) {
            handle.close();
            throw e;
        }
    }

    private record OpenFile(SmbHandle handle, long size, String version) implements StorageFile {
        @Override
        public void read(long position, byte[] into, int at, int length) throws IOException {
            handle.read(position, into, at, length);
        }

        @Override
        public void close() throws IOException {
            handle.close();
        }
    }

    /** Makes the root and what is above it on the share. */
    void makeRoot() throws IOException {
        for (int end = root.indexOf('/'); !root.isEmpty(); end = root.indexOf('/', end + 1)) {
            makeOne(end < 0 ? root : root.substring(0, end));
            if (end < 0) {
                return;
            }
        }
    }

    /** Makes a directory below the root and those above it. */
    void makeDirectory(String place) throws IOException {
        try {
            makeOne(SmbNames.path(root, place).replace('\\', '/'));
        } catch (NoSuchFileException e) {
            int parent = place.lastIndexOf('/');
            if (parent < 0) {
                throw e; // the root itself is missing
            }
            makeDirectory(place.substring(0, parent));
            makeOne(SmbNames.path(root, place).replace('\\', '/'));
        }
    }

    private void makeOne(String directory) throws IOException {
        String path = directory.replace('/', '\\');
        try {
            share.open(path, SmbMode.NEW_DIRECTORY).close();
        } catch (FileAlreadyExistsException | AccessDeniedException e) {
            if (!share.look(path).map(SmbInfo::directory).orElse(false)) {
                throw e;
            }
        } catch (SmbErrors.ConnectionLost e) {
            // a directory made twice is a directory made once
            if (!share.look(path).map(SmbInfo::directory).orElse(false)) {
                share.open(path, SmbMode.NEW_DIRECTORY).close();
            }
        }
    }

    /** Writes a new file. */
    void write(String place, byte[] content) throws IOException {
        try (SmbHandle file = open(place, SmbMode.NEW_FILE)) {
            file.write(0, content, 0, content.length);
        }
    }

    /**
     * Renames a file or a directory.
     *
     * @throws FileAlreadyExistsException if something is there and is not to be replaced
     */
    void rename(String from, String to, boolean replace) throws IOException {
        String target = SmbNames.path(root, to);
        try (SmbHandle handle = open(from, SmbMode.CHANGE)) {
            handle.rename(target, replace);
        }
    }

    /** Deletes a file or an empty directory; absent is done. */
    void delete(String place) throws IOException {
        try (SmbHandle handle = open(place, SmbMode.CHANGE)) {
            handle.delete();
        } catch (NoSuchFileException e) {
            // done
        } catch (SmbErrors.InUse e) {
            if (look(place).isPresent()) {
                throw e;
            }
        }
    }

    /** Forces a file to the server's disk; of directories and absent files nothing is asked. */
    void flush(String place) throws IOException {
        try (SmbHandle handle = open(place, SmbMode.WRITE)) {
            if (!handle.isDirectory()) {
                handle.flush();
            }
        } catch (NoSuchFileException e) {
            // removed since, by the same plan or by whoever finished it
        }
    }
}
