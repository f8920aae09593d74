// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.verify;

import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StoreView;
import dev.symkit.symstore.StoreTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * What {@link VerifyStore} checks, or {@link RepairStore} mends.
 *
 * @param storage the store; stays open
 * @param jobs how many files are read at a time, at least 1
 * @param lockTimeout how long to wait for the store's lock
 * @param cancelled asked now and then; true ends the run with {@link java.util.concurrent.CancellationException}
 * @param temporary directory for the content of large compressed files
 * @param followPointers whether to look for the targets of pointers
 */
public record VerifyRequest(
        StoreStorage storage,
        int jobs,
        Duration lockTimeout,
        BooleanSupplier cancelled,
        Path temporary,
        boolean followPointers) {
    /**
     * Whether there is anything to look at: a store without 000Admin has nothing.
     *
     * @throws StoreException {@code NOT_A_STORE}
     */
    boolean isManaged() throws IOException {
        if (!new StoreView(storage).isStore()) {
            throw new StoreException(StoreException.Reason.NOT_A_STORE, "the directory is not a symbol store");
        }
        return storage.stat(storage.adminDirectory()).isPresent();
    }

    static VerifyRequest of(StoreTarget target, StoreStorage storage, boolean followPointers) {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir", "."));
        return new VerifyRequest(
                storage, target.jobs(), target.lockTimeout(), target.cancelled(), temporary, followPointers);
    }
}
