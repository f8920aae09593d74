// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A storage that does what another one does; tests override what they look at or disturb. */
public class ForwardingStorage implements StoreStorage {
    private final StoreStorage real;

    /** Does what {@code real} does. */
    public ForwardingStorage(StoreStorage real) {
        this.real = real;
    }

    @Override
    public String separator() {
        return real.separator();
    }

    @Override
    public String adminDirectory() {
        return real.adminDirectory();
    }

    @Override
    public boolean canonicalNames() {
        return real.canonicalNames();
    }

    @Override
    public boolean needsDirectories() {
        return real.needsDirectories();
    }

    @Override
    public List<String> list(String directory) throws IOException {
        return real.list(directory);
    }

    @Override
    public Optional<StorageEntry> stat(String path) throws IOException {
        return real.stat(path);
    }

    @Override
    public StorageFile open(String path) throws IOException {
        return real.open(path);
    }

    @Override
    public void createRoot() throws IOException {
        real.createRoot();
    }

    @Override
    public void makeDirectory(String path) throws IOException {
        real.makeDirectory(path);
    }

    @Override
    public Staging newStaging() throws IOException {
        return real.newStaging();
    }

    @Override
    public Staging newLayoutStaging() throws IOException {
        return real.newLayoutStaging();
    }

    @Override
    public Move move(String from, String to) throws IOException {
        return real.move(from, to);
    }

    @Override
    public void sync(Collection<String> paths) throws IOException {
        real.sync(paths);
    }

    @Override
    public Outcome publish(String handle, String path, Condition condition) throws IOException {
        return real.publish(handle, path, condition);
    }

    @Override
    public boolean claim(String path, byte[] content) throws IOException {
        return real.claim(path, content);
    }

    @Override
    public boolean remove(String path, String version) throws IOException {
        return real.remove(path, version);
    }

    @Override
    public void removeEmpty(String directory) throws IOException {
        real.removeEmpty(directory);
    }

    @Override
    public StoreLock lock(LockRequest request) throws IOException {
        return real.lock(request);
    }

    @Override
    public void discardAbandoned(Set<String> inUse) throws IOException {
        real.discardAbandoned(inUse);
    }

    @Override
    public void close() throws IOException {
        real.close();
    }
}
