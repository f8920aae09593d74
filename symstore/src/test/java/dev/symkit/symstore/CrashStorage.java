// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import dev.symkit.store.storage.Condition;
import dev.symkit.store.storage.LockRequest;
import dev.symkit.store.storage.Move;
import dev.symkit.store.storage.Outcome;
import dev.symkit.store.storage.StagedContent;
import dev.symkit.store.storage.Staging;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StorageFile;
import dev.symkit.store.storage.StoreLock;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A storage that tells a {@link Point} of every call that changes something, before and after it. */
final class CrashStorage implements StoreStorage {
    private final StoreStorage real;
    private final Point point;

    /** Where a test makes calls fail or stop. */
    interface Point {
        /** A call is about to be made. */
        void before(String call) throws IOException;

        /** The call was made and succeeded. */
        void after(String call) throws IOException;
    }

    /** What a test does before a call. */
    @FunctionalInterface
    interface Before {
        /** A call is about to be made. */
        void call(String call) throws IOException;
    }

    /** A point that does something before each call and nothing after it: that is the moment before the next. */
    static Point before(Before action) {
        return new Point() {
            @Override
            public void before(String call) throws IOException {
                action.call(call);
            }

            @Override
            public void after(String call) {
                // see above
            }
        };
    }

    private interface Action<T> {
        T run() throws IOException;
    }

    CrashStorage(StoreStorage real, Point point) {
        this.real = real;
        this.point = point;
    }

    private <T> T at(String call, Action<T> action) throws IOException {
        point.before(call);
        T result = action.run();
        point.after(call);
        return result;
    }

    /** What is closed is closed, whatever the point does: a live process does not keep a lock it gave up. */
    private void closing(String call, Action<Boolean> close) throws IOException {
        try {
            point.before(call);
        } finally {
            close.run();
        }
        point.after(call);
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
        at("createRoot", () -> {
            real.createRoot();
            return true;
        });
    }

    @Override
    public void makeDirectory(String path) throws IOException {
        at("makeDirectory " + path, () -> {
            real.makeDirectory(path);
            return true;
        });
    }

    @Override
    public Staging newStaging() throws IOException {
        point.before("newStaging");
        return new CrashStaging(real.newStaging());
    }

    @Override
    public Staging newLayoutStaging() throws IOException {
        point.before("newLayoutStaging");
        return new CrashStaging(real.newLayoutStaging());
    }

    @Override
    public void sync(Collection<String> paths) throws IOException {
        at("sync " + paths.size(), () -> {
            real.sync(paths);
            return true;
        });
    }

    @Override
    public Outcome publish(String handle, String path, Condition condition) throws IOException {
        return at("publish " + path, () -> real.publish(handle, path, condition));
    }

    @Override
    public boolean claim(String path, byte[] content) throws IOException {
        return at("claim " + path, () -> real.claim(path, content));
    }

    @Override
    public boolean remove(String path, String version) throws IOException {
        return at("remove " + path, () -> real.remove(path, version));
    }

    @Override
    public void removeEmpty(String directory) throws IOException {
        at("removeEmpty " + directory, () -> {
            real.removeEmpty(directory);
            return true;
        });
    }

    @Override
    public Move move(String from, String to) throws IOException {
        return at("move " + from, () -> real.move(from, to));
    }

    @Override
    public StoreLock lock(LockRequest request) throws IOException {
        point.before("lock");
        return new CrashLock(real.lock(request));
    }

    @Override
    public void discardAbandoned(Set<String> inUse) throws IOException {
        at("discardAbandoned", () -> {
            real.discardAbandoned(inUse);
            return true;
        });
    }

    @Override
    public void close() throws IOException {
        real.close();
    }

    private final class CrashStaging implements Staging {
        private final Staging staging;

        CrashStaging(Staging staging) {
            this.staging = staging;
        }

        @Override
        public String stage(String path, StagedContent content, Optional<Instant> modified) throws IOException {
            return at("stage " + path, () -> staging.stage(path, content, modified));
        }

        @Override
        public void committed(boolean named) {
            staging.committed(named);
        }

        @Override
        public boolean intact() throws IOException {
            return staging.intact();
        }

        @Override
        public void close() throws IOException {
            closing("close staging", () -> {
                staging.close();
                return true;
            });
        }
    }

    private final class CrashLock implements StoreLock {
        private final StoreLock lock;

        CrashLock(StoreLock lock) {
            this.lock = lock;
        }

        @Override
        public boolean stillHeld() throws IOException {
            return lock.stillHeld();
        }

        @Override
        public void close() throws IOException {
            closing("unlock", () -> {
                lock.close();
                return true;
            });
        }
    }
}
