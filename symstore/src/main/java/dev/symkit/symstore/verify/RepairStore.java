// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.verify;

import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.tx.EngineListener;
import dev.symkit.store.tx.EngineOptions;
import dev.symkit.store.tx.RepairTransaction;
import dev.symkit.store.tx.StoreEngine;
import dev.symkit.store.view.StoreView;
import dev.symkit.symstore.StoreTarget;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks a store as {@link VerifyStore} does, and mends what can be mended without guessing ({@link Mending}). All of it happens under the
 * store's lock, and recovery comes first. Takes no transaction id (symstore 11, our choice).
 */
public final class RepairStore {
    /** 000Admin, then key directories, then what only showed after that. */
    private static final int MOST_ROUNDS = 4;

    /** Opens a store and mends it, as {@link #run(VerifyRequest)} does. */
    public VerifyReport run(StoreTarget target, boolean followPointers) throws IOException {
        try (StoreStorage storage = target.open()) {
            target.requireStore(storage);
            return run(VerifyRequest.of(target, storage, followPointers));
        }
    }

    /**
     * Mends a store.
     *
     * @throws StoreException {@code NOT_A_STORE}; {@code LOCK_TIMEOUT}; {@code UNFINISHED_CONVERSION}; {@code DAMAGED} if there is a
     *     plan that this version cannot carry out
     * @throws java.util.concurrent.CancellationException if the run was cancelled
     * @throws IOException if the store cannot be read or written
     */
    public VerifyReport run(VerifyRequest request) throws IOException {
        if (!request.isManaged()) {
            return new VerifyReport(List.of(), List.of("The store has no 000Admin directory: nothing to repair."));
        }
        StoreStorage storage = request.storage();
        String admin = storage.adminDirectory();
        List<Problem> unfinished = PendingPlans.read(new StoreView(storage), admin, storage.list(admin))
                .problems(admin);
        EngineOptions options = new EngineOptions(
                Clock.systemUTC(), // a repair records no time
                request.jobs(),
                request.lockTimeout(),
                request.cancelled());
        return new StoreEngine(storage, options, EngineListener.NONE)
                .repair(transaction -> mend(request, transaction, unfinished));
    }

    private static VerifyReport mend(VerifyRequest request, RepairTransaction transaction, List<Problem> unfinished)
            throws IOException {
        StoreLook look = new StoreLook(request);
        Findings first = look.look(Optional.empty());
        Set<Problem> problems = new LinkedHashSet<>(unfinished);
        problems.addAll(first.all());
        Findings last = first;
        for (int round = 0; round < MOST_ROUNDS && !last.structure().isEmpty(); round++) {
            if (!new Mending(request, transaction).run(last)) {
                break;
            }
            last = look.look(Optional.of(first));
            problems.addAll(last.all());
        }
        for (String directory : last.empty()) {
            transaction.removeEmpty(directory);
        }
        List<String> notes = new ArrayList<>(last.notes());
        if (!last.empty().isEmpty()) {
            notes.add(last.empty().size() + " empty directories were removed.");
        }
        Set<Problem> repaired = new LinkedHashSet<>(problems);
        last.all().forEach(repaired::remove);
        return new VerifyReport(List.copyOf(problems), repaired, notes);
    }
}
