// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.StoreText;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The committed plans of a store that nobody has carried out, and what they are going to change: that is neither right nor wrong yet.
 * Of a plan only this is used: the last field of each line is the path the line changes.
 *
 * @param files names of the plans, ascending
 * @param ids ids of the plans, and of the transactions whose files they change
 * @param directories directories of those files
 */
record PendingPlans(List<String> files, Set<TransactionId> ids, Set<String> directories) {

    static PendingPlans read(StoreView view, List<String> adminNames) throws IOException {
        List<String> files = adminNames.stream()
                .filter(name -> name.endsWith(StoreNames.PENDING)
                        && TransactionId.parseExact(stem(name, StoreNames.PENDING))
                                .isPresent())
                .toList();
        Set<TransactionId> ids = new TreeSet<>();
        Set<String> directories = new HashSet<>();
        for (String file : files) {
            TransactionId.parseExact(stem(file, StoreNames.PENDING)).ifPresent(ids::add);
            for (String path : pathsOf(StoreText.decode(view.admin(file).orElse(new byte[0])))) {
                String name = path.substring(path.lastIndexOf('/') + 1);
                idOf(name).ifPresent(ids::add);
                directories.add(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
            }
        }
        return new PendingPlans(files, ids, directories);
    }

    private static List<String> pathsOf(String plan) {
        List<String> lines = plan.lines().toList();
        if (lines.isEmpty() || !lines.get(lines.size() - 1).startsWith("end\t")) {
            return List.of(); // never committed as a whole, and so never begun
        }
        return lines.stream()
                .filter(line -> line.startsWith("publish\t") || line.startsWith("remove\t"))
                .map(line -> line.substring(line.lastIndexOf('\t') + 1))
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
