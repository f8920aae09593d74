// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.key.SymbolClass;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.EntryKind;
import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.layout.RefsLine;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.layout.TransactionFile;
import dev.symkit.store.layout.TransactionRecord;
import dev.symkit.store.storage.SourceException;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StorageFile;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.Directories;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
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
    private static final int PORTABLE_MAGIC = 0x424A5342;

    private final StoreStorage storage;
    private final Transaction transaction;
    private final Preparation preparation;
    private final EngineOptions options;
    private final EngineListener listener;
    private final StoreView view;
    private final Directories directories;
    private final Map<Prepared, Place> places = new HashMap<>();
    private final Map<Prepared, Plan.Publish> refs = Collections.synchronizedMap(new HashMap<>());

    AddTransaction(
            StoreStorage storage,
            Transaction transaction,
            Preparation preparation,
            EngineOptions options,
            EngineListener listener) {
        this.storage = storage;
        this.transaction = transaction;
        this.preparation = preparation;
        this.options = options;
        this.listener = listener;
        this.view = new StoreView(storage);
        this.directories = new Directories(storage);
    }

    /** Where a group goes, and what is there already. */
    private record Place(String directory, String name, String index, RefsFile refs, Optional<StorageEntry> stored) {
        String path() {
            return directory + "/" + name;
        }
    }

    /** Empty if another writer took the id. */
    Optional<AddResult> run(AddRequest request, List<Prepared> groups, LocalDateTime start, boolean created)
            throws IOException {
        if (view.admin(StoreNames.NO_REFS).isPresent()) {
            throw new StoreException(
                    StoreException.Reason.NO_REFERENCES,
                    "the store was created with -:NOREFS; adding to it is not supported yet");
        }
        Tier tier = view.tier();
        for (Prepared group : groups) {
            place(group, tier);
        }
        options.parallel().forEach(groups, this::makeDirectory);
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
        List<String> notes =
                request.twoTier() && !created ? List.of("'/3' has no effect on an existing store.") : List.of();
        return Optional.of(new AddResult(transaction.id(), finished(results, kept.get()), notes));
    }

    private void place(Prepared group, Tier tier) throws IOException {
        SymbolKey key = group.first().key();
        String parent = "";
        if (tier == Tier.TWO) {
            parent = directories.findOrAdd("", Tier.prefix(key.name()));
        }
        String name = directories.findOrAdd(parent, key.name());
        String nameDirectory = Directories.join(parent, name);
        String index = directories.findOrAdd(nameDirectory, key.index());
        String directory = nameDirectory + "/" + index;
        Optional<String> stored = directories.find(directory, name);
        RefsFile old = directories.find(directory, RefsFile.NAME).isPresent()
                ? view.refs(directory).orElse(RefsFile.empty())
                : RefsFile.empty();
        Optional<StorageEntry> entry =
                stored.isPresent() ? storage.stat(directory + "/" + stored.get()) : Optional.empty();
        places.put(group, new Place(directory, stored.orElse(name), index, old, entry));
    }

    private Place placeOf(Prepared group) {
        Place place = places.get(group);
        if (place == null) {
            throw new IllegalStateException("no place for " + group.first().key());
        }
        return place;
    }

    private void makeDirectory(Prepared group) throws IOException {
        Place place = placeOf(group);
        if (group.chosen() < 0) {
            return;
        }
        try {
            storage.makeDirectory(place.directory());
        } catch (AccessDeniedException | FileAlreadyExistsException e) {
            for (int i = 0; i < group.entries.size(); i++) {
                group.errors.putIfAbsent(i, PlanRunner.describe(e));
            }
        }
    }

    /** Works out the results of a group, and puts its stored file and its removals into the plan. */
    private void decide(Prepared group, EntryResult[] results) throws IOException {
        Place place = placeOf(group);
        if (group.first().secondary() && isOtherThanPortable(place)) {
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
                    ? new EntryResult(entry, EntryResult.Status.ERROR, place.path(), false, false, error)
                    : new EntryResult(
                            entry,
                            same ? EntryResult.Status.SAME : EntryResult.Status.STORED,
                            place.path(),
                            (replaced && i == group.chosen()) || group.differing.contains(i),
                            i == group.chosen() && classChanges(place, entry),
                            "");
        }
        if (group.chosen() >= 0) {
            group.handle.filter(handle -> !same).ifPresent(handle -> transaction.publishStored(handle, place.path()));
            removeOtherForms(place);
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
            group.handle = Optional.of(preparation.stage(source, place.path()));
            if (!preparation.digest(source).equals(group.digest)) {
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

    private boolean isOtherThanPortable(Place place) throws IOException {
        if (place.stored().isEmpty() || place.stored().get().size() < 4) {
            return false;
        }
        byte[] magic = new byte[4];
        try (StorageFile file = storage.open(place.path())) {
            file.read(0, magic, 0, magic.length);
        }
        return !Arrays.equals(magic, new byte[] {
            (byte) PORTABLE_MAGIC,
            (byte) (PORTABLE_MAGIC >>> 8),
            (byte) (PORTABLE_MAGIC >>> 16),
            (byte) (PORTABLE_MAGIC >>> 24)
        });
    }

    private static boolean classChanges(Place place, AddEntry entry) {
        List<RefsLine> files = place.refs().references().stream()
                .filter(line -> line.kind() == EntryKind.FILE)
                .toList();
        if (files.isEmpty()) {
            return false;
        }
        String before = files.get(files.size() - 1).symbolClass();
        SymbolClass now = entry.symbolClass();
        return (now == SymbolClass.PUB && before.equals(SymbolClass.PRI.text()))
                || (now == SymbolClass.PRI && before.equals(SymbolClass.PUB.text()));
    }

    /** The compressed form and the pointer: the last reference is a plain file now. */
    private void removeOtherForms(Place place) throws IOException {
        List<String> names = new ArrayList<>(List.of(FilePointer.NAME));
        StoreNames.compressed(place.name()).ifPresent(names::add);
        for (String name : names) {
            Optional<String> found = directories.find(place.directory(), name);
            if (found.isPresent()) {
                String path = place.directory() + "/" + found.get();
                Optional<StorageEntry> entry = storage.stat(path);
                entry.ifPresent(present -> transaction.remove(path, present));
            }
        }
    }

    private void stageRefs(Prepared group, EntryResult[] results) throws IOException {
        Place place = placeOf(group);
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
            String path = place.directory() + "/" + RefsFile.NAME;
            Optional<StorageEntry> old =
                    directories.find(place.directory(), RefsFile.NAME).isPresent()
                            ? storage.stat(path)
                            : Optional.empty();
            refs.put(group, transaction.stageText(path, file.bytes(), old));
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
                                "the stored file is in use and keeps its old content")
                        : result)
                .toList();
    }
}
