// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.EntryKind;
import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.layout.RefsLine;
import dev.symkit.store.layout.ServerFile;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.TransactionFile;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.layout.TransactionRecord;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StorageText;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.KeyDirectory;
import dev.symkit.store.view.ReferencedDirectory;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The plan of a del and its execution, under the lock (symstore 8.1, symbol-store-format 8.4). */
final class DeleteTransaction {
    private final StoreStorage storage;
    private final Transaction transaction;
    private final EngineOptions options;
    private final EngineListener listener;
    private final StoreView view;
    private final ServerFile server;
    private final List<String> messages = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, StorageEntry> storedFiles = new LinkedHashMap<>();
    private final Map<String, StorageEntry> pointers = new LinkedHashMap<>();
    private final Map<String, StorageEntry> refsFiles = new LinkedHashMap<>();
    private final Set<String> emptied = new LinkedHashSet<>();
    private final List<Plan.Publish> newPointers = new ArrayList<>();
    private int references;
    private int errors;

    DeleteTransaction(Transaction transaction, EngineOptions options, EngineListener listener) throws IOException {
        this.storage = transaction.files().storage();
        this.transaction = transaction;
        this.server = transaction.oldServer();
        this.options = options;
        this.listener = listener;
        this.view = StoreView.locked(storage);
    }

    /** Empty if another writer took the id. */
    Optional<DeleteResult> run(DeleteRequest request) throws IOException {
        TransactionId deleted = request.id();
        Optional<StorageText> text = storage.read(storage.adminDirectory() + "/" + deleted.text(), StoreView.MAX_TEXT);
        Optional<TransactionFile> file = text.map(there -> TransactionFile.parse(there.bytes()));
        if (file.isEmpty() && !request.force()) {
            throw new StoreException(
                    StoreException.Reason.DAMAGED,
                    "the file of transaction " + deleted + " is missing in 000Admin (--force deletes its record only)");
        }
        Set<String> done = new LinkedHashSet<>();
        List<TransactionFile.Entry> entries = file.map(TransactionFile::entries).orElse(List.of()).stream()
                .filter(entry -> done.add((entry.name() + "/" + entry.index()).toLowerCase(Locale.ROOT)))
                .toList();
        for (Looked looked : options.parallel().map(entries, this::look)) {
            deleteEntry(looked, request);
        }
        newPointers.forEach(transaction::publish);
        finishPlan(deleted, text);
        long size = storedFiles.values().stream().mapToLong(StorageEntry::size).sum();
        return transaction
                .commit("del", options, listener)
                .map(kept -> new DeleteResult(
                        transaction.id(), deleted, storedFiles.size(), size, references, errors, messages, notes));
    }

    /**
     * What there is of one entry.
     *
     * @param directory its key directory; empty if it is gone, or if {@code illegal}
     * @param refs its references, if it has {@code refs.ptr}
     * @param refsEntry the version of {@code refs.ptr}, asked for before it was read
     * @param pointer its {@code file.ptr}, if it has one
     * @param stored the stored file in its plain and compressed forms
     * @param hasFiles whether there is anything in the directory
     * @param illegal whether no store can have such an entry
     */
    private record Looked(
            TransactionFile.Entry entry,
            String directory,
            Optional<RefsFile> refs,
            Optional<StorageEntry> refsEntry,
            Optional<StorageEntry> pointer,
            Map<String, StorageEntry> stored,
            boolean hasFiles,
            boolean illegal) {
        static Looked nothing(TransactionFile.Entry entry, boolean illegal) {
            return new Looked(
                    entry, "", Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), false, illegal);
        }

        String refsPath() {
            return directory + "/" + RefsFile.NAME;
        }

        String pointerPath() {
            return directory + "/" + FilePointer.NAME;
        }
    }

    private Looked look(TransactionFile.Entry entry) throws IOException {
        SymbolKey key;
        try {
            key = SymbolKey.of(entry.name(), entry.index());
        } catch (IllegalKeyException e) {
            return Looked.nothing(entry, true);
        }
        if (storage.canonicalNames()) {
            Optional<ReferencedDirectory> there = view.exactly(key);
            return there.isPresent() ? looked(entry, there.get()) : Looked.nothing(entry, false);
        }
        Optional<String> found = view.keyDirectory(key);
        if (found.isEmpty()) {
            return Looked.nothing(entry, false);
        }
        String directory = found.get();
        List<String> names = storage.list(directory);
        Optional<StorageEntry> refsEntry = storage.stat(directory + "/" + RefsFile.NAME);
        return new Looked(
                entry,
                directory,
                refsEntry.isPresent() ? view.refs(directory) : Optional.empty(),
                refsEntry,
                storage.stat(directory + "/" + FilePointer.NAME),
                stored(directory, entry.name(), names),
                !names.isEmpty(),
                false);
    }

    private static Looked looked(TransactionFile.Entry entry, ReferencedDirectory referenced) {
        KeyDirectory there = referenced.directory();
        Map<String, StorageEntry> stored = new LinkedHashMap<>();
        for (String name : formsOf(entry.name(), there.entries().keySet())) {
            there.entry(name)
                    .filter(StorageEntry::isFile)
                    .ifPresent(file -> stored.put(there.path() + "/" + name, file));
        }
        return new Looked(
                entry,
                there.path(),
                referenced.refs(),
                there.entry(RefsFile.NAME),
                there.entry(FilePointer.NAME),
                stored,
                true,
                false);
    }

    private void deleteEntry(Looked looked, DeleteRequest request) throws IOException {
        TransactionFile.Entry entry = looked.entry();
        if (looked.illegal()) {
            error(entry, "the name is not allowed in a store");
        } else if (looked.directory().isEmpty()) {
            notes.add(entry.name() + "\\" + entry.index() + " is gone already");
        } else if (looked.refs().isPresent()) {
            RefsFile refs = looked.refs().get();
            references += refs.count(request.id());
            apply(looked, refs, refs.without(request.id()));
        } else if (!request.force()) {
            if (looked.hasFiles()) {
                error(entry, "refs.ptr is missing (--force counts the references in all live transactions)");
            } else {
                emptied.add(looked.directory());
            }
        } else if (!isReferencedElsewhere(entry, request.id())) {
            removeAll(looked);
        }
    }

    private void error(TransactionFile.Entry entry, String why) {
        errors++;
        messages.add(entry.name() + "\\" + entry.index() + ": " + why);
    }

    private void apply(Looked looked, RefsFile before, RefsFile after) throws IOException {
        if (after.isEmpty()) {
            removeAll(looked);
            return;
        }
        if (before.references().size() != after.references().size()) {
            transaction.publish(transaction.stageText(looked.refsPath(), after.bytes(), looked.refsEntry()));
        }
        if (!after.hasFileReference()) {
            storedFiles.putAll(looked.stored());
        }
        String pointerPath = looked.pointerPath();
        Optional<RefsLine> last = after.last();
        if (last.isPresent() && last.get().kind() == EntryKind.PTR) {
            Optional<byte[]> old = looked.pointer().isPresent()
                    ? storage.readAll(pointerPath, FilePointer.MAX_SIZE)
                    : Optional.empty();
            boolean prefixed =
                    old.map(bytes -> FilePointer.parse(bytes).prefixed()).orElse(false);
            byte[] content =
                    new FilePointer(Optional.of(last.get().source()), last.get().message(), prefixed).bytes();
            newPointers.add(transaction.stageText(pointerPath, content, looked.pointer()));
        } else if (last.isPresent()) {
            looked.pointer().ifPresent(entry -> pointers.put(pointerPath, entry));
        }
    }

    /** The stored file in its plain and compressed forms. */
    private Map<String, StorageEntry> stored(String directory, String name, List<String> names) throws IOException {
        Map<String, StorageEntry> found = new LinkedHashMap<>();
        for (String child : formsOf(name, names)) {
            String path = directory + "/" + child;
            storage.stat(path).filter(StorageEntry::isFile).ifPresent(entry -> found.put(path, entry));
        }
        return found;
    }

    private static List<String> formsOf(String name, Collection<String> names) {
        String compressed = StoreNames.compressed(name).orElse(name);
        return names.stream()
                .filter(child -> child.equalsIgnoreCase(name) || child.equalsIgnoreCase(compressed))
                .sorted()
                .toList();
    }

    private void removeAll(Looked looked) {
        storedFiles.putAll(looked.stored());
        looked.pointer().ifPresent(entry -> pointers.put(looked.pointerPath(), entry));
        looked.refsEntry().ifPresent(entry -> refsFiles.put(looked.refsPath(), entry));
        emptied.add(looked.directory());
    }

    private boolean isReferencedElsewhere(TransactionFile.Entry entry, TransactionId deleted) throws IOException {
        for (TransactionRecord record : server.transactions()) {
            if (!record.id().equals(deleted)) {
                Optional<TransactionFile> file = view.transaction(record.id());
                if (file.isEmpty()) {
                    return true; // it may reference anything
                }
                if (file.get().entries().stream()
                        .anyMatch(other -> other.name().equalsIgnoreCase(entry.name())
                                && other.index().equalsIgnoreCase(entry.index()))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** @param text the transaction's file; empty if it is missing */
    private void finishPlan(TransactionId deleted, Optional<StorageText> text) throws IOException {
        if (text.isPresent()) {
            transaction.publishDeleted(deleted, text.get());
            transaction.remove(
                    storage.adminDirectory() + "/" + deleted, text.get().entry());
        }
        transaction.publishRecords(
                transaction.oldHistory().withDelete(transaction.id(), deleted), server.without(deleted));
        storedFiles.forEach(transaction::remove);
        pointers.forEach(transaction::remove);
        refsFiles.forEach(transaction::remove);
        for (String directory : storage.needsDirectories() ? emptied : Set.<String>of()) {
            for (int end = directory.length(); end > 0; end = directory.lastIndexOf('/', end - 1)) {
                transaction.removeDirectory(directory.substring(0, end));
            }
        }
    }
}
