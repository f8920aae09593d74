// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.transactions;

import dev.symkit.parallel.Parallel;
import dev.symkit.store.layout.EntryKind;
import dev.symkit.store.layout.ServerFile;
import dev.symkit.store.layout.TransactionFile;
import dev.symkit.store.layout.TransactionRecord;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StoreView;
import dev.symkit.symstore.Printable;
import dev.symkit.symstore.StoreTarget;
import dev.symkit.symstore.transactions.TransactionRow.Size;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code symstore list}: the live transactions of a store. Takes no lock. */
public final class ListTransactions {

    /**
     * One listing.
     *
     * @param target the store
     * @param filter which transactions
     * @param files whether their entries are listed too: their files are read then
     * @param sizes whether the stored files are counted, each of which is looked at then
     */
    public record Request(StoreTarget target, TransactionFilter filter, boolean files, boolean sizes) {}

    /**
     * One transaction.
     *
     * @param row what {@code server.txt} says
     * @param entries what it stored, in the order of its file; empty if that was not asked for
     */
    public record Listed(TransactionRow row, List<Entry> entries) {}

    /**
     * One entry of a transaction.
     *
     * @param name the stored file's name
     * @param key its index string
     * @param source the path that was added
     */
    public record Entry(String name, String key, String source) {}

    /**
     * What was found.
     *
     * @param transactions in the order of {@code server.txt}
     * @param total the stored files of all of them, each counted once; empty if that was not asked for
     * @param notes what else is worth saying
     */
    public record Report(List<Listed> transactions, Optional<Size> total, List<String> notes) {}

    /** Lists the transactions. */
    public Report run(Request request) throws IOException {
        StoreTarget target = request.target();
        try (StoreStorage storage = target.open()) {
            target.requireStore(storage);
            StoreView view = new StoreView(storage);
            ServerFile server = view.server();
            List<TransactionRecord> records = server.transactions().stream()
                    .filter(record ->
                            request.filter().matches(record, target.clock().getZone()))
                    .toList();
            List<String> notes = new ArrayList<>();
            for (String line : server.malformed()) {
                notes.add("Not a transaction in server.txt: " + Printable.of(line));
            }
            if (!request.files() && !request.sizes()) {
                List<Listed> rows = records.stream()
                        .map(record -> new Listed(TransactionRow.of(record, Optional.empty()), List.of()))
                        .toList();
                return new Report(rows, Optional.empty(), notes);
            }
            Parallel parallel = target.parallel();
            List<Optional<TransactionFile>> files = parallel.map(records, record -> view.transaction(record.id()));
            for (int i = 0; i < records.size(); i++) {
                if (files.get(i).isEmpty()) {
                    notes.add("The file of transaction " + records.get(i).id() + " is missing.");
                }
            }
            Map<String, Size> sizes = request.sizes() ? sizes(storage, parallel, records, files) : Map.of();
            return report(request, records, files, sizes, notes);
        }
    }

    private static Map<String, Size> sizes(
            StoreStorage storage,
            Parallel parallel,
            List<TransactionRecord> records,
            List<Optional<TransactionFile>> files)
            throws IOException {
        Map<String, TransactionFile.Entry> keys = new LinkedHashMap<>();
        for (int i = 0; i < records.size(); i++) {
            if (records.get(i).kind() == EntryKind.FILE) {
                files.get(i)
                        .ifPresent(file -> file.entries().forEach(entry -> keys.putIfAbsent(entry.directory(), entry)));
            }
        }
        StoredSizes stored = new StoredSizes(storage);
        List<Size> found = parallel.map(List.copyOf(keys.values()), stored::of);
        Map<String, Size> sizes = new LinkedHashMap<>();
        int at = 0;
        for (String key : keys.keySet()) {
            sizes.put(key, found.get(at++));
        }
        return sizes;
    }

    private static Report report(
            Request request,
            List<TransactionRecord> records,
            List<Optional<TransactionFile>> files,
            Map<String, Size> sizes,
            List<String> notes) {
        List<Listed> listed = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            List<TransactionFile.Entry> entries =
                    files.get(i).map(TransactionFile::entries).orElse(List.of());
            boolean stored = records.get(i).kind() == EntryKind.FILE;
            Optional<Size> size =
                    request.sizes() ? Optional.of(stored ? sum(entries, sizes) : Size.ZERO) : Optional.empty();
            listed.add(new Listed(
                    TransactionRow.of(records.get(i), size),
                    request.files()
                            ? entries.stream()
                                    .map(entry -> new Entry(entry.name(), entry.index(), entry.source()))
                                    .toList()
                            : List.of()));
        }
        Optional<Size> total =
                request.sizes() ? Optional.of(sizes.values().stream().reduce(Size.ZERO, Size::plus)) : Optional.empty();
        return new Report(listed, total, notes);
    }

    private static Size sum(List<TransactionFile.Entry> entries, Map<String, Size> sizes) {
        Set<String> counted = new HashSet<>();
        Size sum = Size.ZERO;
        for (TransactionFile.Entry entry : entries) {
            String key = entry.directory();
            if (counted.add(key)) {
                sum = sum.plus(sizes.getOrDefault(key, Size.ZERO));
            }
        }
        return sum;
    }
}
