// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The operations a symbol store is built from (symbol-store-format 8.1). Thread-safe.
 *
 * <p>Paths are relative to the store root, parts separated by {@code /}. An absent path is a value, not an error.
 */
public interface StoreStorage extends Closeable {

    /** What stands between the parts of a path that is shown to people: {@code /}, or {@code \} on Windows. */
    String separator();

    /** Name of the administration directory, {@code 000Admin} in whatever case it has in this store. */
    String adminDirectory();

    /**
     * Whether a name that is found as it is has no other spelling. Found out by another spelling of {@link #adminDirectory}; false if that
     * is there.
     */
    default boolean isCaseSensitive() throws IOException {
        String admin = adminDirectory();
        String other = admin.equals(admin.toLowerCase(Locale.ROOT))
                ? admin.toUpperCase(Locale.ROOT)
                : admin.toLowerCase(Locale.ROOT);
        return stat(admin).isPresent() && stat(other).isEmpty();
    }

    /**
     * Whether names are compared exactly and cannot be listed ignoring case cheaply, as in an object store. Then writers use the
     * canonical form (prefix, name and file in lower case, the index as {@link dev.symkit.store.key.SymbolKey#canonical} has it), and
     * look-ups ask for that form only (symbol-store-format 1.4). Each call is taken to be dear there: a request over the network.
     */
    default boolean canonicalNames() {
        return false;
    }

    /**
     * Whether directories have to be made before there is something in them, and removed after. False where a directory is there for as
     * long as something is below it; then {@link #makeDirectory} and {@link #removeEmpty} do nothing and need not be called.
     */
    default boolean needsDirectories() {
        return true;
    }

    /** Names of the entries of a directory, unsorted; empty if the directory does not exist. */
    List<String> list(String directory) throws IOException;

    /** Those of the names that are wanted; may be asked by several threads at once. Keeps no others, for there may be very many. */
    default List<String> list(String directory, Predicate<String> wanted) throws IOException {
        return list(directory).stream().filter(wanted).toList();
    }

    /** Kind, size, time and version of a path; empty if nothing is there. The empty path is the store root. */
    Optional<StorageEntry> stat(String path) throws IOException;

    /**
     * All that is in a small directory, by name, as {@link #stat} tells it; empty if the directory does not exist. What goes while this
     * looks may be missing.
     *
     * <p>One request where a listing tells sizes and versions. The versions are those of {@link #stat}; but a
     * {@link StorageEntry#modified} from here may be only the time of storing, where {@link #stat} knows that of the source.
     */
    default Map<String, StorageEntry> entries(String directory) throws IOException {
        Map<String, StorageEntry> entries = new HashMap<>();
        for (String name : list(directory)) {
            stat(directory.isEmpty() ? name : directory + "/" + name).ifPresent(entry -> entries.put(name, entry));
        }
        return entries;
    }

    /**
     * The same for a directory of very many names, the last of which are wanted.
     *
     * @param after names up to this one, in the order of their characters, may be missing
     */
    default Map<String, StorageEntry> entries(String directory, String after) throws IOException {
        return entries(directory);
    }

    /** What {@link #stat} tells of a file; empty for whatever else is there. One request where a directory is only what has files in it. */
    default Optional<StorageEntry> statFile(String path) throws IOException {
        return stat(path).filter(StorageEntry::isFile);
    }

    /** Hears of what is in a tree. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Told of one file.
         *
         * @param entry what {@link #entries} would tell
         */
        void file(String path, StorageEntry entry) throws IOException;
    }

    /** Tells of a file, or of all files below a directory; of none if nothing is there. What comes or goes while this looks may be missing. */
    default void walk(String path, Visitor visitor) throws IOException {
        Optional<StorageEntry> entry = stat(path);
        if (entry.isPresent() && entry.get().isDirectory()) {
            for (String name : list(path)) {
                walk(path.isEmpty() ? name : path + "/" + name, visitor);
            }
        } else if (entry.isPresent()) {
            visitor.file(path, entry.get());
        }
    }

    /**
     * Whether a file of this storage has the content of another one, told from its version without reading it. Empty where versions do not
     * follow from contents.
     *
     * @param entry the file of this storage
     * @param content the other, which is read
     */
    default Optional<Boolean> holds(StorageEntry entry, StorageFile content) throws IOException {
        return Optional.empty();
    }

    /**
     * Opens one version of a file.
     *
     * @throws java.nio.file.NoSuchFileException if it is not there
     */
    StorageFile open(String path) throws IOException;

    /**
     * As {@link #open}, for who reads it once from its beginning to its end. One request where that can be; what is read in another order costs
     * more.
     */
    default StorageFile openSequential(String path) throws IOException {
        return open(path);
    }

    /** Makes the store root and the administration directory where they are missing. */
    void createRoot() throws IOException;

    /** Makes a directory and its parents; nothing happens if it exists. */
    void makeDirectory(String path) throws IOException;

    /** Begins staging. The administration directory must exist. */
    Staging newStaging() throws IOException;

    /**
     * Begins staging for a directory that is no managed store, outside the administration directory. The root is made if it is missing.
     * What dead writers left there is removed.
     */
    Staging newLayoutStaging() throws IOException;

    /** Makes files, handles or directories survive a loss of power; many at once. Does nothing where that is switched off. */
    void sync(Collection<String> paths) throws IOException;

    /**
     * Puts a staged file at its path, whole. Missing directories are made. A handle works once.
     *
     * @throws java.nio.file.NoSuchFileException if the target directory vanished
     */
    Outcome publish(String handle, String path, Condition condition) throws IOException;

    /** Creates a file with its full content; exactly one of several callers gets true. */
    boolean claim(String path, byte[] content) throws IOException;

    /**
     * Removes a file if it has that version.
     *
     * @return false if a reader holds it open and the platform refuses; true if it is gone or has another version
     */
    boolean remove(String path, String version) throws IOException;

    /**
     * Removes a file in whatever version it has. One request where that needs no look first.
     *
     * @return false if a reader holds it open and the platform refuses; true if it is gone
     */
    default boolean remove(String path) throws IOException {
        Optional<StorageEntry> entry = stat(path);
        return entry.isEmpty() || remove(path, entry.get().version());
    }

    /** Removes a directory if it is empty; otherwise, or if it is absent, does nothing. */
    void removeEmpty(String directory) throws IOException;

    /**
     * Moves a directory with all that is in it, or a file, to a place where nothing is. Its content, modes and times stay. The parent
     * of {@code to} must exist. Called under the lock.
     *
     * <p>A file system renames and never copies: readers see the whole at one place or at the other. SMB: a rename that does not
     * replace. An object store has no rename: it copies each object without replacing, then deletes each source, and goes on where a
     * killed run stopped, that is, an object at {@code to} that equals its source is taken for its copy.
     *
     * @throws IOException if it cannot be moved for any other reason than those of {@link Move}; nothing was changed then
     */
    Move move(String from, String to) throws IOException;

    /**
     * Takes the store's lock. The administration directory must exist. While somebody has it {@link StorageNames#LOCK} is there.
     *
     * @throws StoreException {@code LOCK_TIMEOUT}
     * @throws java.util.concurrent.CancellationException if the request was cancelled
     */
    StoreLock lock(LockRequest request) throws IOException;

    /**
     * Removes what dead writers left staged. Called under the lock.
     *
     * @param inUse handles that a plan still names
     */
    void discardAbandoned(Set<String> inUse) throws IOException;

    /** Releases what the storage holds; locks and staging are closed by their users. */
    @Override
    void close() throws IOException;

    /**
     * All bytes of a small file; empty if it is absent.
     *
     * @param limit the largest size accepted, in bytes
     * @throws StoreException {@code DAMAGED} if it is larger
     */
    default Optional<byte[]> readAll(String path, int limit) throws IOException {
        try (StorageFile file = open(path)) {
            if (file.size() > limit) {
                throw new StoreException(
                        StoreException.Reason.DAMAGED,
                        path + ": " + file.size() + " bytes, more than the " + limit + " allowed for this file");
            }
            byte[] bytes = new byte[(int) file.size()];
            file.read(0, bytes, 0, bytes.length);
            return Optional.of(bytes);
        } catch (java.nio.file.NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * A small file with its version; empty if it is absent. If it is replaced meanwhile the version may be an earlier one than the
     * content, never a later one. One request where reading tells the version.
     *
     * @param limit the largest size accepted, in bytes
     * @throws StoreException {@code DAMAGED} if it is larger
     */
    default Optional<StorageText> read(String path, int limit) throws IOException {
        Optional<StorageEntry> entry = statFile(path);
        Optional<byte[]> bytes = entry.isPresent() ? readAll(path, limit) : Optional.empty();
        return bytes.map(content -> new StorageText(entry.get(), content));
    }
}
