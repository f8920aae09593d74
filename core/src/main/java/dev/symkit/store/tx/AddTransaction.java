// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.layout.EntryKind;
import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.layout.RefsLine;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.TransactionFile;
import dev.symkit.store.layout.TransactionRecord;
import dev.symkit.store.storage.SourceException;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Steps 4 to 9 of an add, under the lock. */
final class AddTransaction {
    private final Transaction transaction;
    private final Preparation preparation;
    private final EngineOptions options;
    private final EngineListener listener;
    private final StoreView view;
    private final Placement places;
    private final Map<Prepared, Plan.Publish> refs = Collections.synchronizedMap(new HashMap<>());

    AddTransaction(
            StoreStorage storage,
            Transaction transaction,
            Preparation preparation,
            EngineOptions options,
            EngineListener listener) {
        this.transaction = transaction;
        this.preparation = preparation;
        this.options = options;
        this.listener = listener;
        this.view = new StoreView(storage);
        this.places = new Placement(storage);
    }

    /** Empty if another writer took the id. */
    Optional<AddResult> run(AddRequest request, List<Prepared> groups, LocalDateTime start, boolean created)
            throws IOException {
        if (view.admin(StoreNames.NO_REFS).isPresent()) {
            throw new StoreException(
                    StoreException.Reason.NO_REFERENCES,
                    "the store was created with -:NOREFS; adding to it is not supported yet");
        }
        places.find(groups, view.tier(), options.parallel());
        options.parallel().forEach(groups, places::makeDirectory);
        EntryResult[] results = new EntryResult[request.entries().size()];
        for (Prepared group : groups) {
            decide(group, results);
        }
        options.parallel().forEach(groups, group -> stageRefs(group, results));
        for (Prepared group : groups) {
            Plan.Publish publish = refs.get(group);
            if (publish != null) {
                transaction.publish(publish);
            }
        }
        publishRecords(request, start, results);
        Optional<Set<String>> kept = transaction.commit("add", options, listener);
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        List<String> notes = request.options().twoTier() && !created
                ? List.of("'/3' has no effect on an existing store.")
                : List.of();
        return Optional.of(new AddResult(Optional.of(transaction.id()), finished(results, kept.get()), notes));
    }

    /** Works out the results of a group, and puts its stored file and its removals into the plan. */
    private void decide(Prepared group, EntryResult[] results) throws IOException {
        Place place = places.of(group);
        if (group.first().secondary() && places.isOtherThanPortable(place)) {
            for (int i = 0; i < group.entries.size(); i++) {
                group.errors.putIfAbsent(i, "a Windows PDB is stored under this key");
            }
        }
        boolean same = group.chosen() >= 0 && storedAlready(group, place);
        boolean replaced = group.chosen() >= 0 && !same && place.stored().isPresent();
        for (int i = 0; i < group.entries.size(); i++) {
            AddEntry entry = group.entries.get(i);
            String error = group.errors.get(i);
            results[group.positions.get(i)] = error != null
                    ? new EntryResult(entry, EntryResult.Status.ERROR, place.path(), false, false, false, error)
                    : new EntryResult(
                            entry,
                            same ? EntryResult.Status.SAME : EntryResult.Status.STORED,
                            place.path(),
                            false,
                            (replaced && i == group.chosen()) || group.differing.contains(i),
                            i == group.chosen() && place.classChanges(entry),
                            "");
        }
        if (group.chosen() >= 0) {
            group.handle.filter(handle -> !same).ifPresent(handle -> transaction.publishStored(handle, place.path()));
            places.otherForms(place).forEach(transaction::remove); // the last reference is a plain file now
        }
    }

    /** Whether the stored copy seen without the lock is still there; if not, the source is staged now. */
    private boolean storedAlready(Prepared group, Place place) throws IOException {
        if (group.same.isEmpty()) {
            return false;
        }
        Prepared.Copy copy = group.same.get();
        if (copy.path().equals(place.path())
                && place.stored().map(StorageEntry::version).equals(Optional.of(copy.version()))) {
            return true;
        }
        int chosen = group.chosen();
        try {
            SourceFile source = group.entries.get(chosen).source();
            group.handle = Optional.of(preparation.stage(source, place.path(), group));
            if (!preparation.sum(source, group).equals(group.sum)) {
                throw new SourceException("the file changed while it was added");
            }
        } catch (SourceException e) {
            group.errors.put(chosen, String.valueOf(e.getMessage()));
            group.handle = Optional.empty();
            for (int i = 0; i < chosen; i++) {
                group.errors.putIfAbsent(i, String.valueOf(e.getMessage()));
            }
        }
        group.same = Optional.empty();
        return false;
    }

    private void stageRefs(Prepared group, EntryResult[] results) throws IOException {
        Place place = places.of(group);
        RefsFile file = place.refs();
        boolean any = false;
        for (int i = 0; i < group.entries.size(); i++) {
            AddEntry entry = group.entries.get(i);
            if (results[group.positions.get(i)].status() != EntryResult.Status.ERROR) {
                any = true;
                file = file.with(new RefsLine(
                        transaction.id(),
                        EntryKind.FILE,
                        entry.source().recordedPath(),
                        entry.symbolClass().text(),
                        false,
                        ""));
            }
        }
        if (any) {
            refs.put(group, transaction.stageText(place.refsPath(), file.bytes(), place.refsEntry()));
        }
    }

    private void publishRecords(AddRequest request, LocalDateTime start, EntryResult[] results) throws IOException {
        List<TransactionFile.Entry> lines = new ArrayList<>();
        for (EntryResult result : results) {
            if (result.status() != EntryResult.Status.ERROR) {
                String[] parts = result.path().split("/", -1);
                lines.add(new TransactionFile.Entry(
                        parts[parts.length - 3],
                        parts[parts.length - 2],
                        result.entry().source().recordedPath()));
            }
        }
        TransactionRecord record = TransactionRecord.of(
                transaction.id(), EntryKind.FILE, start, request.product(), request.version(), request.comment());
        transaction.publishAdmin(
                transaction.id().text(), TransactionFile.of(lines).bytes());
        transaction.publishRecords(view.history().with(record), view.server().with(record));
    }

    private static List<EntryResult> finished(EntryResult[] results, Set<String> kept) {
        return Arrays.stream(results)
                .map(result -> result.status() == EntryResult.Status.STORED && kept.contains(result.path())
                        ? new EntryResult(
                                result.entry(),
                                EntryResult.Status.ERROR,
                                result.path(),
                                false,
                                false,
                                false,
                                "the stored file is in use and keeps its old content")
                        : result)
                .toList();
    }
}
