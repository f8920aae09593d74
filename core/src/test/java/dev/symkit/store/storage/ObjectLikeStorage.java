// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.io.IOException;

/**
 * A storage that keeps its files in another one and behaves as an object store does: names are canonical, and a directory is there for as
 * long as something is below it.
 */
public final class ObjectLikeStorage extends ForwardingStorage {
    /** Keeps its files in {@code real}, whose root is made. */
    public ObjectLikeStorage(StoreStorage real) throws IOException {
        super(real);
        real.createRoot();
    }

    @Override
    public boolean canonicalNames() {
        return true;
    }

    @Override
    public boolean needsDirectories() {
        return false;
    }

    @Override
    public void createRoot() {
        // nothing to make
    }

    @Override
    public void makeDirectory(String path) {
        // nothing to make
    }

    @Override
    public void removeEmpty(String directory) {
        // nothing to remove
    }

    @Override
    public boolean claim(String path, byte[] content) throws IOException {
        makeParent(path);
        return super.claim(path, content);
    }

    @Override
    public boolean remove(String path, String version) throws IOException {
        boolean removed = super.remove(path, version);
        removeParents(path);
        return removed;
    }

    @Override
    public Move move(String from, String to) throws IOException {
        makeParent(to);
        Move move = super.move(from, to);
        removeParents(from);
        removeParents(to); // if it was not moved
        return move;
    }

    private void makeParent(String path) throws IOException {
        int end = path.lastIndexOf('/');
        if (end > 0) {
            super.makeDirectory(path.substring(0, end));
        }
    }

    private void removeParents(String path) throws IOException {
        for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
            if (!path.substring(0, end).equals(adminDirectory())) {
                super.removeEmpty(path.substring(0, end));
            }
        }
    }
}
