// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import dev.symkit.parallel.Parallel;
import dev.symkit.path.UncPath;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import dev.symkit.store.tx.EngineListener;
import dev.symkit.store.tx.EngineOptions;
import dev.symkit.store.tx.StoreEngine;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * The store an operation works on, and how.
 *
 * @param store the text of {@code /s}
 * @param location where that is: the same text, or the directory where the share is mounted
 * @param workingDirectory what relative paths start from
 * @param jobs how many files are worked on at a time
 * @param lockTimeout how long to wait for the store's lock
 * @param sync whether data is forced to the device
 * @param clock the time of transactions, with the zone of the dates recorded
 * @param cancelled the user's wish to stop
 */
public record StoreTarget(
        String store,
        String location,
        Path workingDirectory,
        int jobs,
        Duration lockTimeout,
        boolean sync,
        Clock clock,
        BooleanSupplier cancelled) {

    /** A store that is where its text says. */
    public StoreTarget(
            String store,
            Path workingDirectory,
            int jobs,
            Duration lockTimeout,
            boolean sync,
            Clock clock,
            BooleanSupplier cancelled) {
        this(store, store, workingDirectory, jobs, lockTimeout, sync, clock, cancelled);
    }

    /** Opens the store, which need not exist. */
    public StoreStorage open() throws IOException {
        return StoreStorages.open(location, workingDirectory, new StorageOptions(sync));
    }

    /** Fails with the text of {@code /s} if what was opened is no store. */
    public void requireStore(StoreStorage storage) throws IOException {
        if (!new StoreView(storage).isStore()) {
            throw new StoreException(StoreException.Reason.NOT_A_STORE, "'" + store + "' is not a symbol store.");
        }
    }

    /** What makes transactions in the store that was opened. */
    public StoreEngine engine(StoreStorage storage, TransactionListener listener) {
        return new StoreEngine(storage, new EngineOptions(clock, jobs, lockTimeout, cancelled), new EngineListener() {
            @Override
            public void waiting(String holder) {
                listener.waiting(holder);
            }

            @Override
            public void committed(TransactionId id) {
                listener.committed(id.text());
            }

            @Override
            public void progress(long files, long bytes) {
                listener.progress(files, bytes);
            }
        });
    }

    /** Works on several files at a time. */
    public Parallel parallel() {
        return new Parallel(Math.max(1, jobs), cancelled);
    }

    /**
     * A path in a store as it is printed: the text of the store, then the parts; with backslashes behind a share.
     *
     * @param separator what stands between the parts on the store's file system
     */
    public static String shown(String store, String path, String separator) {
        String between = UncPath.isCertain(store) ? "\\" : separator;
        String end = store.endsWith(between) || store.endsWith("/") ? "" : between;
        return store + end + path.replace("/", between);
    }
}
