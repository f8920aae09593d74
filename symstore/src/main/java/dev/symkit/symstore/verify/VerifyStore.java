// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.verify;

import dev.symkit.store.storage.LockRequest;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreLock;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.symstore.StoreTarget;
import java.io.IOException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.List;
import java.util.Optional;

/**
 * Checks whether the references, the transactions and the files of a store agree, and whether stored files, compressed ones too, are
 * whole and under their own key. Changes nothing.
 *
 * <p>Empty directories, abandoned staging and files that are not SymStore's are no problems. Reads without the store's lock; if
 * anything seems wrong, looks again under the lock, because a running transaction looks wrong too (symstore 11, our choice).
 */
public final class VerifyStore {
    /** Opens a store and checks it, as {@link #run(VerifyRequest)} does. */
    public VerifyReport run(StoreTarget target) throws IOException {
        return run(target, false);
    }

    /** The same, which also looks for the targets of pointers if asked to. */
    public VerifyReport run(StoreTarget target, boolean followPointers) throws IOException {
        try (StoreStorage storage = target.open()) {
            target.requireStore(storage);
            return run(VerifyRequest.of(target, storage, followPointers));
        }
    }

    /**
     * Checks a store.
     *
     * @throws StoreException {@code NOT_A_STORE}; {@code LOCK_TIMEOUT} if something seems wrong and the lock is not free
     * @throws java.util.concurrent.CancellationException if the run was cancelled
     * @throws IOException if the files of 000Admin or a directory cannot be read
     */
    public VerifyReport run(VerifyRequest request) throws IOException {
        if (!request.isManaged()) {
            return new VerifyReport(List.of(), List.of("The store has no 000Admin directory: nothing to check."));
        }
        StoreLook look = new StoreLook(request);
        Findings first = look.look(Optional.empty());
        if (first.all().isEmpty()) {
            return new VerifyReport(List.of(), first.notes());
        }
        LockRequest lockRequest =
                new LockRequest(request.lockTimeout(), "symstore verify", request.cancelled(), holder -> {});
        StoreLock lock;
        try {
            lock = request.storage().lock(lockRequest);
        } catch (StoreException e) {
            throw e;
        } catch (IOException | ReadOnlyFileSystemException e) {
            first.notes()
                    .add("The store cannot be locked (" + e.getMessage()
                            + "): a transaction running now may look like a problem.");
            return new VerifyReport(first.all(), first.notes());
        }
        try (lock) {
            Findings second = look.look(Optional.of(first));
            return new VerifyReport(second.all(), second.notes());
        }
    }
}
