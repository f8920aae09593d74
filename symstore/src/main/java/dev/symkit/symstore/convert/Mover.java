// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.convert;

import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.storage.Move;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreLock;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Moves entries, and merges two directories of one entry. Each step can be repeated, and between two steps readers find everything.
 * What cannot be moved is recorded and left where it is. Confined to one thread.
 */
final class Mover {
    private static final int MOVES_BETWEEN_LOCK_CHECKS = 1000;

    private final StoreStorage storage;
    private final StoreLock lock;
    private final List<ConvertReport.NotMoved> errors = new ArrayList<>();
    private final Set<String> touched = new TreeSet<>();
    private int moves;

    Mover(StoreStorage storage, StoreLock lock) {
        this.storage = storage;
        this.lock = lock;
    }

    /** A step that may fail. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    /** What could not be moved. */
    List<ConvertReport.NotMoved> errors() {
        return errors;
    }

    /** Directories whose content changed. */
    Set<String> touched() {
        return touched;
    }

    /**
     * Carries out a step; a failure is recorded. A storage that fails altogether shows when it is asked for the lock.
     *
     * @return whether all of it went well
     */
    boolean attempt(String path, Action action) throws IOException {
        int before = errors.size();
        try {
            action.run();
        } catch (IOException e) {
            if (e instanceof StoreException store && store.reason() == StoreException.Reason.LOCK_LOST) {
                throw e;
            }
            errors.add(new ConvertReport.NotMoved(path, describe(e)));
            checkLock();
        }
        return errors.size() == before;
    }

    private static String describe(IOException e) {
        if (e instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return e.getClass() == IOException.class
                ? String.valueOf(e.getMessage())
                : e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    /** Makes sure that nobody took the lock away. */
    void checkLock() throws IOException {
        if (!lock.stillHeld()) {
            throw new StoreException(
                    StoreException.Reason.LOCK_LOST, "the store's lock was lost; run convertstore again to go on");
        }
    }

    /** Moves an entry; merges it with what is at its new place. Gives back whether there was something. */
    boolean moveEntry(String from, String to) throws IOException {
        touch(from);
        touch(to);
        if (move(from, to) != Move.OCCUPIED) {
            return false;
        }
        mergeEntry(from, to);
        return true;
    }

    private void touch(String path) {
        touched.add(parent(path));
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** Moves something; {@code IN_USE} is an exception. */
    private Move move(String from, String to) throws IOException {
        if (moves++ % MOVES_BETWEEN_LOCK_CHECKS == 0) {
            checkLock();
        }
        Move result = storage.move(from, to);
        if (result == Move.IN_USE) {
            throw new FileSystemException(from, to, "a file in it is in use");
        }
        return result;
    }

    private void mergeEntry(String from, String to) throws IOException {
        touched.add(to);
        Map<String, String> there = new HashMap<>();
        storage.list(to).forEach(name -> there.put(name.toLowerCase(Locale.ROOT), name));
        for (String key : storage.list(from).stream().sorted().toList()) {
            String source = from + "/" + key;
            String target = to + "/" + there.getOrDefault(key.toLowerCase(Locale.ROOT), key);
            attempt(source, () -> mergeKey(source, target));
        }
        storage.removeEmpty(from);
    }

    private void mergeKey(String from, String to) throws IOException {
        if (move(from, to) != Move.OCCUPIED) {
            return;
        }
        if (RootDirectory.isDirectory(storage, from) && RootDirectory.isDirectory(storage, to)) {
            String directory = parent(from);
            new KeyMerge(storage, directory.substring(directory.lastIndexOf('/') + 1), from, to).run();
            moveContent(from, to);
        } else {
            throw occupied(from, to);
        }
    }

    private static IOException occupied(String from, String to) {
        return new FileSystemException(from, to, "there is a " + to + " already");
    }

    /** Moves what is in a directory to another one, references last: they tell which side the files are of. */
    private void moveContent(String from, String to) throws IOException {
        touched.add(to);
        Comparator<String> order = Comparator.comparing(RefsFile.NAME::equalsIgnoreCase);
        for (String child : storage.list(from).stream()
                .sorted(order.thenComparing(Comparator.naturalOrder()))
                .toList()) {
            String source = from + "/" + child;
            String target = to + "/" + child;
            if (move(source, target) != Move.OCCUPIED) {
                continue;
            }
            if (RootDirectory.isDirectory(storage, source) && RootDirectory.isDirectory(storage, target)) {
                moveContent(source, target);
            } else {
                throw occupied(source, target);
            }
        }
        storage.removeEmpty(from);
    }
}
