// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import dev.symkit.store.storage.LockRequest;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreLock;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.util.List;

/**
 * {@code symstore verify}: compares references, transactions and files. Reads without the lock; if anything seems wrong it
 * takes the lock and looks again, because a running transaction looks like damage. Changes nothing.
 */
public final class VerifyStore {

    /**
     * One thing that is wrong.
     *
     * @param kind a stable word, for example {@code missing-file}
     * @param path the file or directory, relative to the store root
     * @param id the transaction; empty if none is meant
     * @param message one sentence
     */
    public record Problem(String kind, String path, String id, String message) {}

    /**
     * What was found.
     *
     * @param problems in a fixed order
     * @param notes what else is worth saying
     */
    public record Report(List<Problem> problems, List<String> notes) {}

    /** Verifies a store. */
    public Report run(StoreTarget target) throws IOException {
        try (StoreStorage storage = Sources.open(target)) {
            if (!new StoreView(storage).isStore()) {
                throw new StoreException(
                        StoreException.Reason.NOT_A_STORE, "'" + target.store() + "' is not a symbol store.");
            }
            List<Problem> first = new StoreCheck(storage, target).run();
            if (first.isEmpty() || storage.stat(storage.adminDirectory()).isEmpty()) {
                return new Report(first, List.of());
            }
            LockRequest request =
                    new LockRequest(target.lockTimeout(), "symstore verify", target.cancelled(), holder -> {});
            StoreLock lock;
            try {
                lock = storage.lock(request);
            } catch (StoreException e) {
                throw e;
            } catch (IOException e) {
                return new Report(first, List.of("looked without the lock: " + Failure.describe(e)));
            }
            try (lock) {
                return new Report(new StoreCheck(storage, target).run(), List.of());
            }
        }
    }
}
