// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a committed plan that nobody has carried out is going to change.
 *
 * @param id its transaction
 * @param paths the files that it publishes or removes, relative to the store root
 */
public record PendingPlan(TransactionId id, List<String> paths) {
    /** Copies the list. */
    public PendingPlan {
        paths = List.copyOf(paths);
    }

    /** Whether a name in 000Admin is that of a plan. */
    public static boolean isPlan(String name) {
        return PlanRunner.isPlan(name);
    }

    /**
     * Reads a plan; empty if it was never committed as a whole, and so never begun.
     *
     * @param path the plan's file, relative to the store root
     * @throws StoreException {@code DAMAGED} for a whole plan that this version cannot carry out
     */
    public static Optional<PendingPlan> read(String path, byte[] bytes) throws StoreException {
        return Plan.parse(path, bytes)
                .map(plan -> new PendingPlan(
                        plan.id(),
                        Stream.concat(
                                        plan.publishes().stream().map(Plan.Publish::path),
                                        plan.removals().stream().map(Plan.Removal::path))
                                .toList()));
    }
}
