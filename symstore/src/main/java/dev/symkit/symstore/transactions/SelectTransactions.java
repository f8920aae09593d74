// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.transactions;

import dev.symkit.parallel.Parallel;
import dev.symkit.store.layout.ServerFile;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.layout.TransactionRecord;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.symstore.transactions.TransactionRow.Size;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Works out which transactions {@link Selectors} select, and what deleting them one after the other frees. */
final class SelectTransactions {
    private final StoreStorage storage;
    private final ZoneId zone;
    private final Parallel parallel;

    SelectTransactions(StoreStorage storage, ZoneId zone, Parallel parallel) {
        this.storage = storage;
        this.zone = zone;
        this.parallel = parallel;
    }

    /**
     * What is selected.
     *
     * @param rows the transactions, oldest first, each with what its deletion frees once those before it are gone
     * @param missing single ids asked for that no live transaction has
     * @param excess by how many bytes the store will still be too large; 0 without a limit
     */
    record Selection(List<TransactionRow> rows, List<TransactionId> missing, long excess) {}

    /** Selects among live transactions. */
    Selection run(ServerFile server, Selectors selectors) throws IOException {
        List<TransactionRecord> live = server.transactions().stream()
                .sorted(Comparator.comparing(TransactionRecord::id))
                .toList();
        List<TransactionRecord> candidates = candidates(live, selectors);
        List<TransactionId> missing = missing(live, selectors);
        if (candidates.isEmpty() && selectors.maxSize().isEmpty()) {
            return new Selection(List.of(), missing, 0);
        }
        StoreUse use = StoreUse.read(storage, live, parallel);
        return selectors.maxSize().isPresent()
                ? untilSmall(candidates, missing, use, selectors.maxSize())
                : all(candidates, missing, use);
    }

    private List<TransactionRecord> candidates(List<TransactionRecord> live, Selectors selectors) {
        Set<TransactionId> kept = new HashSet<>();
        if (selectors.keepLast().isPresent()) {
            Map<String, Integer> ofProduct = new HashMap<>();
            for (int i = live.size() - 1; i >= 0; i--) {
                int newer = ofProduct.merge(live.get(i).product(), 1, Integer::sum);
                if (newer <= selectors.keepLast().getAsInt()) {
                    kept.add(live.get(i).id());
                }
            }
        }
        return live.stream()
                .filter(record -> selectors.ids().isEmpty()
                        || selectors.ids().stream().anyMatch(range -> range.contains(record.id())))
                .filter(record -> selectors.filter().matches(record, zone))
                .filter(record -> !kept.contains(record.id()))
                .toList();
    }

    private static List<TransactionId> missing(List<TransactionRecord> live, Selectors selectors) {
        Set<TransactionId> ids = new HashSet<>();
        live.forEach(record -> ids.add(record.id()));
        return selectors.ids().stream()
                .filter(range -> range.isSingle() && !ids.contains(range.first()))
                .map(Selectors.IdRange::first)
                .distinct()
                .toList();
    }

    private static Selection all(List<TransactionRecord> candidates, List<TransactionId> missing, StoreUse use)
            throws IOException {
        List<List<StoreUse.Use>> freed = new ArrayList<>();
        for (TransactionRecord candidate : candidates) {
            freed.add(use.release(candidate.id()));
        }
        use.measure(freed.stream().flatMap(List::stream).toList());
        List<TransactionRow> rows = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            rows.add(TransactionRow.of(candidates.get(i), Optional.of(sum(freed.get(i)))));
        }
        return new Selection(rows, missing, 0);
    }

    private static Selection untilSmall(
            List<TransactionRecord> candidates, List<TransactionId> missing, StoreUse use, OptionalLong maxSize)
            throws IOException {
        use.measure(use.all());
        long excess = sum(use.all()).bytes() - maxSize.orElse(Long.MAX_VALUE);
        List<TransactionRow> rows = new ArrayList<>();
        for (TransactionRecord candidate : candidates) {
            if (excess <= 0) {
                break;
            }
            Size freed = sum(use.release(candidate.id()));
            excess -= freed.bytes();
            rows.add(TransactionRow.of(candidate, Optional.of(freed)));
        }
        return new Selection(rows, missing, Math.max(0, excess));
    }

    private static Size sum(Iterable<StoreUse.Use> uses) {
        Size sum = Size.ZERO;
        for (StoreUse.Use use : uses) {
            sum = sum.plus(use.size());
        }
        return sum;
    }
}
