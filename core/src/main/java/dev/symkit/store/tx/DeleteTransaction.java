// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.EntryKind;
import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.layout.RefsLine;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.TransactionFile;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.layout.TransactionRecord;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
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
    private final List<String> messages = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, StorageEntry> storedFiles = new LinkedHashMap<>();
    private final Map<String, StorageEntry> pointers = new LinkedHashMap<>();
    private final Map<String, StorageEntry> refsFiles = new LinkedHashMap<>();
    private final Set<String> emptied = new LinkedHashSet<>();
    private final List<Plan.Publish> newPointers = new ArrayList<>();
    private int references;
    private int errors;

    DeleteTransaction(StoreStorage storage, Transaction transaction, EngineOptions options, EngineListener listener) {
        this.storage = storage;
        this.transaction = transaction;
        this.options = options;
        this.listener = listener;
        this.view = new StoreView(storage);
    }

    /** Empty if another writer took the id. */
    Optional<DeleteResult> run(DeleteRequest request) throws IOException {
        TransactionId deleted = request.id();
        Optional<TransactionFile> file = view.transaction(deleted);
        if (file.isEmpty() && !request.force()) {
            throw new StoreException(
                    StoreException.Reason.DAMAGED,
                    "the file of transaction " + deleted + " is missing in 000Admin (--force deletes its record only)");
        }
        Set<String> done = new LinkedHashSet<>();
        for (TransactionFile.Entry entry : file.map(TransactionFile::entries).orElse(List.of())) {
            if (done.add((entry.name() + "/" + entry.index()).toLowerCase(Locale.ROOT))) {
                deleteEntry(entry, request);
            }
        }
        newPointers.forEach(transaction::publish);
        finishPlan(deleted, file.isPresent());
        return transaction
                .commit("del", options, listener)
                .map(kept -> new DeleteResult(
                        transaction.id(), deleted, storedFiles.size(), references, errors, messages, notes));
    }

    private void deleteEntry(TransactionFile.Entry entry, DeleteRequest request) throws IOException {
        Optional<String> directory;
        try {
            directory = view.keyDirectory(SymbolKey.of(entry.name(), entry.index()));
        } catch (IllegalKeyException e) {
            error(entry, "the name is not allowed in a store");
            return;
        }
        if (directory.isEmpty()) {
            notes.add(entry.name() + "\\" + entry.index() + " is gone already");
            return;
        }
        Optional<RefsFile> refs = view.refs(directory.get());
        if (refs.isPresent()) {
            references += refs.get().count(request.id());
            apply(directory.get(), entry.name(), refs.get(), refs.get().without(request.id()));
        } else if (!request.force()) {
            if (storage.list(directory.get()).isEmpty()) {
                emptied.add(directory.get());
                return;
            }
            error(entry, "refs.ptr is missing (--force counts the references in all live transactions)");
        } else if (!isReferencedElsewhere(entry, request.id())) {
            removeAll(directory.get(), entry.name());
        }
    }

    private void error(TransactionFile.Entry entry, String why) {
        errors++;
        messages.add(entry.name() + "\\" + entry.index() + ": " + why);
    }

    private void apply(String directory, String name, RefsFile before, RefsFile after) throws IOException {
        if (after.isEmpty()) {
            removeAll(directory, name);
            return;
        }
        String refsPath = directory + "/" + RefsFile.NAME;
        if (before.references().size() != after.references().size()) {
            transaction.publish(transaction.stageText(refsPath, after.bytes(), storage.stat(refsPath)));
        }
        if (!after.hasFileReference()) {
            stored(directory, name).forEach(storedFiles::put);
        }
        String pointerPath = directory + "/" + FilePointer.NAME;
        Optional<StorageEntry> pointer = storage.stat(pointerPath);
        Optional<RefsLine> last = after.last();
        if (last.isPresent() && last.get().kind() == EntryKind.PTR) {
            boolean prefixed = storage.readAll(pointerPath, FilePointer.MAX_SIZE)
                    .map(bytes -> FilePointer.parse(bytes).prefixed())
                    .orElse(false);
            byte[] content =
                    new FilePointer(Optional.of(last.get().source()), last.get().message(), prefixed).bytes();
            newPointers.add(transaction.stageText(pointerPath, content, pointer));
        } else if (last.isPresent()) {
            pointer.ifPresent(entry -> pointers.put(pointerPath, entry));
        }
    }

    /** The stored file in its plain and compressed forms. */
    private Map<String, StorageEntry> stored(String directory, String name) throws IOException {
        Map<String, StorageEntry> found = new LinkedHashMap<>();
        String compressed = StoreNames.compressed(name).orElse(name);
        for (String child : storage.list(directory).stream().sorted().toList()) {
            if (child.equalsIgnoreCase(name) || child.equalsIgnoreCase(compressed)) {
                String path = directory + "/" + child;
                storage.stat(path).filter(StorageEntry::isFile).ifPresent(entry -> found.put(path, entry));
            }
        }
        return found;
    }

    private void removeAll(String directory, String name) throws IOException {
        storedFiles.putAll(stored(directory, name));
        String pointerPath = directory + "/" + FilePointer.NAME;
        storage.stat(pointerPath).ifPresent(entry -> pointers.put(pointerPath, entry));
        String refsPath = directory + "/" + RefsFile.NAME;
        storage.stat(refsPath).ifPresent(entry -> refsFiles.put(refsPath, entry));
        emptied.add(directory);
    }

    private boolean isReferencedElsewhere(TransactionFile.Entry entry, TransactionId deleted) throws IOException {
        for (TransactionRecord record : view.server().transactions()) {
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

    private void finishPlan(TransactionId deleted, boolean hasFile) throws IOException {
        String admin = storage.adminDirectory();
        String path = admin + "/" + deleted.text();
        Optional<StorageEntry> entry = hasFile ? storage.stat(path) : Optional.empty();
        if (entry.isPresent()) {
            byte[] content = view.admin(deleted.text()).orElse(new byte[0]);
            Optional<Instant> time = entry.map(StorageEntry::modified);
            transaction.publishAdmin(deleted.text() + StoreNames.DELETED, content, time);
            transaction.remove(path, entry.get());
        }
        transaction.publishRecords(
                view.history().withDelete(transaction.id(), deleted),
                view.server().without(deleted));
        storedFiles.forEach(transaction::remove);
        pointers.forEach(transaction::remove);
        refsFiles.forEach(transaction::remove);
        for (String directory : emptied) {
            for (int end = directory.length(); end > 0; end = directory.lastIndexOf('/', end - 1)) {
                transaction.removeDirectory(directory.substring(0, end));
            }
        }
    }
}
