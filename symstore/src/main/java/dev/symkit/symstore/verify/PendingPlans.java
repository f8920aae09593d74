// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.verify;

import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.tx.PendingPlan;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The plans of a store that nobody has carried out, and what they are going to change: that is neither right nor wrong yet.
 *
 * @param files names of the plans, and what there is to say of each
 * @param ids ids of the plans, and of the transactions whose files they change
 * @param directories directories of those files
 */
record PendingPlans(SortedMap<String, String> files, Set<TransactionId> ids, Set<String> directories) {

    static PendingPlans read(StoreView view, String admin, List<String> adminNames) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        Set<TransactionId> ids = new TreeSet<>();
        Set<String> directories = new HashSet<>();
        for (String file : adminNames) {
            if (PendingPlan.isPlan(file)) {
                TransactionId.parseExact(stem(file, StoreNames.PENDING)).ifPresent(ids::add);
                files.put(file, read(view, admin, file, ids, directories));
            }
        }
        return new PendingPlans(files, ids, directories);
    }

    private static String read(
            StoreView view, String admin, String file, Set<TransactionId> ids, Set<String> directories)
            throws IOException {
        try {
            Optional<PendingPlan> plan =
                    PendingPlan.read(admin + "/" + file, view.admin(file).orElse(new byte[0]));
            for (String path : plan.map(PendingPlan::paths).orElse(List.of())) {
                int slash = path.lastIndexOf('/');
                idOf(path.substring(slash + 1)).ifPresent(ids::add);
                directories.add(path.substring(0, Math.max(0, slash)));
            }
            return plan.isPresent()
                    ? "the transaction is recorded but not finished"
                    : "the plan of a transaction that was never begun";
        } catch (StoreException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** One problem for each plan. */
    List<Problem> problems(String admin) {
        return files.entrySet().stream()
                .map(plan -> new Problem(
                        Problem.UNFINISHED,
                        admin + "/" + plan.getKey(),
                        stem(plan.getKey(), StoreNames.PENDING),
                        plan.getValue()))
                .toList();
    }

    /** The id of a transaction whose file, {@code <id>} or {@code <id>.deleted}, has that name. */
    static Optional<TransactionId> idOf(String name) {
        return TransactionId.parseExact(stem(name, StoreNames.DELETED));
    }

    private static String stem(String name, String ending) {
        return name.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : name;
    }
}
