// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.convert;

import dev.symkit.store.layout.Tier;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreLock;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import dev.symkit.symstore.Failure;
import dev.symkit.symstore.StoreTarget;
import dev.symkit.symstore.TransactionListener;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * {@code convertstore}: converts a store between the one-tier and the two-tier layout by renaming its directories
 * (symbol-store-format 9). Can be killed at any moment and run again; add and del refuse to work until a conversion is finished.
 */
public final class ConvertStore {
    private static final int NO_ADMIN = 3;
    private static final int DENIED = 5;
    private static final int IN_USE = 33;
    private static final ConvertReport ALREADY = new ConvertReport(2, true, 0, 0, List.of());

    /**
     * Opens a store and converts it.
     *
     * @throws LockFailedException if there is no 000Admin, or the lock was not to be had
     * @throws StoreException if the text names no store that can be reached, or the lock was lost
     * @throws java.util.concurrent.CancellationException if the run was cancelled; another run goes on
     */
    public ConvertReport run(ConvertRequest request, ConvertListener listener) throws IOException {
        StoreTarget target = request.target();
        try (StoreStorage storage =
                StoreStorages.open(target.location(), target.workingDirectory(), new StorageOptions(target.sync()))) {
            return run(storage, request, listener);
        }
    }

    /** Converts the store behind a storage, whatever the store of the request is. */
    ConvertReport run(StoreStorage storage, ConvertRequest request, ConvertListener listener) throws IOException {
        if (storage.stat("").isEmpty()) {
            throw new LockFailedException(NO_ADMIN, "the store does not exist");
        }
        if (storage.stat(storage.adminDirectory()).isEmpty() && !request.createAdmin()) {
            throw new LockFailedException(
                    NO_ADMIN, "there is no 000Admin directory in the store; --create-admin creates one");
        }
        Optional<Tier> wanted = wanted(storage, request);
        if (wanted.isEmpty()) {
            return ALREADY;
        }
        if (request.listOnly()) {
            return list(storage, wanted.get(), listener);
        }
        try (StoreLock lock = lock(storage, request, listener)) {
            Optional<Tier> tier = wanted(storage, request); // somebody else may have converted it meanwhile
            return tier.isEmpty()
                    ? ALREADY
                    : new Conversion(storage, lock, tier.get(), listener)
                            .run(request.target().cancelled());
        }
    }

    /** The layout to convert to; empty if nothing was asked for by name and the store is two-tier. */
    private static Optional<Tier> wanted(StoreStorage storage, ConvertRequest request) throws IOException {
        if (request.tier().isPresent()) {
            return Optional.of(request.tier().getAsInt() == 1 ? Tier.ONE : Tier.TWO);
        }
        Optional<Tier> unfinished = new Journal(storage).read();
        return unfinished.isPresent() || !Conversion.markers(storage).isEmpty() ? unfinished : Optional.of(Tier.TWO);
    }

    private static ConvertReport list(StoreStorage storage, Tier tier, ConvertListener listener) throws IOException {
        List<Plan.Step> steps = Plan.of(storage, tier).steps();
        int merged = 0;
        for (Plan.Step step : steps) {
            boolean merge =
                    step.way() == Plan.Way.DIRECT && storage.stat(step.to()).isPresent();
            merged += merge ? 1 : 0;
            listener.moved(new Rename(step.from(), step.to(), merge));
        }
        return new ConvertReport(tier == Tier.TWO ? 2 : 1, false, steps.size() - merged, merged, List.of());
    }

    private static StoreLock lock(StoreStorage storage, ConvertRequest request, ConvertListener listener)
            throws IOException {
        StoreTarget target = request.target();
        TransactionListener waiting = new TransactionListener() {
            @Override
            public void waiting(String holder) {
                listener.waiting(holder);
            }
        };
        try {
            storage.makeDirectory(storage.adminDirectory());
            return target.engine(storage, waiting).lockRecovered("convertstore");
        } catch (IOException e) {
            Failure failure = Failure.of(e);
            if (failure.exitCode() == DENIED || failure.exitCode() == IN_USE) {
                throw new LockFailedException(failure.exitCode(), failure.text(), e);
            }
            throw e;
        }
    }
}
