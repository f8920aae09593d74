// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.layout.EntryKind;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.layout.TransactionFile;
import dev.symkit.store.layout.TransactionRecord;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Steps 4 to 9 of an add, under the lock. */
final class AddTransaction {
    private final StoreStorage storage;
    private final Transaction transaction;
    private final Preparation preparation;
    private final EngineOptions options;
    private final EngineListener listener;
    private final List<Prepared> groups;
    private final StoreView view;

    AddTransaction(
            List<Prepared> groups,
            Transaction transaction,
            Preparation preparation,
            EngineOptions options,
            EngineListener listener) {
        this.storage = transaction.files().storage();
        this.groups = groups;
        this.transaction = transaction;
        this.preparation = preparation;
        this.options = options;
        this.listener = listener;
        this.view =
                new StoreView(storage, groups.stream().map(group -> group.key).toList());
    }

    /**
     * What an add knew before it had the lock, and since.
     *
     * @param start when it began
     * @param tier the layout it expects
     * @param unchanged whether no reference in the store has changed since the places were found
     * @param created whether it has made the store, as two-tier
     */
    record Before(LocalDateTime start, Tier tier, boolean unchanged, boolean created) {}

    /** Empty if another writer took the id. */
    Optional<AddResult> run(AddRequest request, Before before) throws IOException {
        AddOptions how = request.options();
        References.check(transaction.files(), view, how.references());
        Placement places = new Placement(view, true);
        if (before.unchanged()) {
            places.findAgain(groups, before.tier(), options.parallel(), preparation.places());
        } else {
            places.find(groups, view.tier(), options.parallel());
        }
        Resolved.Resolver resolver = new Resolved.Resolver(storage, places, preparation, how);
        List<Resolved> all = options.parallel().map(groups, resolver::resolve);
        List<Texts> texts = options.parallel().map(all, each -> stageTexts(each, how.references()));
        EntryResult[] results = new EntryResult[request.entries().size()];
        for (Resolved each : all) {
            each.results(results);
            each.staged().ifPresent(staged -> transaction.publishStored(staged.handle(), each.path()));
            each.removals().forEach(transaction::remove);
        }
        if (how.existing().leavesOutSame() && Arrays.stream(results).noneMatch(EntryResult::isReferenced)) {
            return Optional.of(new AddResult(Optional.empty(), List.of(results), List.of()));
        }
        texts.forEach(each -> each.references().ifPresent(transaction::publish));
        texts.forEach(each -> each.pointer().ifPresent(transaction::publish));
        if (!how.references() && !transaction.files().has(StoreNames.NO_REFS)) {
            transaction.publishAdmin(StoreNames.NO_REFS, new byte[0]);
        }
        publishRecords(request, before.start(), results);
        Optional<Set<String>> kept = transaction.commit("add", options, listener);
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        List<String> notes =
                how.twoTier() && !before.created() ? List.of("'/3' has no effect on an existing store.") : List.of();
        return Optional.of(new AddResult(Optional.of(transaction.id()), finished(results, kept.get()), notes));
    }

    /** The texts that change in one key directory. */
    private record Texts(Optional<Plan.Publish> references, Optional<Plan.Publish> pointer) {}

    private Texts stageTexts(Resolved each, boolean references) throws IOException {
        Place place = each.place();
        Decision decision = each.decision();
        Optional<Plan.Publish> refs = Optional.empty();
        if (references && decision.hasReferences()) {
            byte[] lines = decision.newReferences(transaction.id(), each.endsCompressed())
                    .bytes();
            refs = Optional.of(transaction.stageText(place.refsPath(), lines, place.refsEntry()));
        }
        Optional<Plan.Publish> pointer = Optional.empty();
        if (decision.pointer() == Decision.Pointer.IS_WRITTEN) {
            byte[] text = decision.newPointer().bytes();
            pointer = Optional.of(transaction.stageText(
                    place.pointerPath(), text, place.pointer().map(Place.Stored::entry)));
        }
        return new Texts(refs, pointer);
    }

    private void publishRecords(AddRequest request, LocalDateTime start, EntryResult[] results) throws IOException {
        List<TransactionFile.Entry> lines = new ArrayList<>();
        for (EntryResult result : results) {
            if (result.isReferenced()) {
                String[] parts = result.path().split("/", -1);
                lines.add(new TransactionFile.Entry(
                        parts[parts.length - 3],
                        parts[parts.length - 2],
                        result.entry().source().recordedPath()));
            }
        }
        EntryKind kind = request.options().pointers().isPresent() ? EntryKind.PTR : EntryKind.FILE;
        TransactionRecord record = TransactionRecord.of(
                transaction.id(), kind, start, request.product(), request.version(), request.comment());
        transaction.publishAdmin(
                transaction.id().text(), TransactionFile.of(lines).bytes());
        transaction.publishRecords(
                transaction.oldHistory().with(record), transaction.oldServer().with(record));
    }

    private static List<EntryResult> finished(EntryResult[] results, Set<String> kept) {
        return Arrays.stream(results)
                .map(result -> result.status() == EntryResult.Status.STORED && kept.contains(result.path())
                        ? result.inUse()
                        : result)
                .toList();
    }
}
