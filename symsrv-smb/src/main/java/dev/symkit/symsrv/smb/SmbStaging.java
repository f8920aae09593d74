// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.smb;

import dev.symkit.store.storage.StagedContent;
import dev.symkit.store.storage.Staging;
import dev.symkit.store.storage.StorageNames;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Staging in {@code 000Admin/tmp-<uuid>/}. The file {@code alive} in it stays open and locked for as long as this writer and its
 * connection live; a writer with a mount, or on the server, asks for the same lock. Thread-safe.
 */
final class SmbStaging implements Staging {
    private final SmbTree tree;
    private final String directory;
    private final SmbHandle alive;
    private final Optional<String> temporaryParent;
    private final AtomicInteger count = new AtomicInteger();
    private final Set<String> staged = ConcurrentHashMap.newKeySet();
    private volatile boolean keep;

    private SmbStaging(SmbTree tree, String directory, SmbHandle alive, Optional<String> temporaryParent) {
        this.tree = tree;
        this.directory = directory;
        this.alive = alive;
        this.temporaryParent = temporaryParent;
    }

    /** @param temporary whether the parent goes when it is empty */
    static SmbStaging begin(SmbTree tree, String parent, boolean temporary) throws IOException {
        String directory = parent + "/" + StorageNames.STAGING_PREFIX + UUID.randomUUID();
        tree.makeDirectory(directory);
        String file = directory + "/" + StorageNames.ALIVE;
        SmbHandle alive = tree.open(file + ".new", SmbMode.NEW_FILE); // found under its own name, it must be locked
        boolean locked = false;
        try {
            alive.lock();
            alive.rename(SmbNames.path(tree.root(), file), false);
            locked = true;
        } finally {
            if (!locked) {
                alive.close();
            }
        }
        return new SmbStaging(tree, directory, alive, temporary ? Optional.of(parent) : Optional.empty());
    }

    /** Place of the staging directory: the beginning of its handles, without the last slash. */
    String directory() {
        return directory;
    }

    @Override
    public String stage(String path, StagedContent content, Optional<Instant> modified) throws IOException {
        String place = directory + "/" + count.getAndIncrement();
        boolean whole = false;
        try (SmbHandle file = tree.open(place, SmbMode.NEW_FILE)) {
            try (OutputStream out = new SmbOutput(file)) {
                content.writeTo(out);
                out.flush();
                if (modified.isPresent()) {
                    file.setModified(modified.get());
                }
                whole = true;
            } finally {
                if (!whole) {
                    discard(file);
                }
            }
        }
        staged.add(place);
        return place;
    }

    private static void discard(SmbHandle file) {
        try {
            file.delete();
        } catch (IOException e) {
            // the reason for the failure is on its way already; cleaning up removes the file
        }
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
    public boolean intact() throws IOException {
        Set<String> there = new HashSet<>(tree.list(directory));
        return there.contains(StorageNames.ALIVE)
                && staged.stream().allMatch(handle -> there.contains(handle.substring(directory.length() + 1)));
    }

    @Override
    public void close() throws IOException {
        boolean kept = keep && !staged.isEmpty();
        try {
            if (!kept) {
                for (String handle : staged) {
                    tree.delete(handle);
                }
                staged.clear();
            }
        } finally {
            alive.close();
        }
        if (!kept) {
            SmbCleanup.delete(tree, directory + "/" + StorageNames.ALIVE);
            SmbCleanup.delete(tree, directory);
            if (temporaryParent.isPresent()) {
                SmbCleanup.delete(tree, temporaryParent.get());
            }
        }
    }
}
