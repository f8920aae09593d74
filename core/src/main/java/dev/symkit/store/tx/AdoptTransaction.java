// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.layout.EntryKind;
import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.layout.RefsLine;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.layout.TransactionFile;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.layout.TransactionRecord;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The plan of an adoption and its execution, under the lock (our choice). It is an add that stores nothing: each key directory gets a
 * {@code refs.ptr} whose lines stand for what is there, the stored file first and the pointer last, as readers see them.
 */
final class AdoptTransaction {
    private final StoreStorage storage;
    private final Transaction transaction;
    private final EngineOptions options;
    private final EngineListener listener;
    private final StoreView view;

    AdoptTransaction(StoreStorage storage, Transaction transaction, EngineOptions options, EngineListener listener) {
        this.storage = storage;
        this.transaction = transaction;
        this.options = options;
        this.listener = listener;
        this.view = new StoreView(storage);
    }

    /** One key directory as it is now; without lines if it is left out. */
    private record Looked(
            AdoptRequest.Entry entry, Optional<StorageEntry> refsEntry, List<RefsLine> lines, String refsPath) {
        boolean has(EntryKind kind) {
            return lines.stream().anyMatch(line -> line.kind() == kind);
        }
    }

    /** Empty if another writer took the id. */
    Optional<AdoptResult> run(AdoptRequest request, LocalDateTime start) throws IOException {
        if (view.admin(StoreNames.NO_REFS).isPresent()) {
            throw new StoreException(
                    StoreException.Reason.NO_REFERENCES,
                    "the store was created with -:NOREFS; nothing can be adopted into it");
        }
        boolean managed = view.isManaged();
        List<Looked> all = options.parallel().map(request.entries(), entry -> look(entry, request, managed));
        List<Looked> adopted =
                all.stream().filter(looked -> !looked.lines().isEmpty()).toList();
        List<String> leftOut = all.stream()
                .filter(looked -> looked.lines().isEmpty())
                .map(looked -> looked.entry().directory())
                .toList();
        if (adopted.isEmpty()) {
            return Optional.of(new AdoptResult(TransactionId.NONE, List.of(), leftOut));
        }
        plan(adopted, request, start);
        return transaction
                .commit("adopt", options, listener)
                .map(kept -> new AdoptResult(
                        transaction.id(),
                        adopted.stream()
                                .map(looked -> new AdoptResult.Adopted(
                                        looked.entry().directory(),
                                        looked.has(EntryKind.FILE),
                                        looked.has(EntryKind.PTR)))
                                .toList(),
                        leftOut));
    }

    private Looked look(AdoptRequest.Entry entry, AdoptRequest request, boolean managed) throws IOException {
        String directory = entry.directory();
        String[] parts = directory.split("/", -1);
        String name = parts[parts.length - 2];
        List<String> names = storage.list(directory);
        String refsPath = directory + "/" + named(RefsFile.NAME, names).orElse(RefsFile.NAME);
        Optional<StorageEntry> refsEntry = storage.stat(refsPath);
        if (managed && refsEntry.isPresent()) {
            return new Looked(entry, refsEntry, List.of(), refsPath);
        }
        List<RefsLine> lines = new ArrayList<>();
        Optional<String> plain = named(name, names);
        Optional<String> stored =
                plain.isPresent() ? plain : StoreNames.compressed(name).flatMap(form -> named(form, names));
        if (stored.isPresent()) {
            lines.add(line(
                    EntryKind.FILE,
                    request.recordedPath().apply(directory + "/" + stored.get()),
                    entry.symbolClass(),
                    plain.isEmpty(),
                    ""));
        }
        String pointerPath = directory + "/" + named(FilePointer.NAME, names).orElse(FilePointer.NAME);
        long pointerSize = storage.stat(pointerPath).map(StorageEntry::size).orElse(0L);
        if (pointerSize > FilePointer.MAX_SIZE) {
            return new Looked(entry, refsEntry, List.of(), refsPath); // no pointer, and yet in the place of one
        }
        Optional<byte[]> pointer = storage.readAll(pointerPath, FilePointer.MAX_SIZE);
        if (pointer.isPresent()) {
            FilePointer parsed = FilePointer.parse(pointer.get());
            lines.add(line(EntryKind.PTR, parsed.target().orElse(""), entry.symbolClass(), false, parsed.message()));
        }
        return new Looked(entry, refsEntry, lines, refsPath);
    }

    private RefsLine line(EntryKind kind, String source, String symbolClass, boolean compressed, String message) {
        return new RefsLine(transaction.id(), kind, source, symbolClass, compressed, message);
    }

    private void plan(List<Looked> adopted, AdoptRequest request, LocalDateTime start) throws IOException {
        if (request.markTwoTier() && view.tier() == Tier.ONE) {
            transaction.publish(transaction.stageText(Tier.MARKER, new byte[0], Optional.empty()));
        }
        options.parallel().map(adopted, this::stageRefs).forEach(transaction::publish);
        List<TransactionFile.Entry> lines = new ArrayList<>();
        for (Looked looked : adopted) {
            String[] parts = looked.entry().directory().split("/", -1);
            for (RefsLine line : looked.lines()) {
                lines.add(new TransactionFile.Entry(parts[parts.length - 2], parts[parts.length - 1], line.source()));
            }
        }
        lines.sort(Comparator.comparing(TransactionFile.Entry::source, String.CASE_INSENSITIVE_ORDER)
                .thenComparing(TransactionFile.Entry::source));
        boolean files = adopted.stream().anyMatch(looked -> looked.has(EntryKind.FILE));
        TransactionRecord record = TransactionRecord.of(
                transaction.id(),
                files ? EntryKind.FILE : EntryKind.PTR,
                start,
                request.product(),
                request.version(),
                request.comment());
        transaction.publishAdmin(
                transaction.id().text(), TransactionFile.of(lines).bytes());
        transaction.publishRecords(
                transaction.oldHistory().with(record), transaction.oldServer().with(record));
    }

    private Plan.Publish stageRefs(Looked looked) throws IOException {
        RefsFile refs = RefsFile.empty();
        for (RefsLine line : looked.lines()) {
            refs = refs.with(line);
        }
        return transaction.stageText(looked.refsPath(), refs.bytes(), looked.refsEntry());
    }

    private static Optional<String> named(String wanted, List<String> names) {
        return names.stream().filter(wanted::equalsIgnoreCase).sorted().findFirst();
    }
}
