// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.verify;

import dev.symkit.store.layout.EntryKind;
import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.layout.RefsLine;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.tx.RepairTransaction;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Mends the references and the pointer of one key directory after another. First refs.ptr: lines of transactions that are gone are
 * removed; a live transaction that lists the entry gets its line, in the order of ids, if what it stored is there; lines that cannot be
 * read are dropped if every live transaction has its line. Then file.ptr is made what the newest reference says. Without any line left,
 * both are removed, refs.ptr last; the stored file stays, as one that nobody manages. Confined to one thread.
 */
final class DirectoryMending {
    private final StoreStorage storage;
    private final RepairTransaction transaction;
    private final StoredKeys stored;

    /**
     * A line that is missing.
     *
     * @param id the transaction that lists the entry
     * @param kind what it stored
     * @param source the path it added
     */
    record Missing(TransactionId id, EntryKind kind, String source) {}

    /**
     * What is to be mended.
     *
     * @param directory the key directory
     * @param sound whether all live transactions are known, with all their entries
     * @param gone transactions whose lines are removed
     * @param missing lines to add
     */
    record Work(String directory, boolean sound, List<TransactionId> gone, List<Missing> missing) {
        static Work on(String directory, boolean sound) {
            return new Work(directory, sound, new ArrayList<>(), new ArrayList<>());
        }

        /** The name of the stored file. */
        String name() {
            int end = directory.lastIndexOf('/');
            return directory.substring(directory.lastIndexOf('/', end - 1) + 1, Math.max(0, end));
        }
    }

    DirectoryMending(StoreStorage storage, RepairTransaction transaction, Path temporary) {
        this.storage = storage;
        this.transaction = transaction;
        this.stored = new StoredKeys(storage, temporary, path -> true);
    }

    /** False if nothing was changed. */
    boolean run(Work work) throws IOException {
        List<String> names = storage.list(work.directory()).stream().sorted().toList();
        String refsPath = path(work, RefsFile.NAME, names);
        String pointerPath = path(work, FilePointer.NAME, names);
        Optional<StorageEntry> refsEntry = storage.stat(refsPath);
        RefsFile before = storage.readAll(refsPath, StoreView.MAX_TEXT)
                .map(RefsFile::parse)
                .orElse(RefsFile.empty());
        RefsFile after = mended(work, before, names);
        if (after.isEmpty()) {
            return refsEntry.isPresent() && removeAll(refsPath, refsEntry.get(), pointerPath);
        }
        boolean changed = !sameLines(before, after) && transaction.replace(refsPath, refsEntry, after.bytes());
        return mendPointer(work, after, names, pointerPath) || changed;
    }

    private static String path(Work work, String name, List<String> names) {
        return work.directory() + "/" + StoreNames.find(name, names).orElse(name);
    }

    private static boolean sameLines(RefsFile before, RefsFile after) {
        return before.references().equals(after.references())
                && before.malformed().equals(after.malformed());
    }

    private RefsFile mended(Work work, RefsFile before, List<String> names) throws IOException {
        RefsFile after = before;
        for (TransactionId id : work.gone()) {
            after = after.without(id);
        }
        boolean complete = work.sound();
        for (Missing missing : work.missing()) {
            Optional<RefsLine> line = line(work, missing, after, names);
            if (line.isPresent()) {
                after = after.insert(line.get());
            } else {
                complete = false;
            }
        }
        return complete ? after.withoutMalformed() : after;
    }

    /** The line of a transaction; empty if what it stored is not there. */
    private Optional<RefsLine> line(Work work, Missing missing, RefsFile refs, List<String> names) throws IOException {
        Optional<String> plain = StoreNames.find(work.name(), names);
        Optional<String> compressed = StoreNames.compressed(work.name()).flatMap(form -> StoreNames.find(form, names));
        Optional<String> file = plain.or(() -> compressed);
        if (missing.kind() == EntryKind.PTR) {
            String symbolClass = refs.last().map(RefsLine::symbolClass).orElse("");
            return Optional.of(new RefsLine(missing.id(), EntryKind.PTR, missing.source(), symbolClass, false, ""));
        }
        if (file.isEmpty()) {
            return Optional.empty();
        }
        String symbolClass = stored.symbolClass(work.directory() + "/" + file.get(), work.name())
                .orElse("");
        return Optional.of(
                new RefsLine(missing.id(), EntryKind.FILE, missing.source(), symbolClass, plain.isEmpty(), ""));
    }

    private boolean mendPointer(Work work, RefsFile refs, List<String> names, String path) throws IOException {
        Optional<RefsLine> last = refs.last();
        Optional<StorageEntry> entry = storage.stat(path);
        if (last.isEmpty()) {
            return false;
        }
        if (last.get().kind() == EntryKind.FILE) {
            // without the stored file the pointer may be all that is left of the entry
            return entry.isPresent()
                    && KeyDirectories.hasStored(work.name(), names)
                    && transaction.remove(path, entry.get());
        }
        boolean readable = entry.isPresent() && entry.get().size() <= FilePointer.MAX_SIZE;
        Optional<FilePointer> pointer =
                readable ? storage.readAll(path, FilePointer.MAX_SIZE).map(FilePointer::parse) : Optional.empty();
        if (pointer.isPresent() && !PointerTargets.isWrong(pointer.get(), last.get())) {
            return false;
        }
        boolean prefixed = pointer.map(FilePointer::prefixed).orElse(false);
        FilePointer right =
                new FilePointer(Optional.of(last.get().source()), last.get().message(), prefixed);
        return transaction.replace(path, entry, right.bytes());
    }

    private boolean removeAll(String refsPath, StorageEntry refsEntry, String pointerPath) throws IOException {
        Optional<StorageEntry> pointer = storage.stat(pointerPath);
        if (pointer.isPresent() && !transaction.remove(pointerPath, pointer.get())) {
            return false;
        }
        return transaction.remove(refsPath, refsEntry);
    }
}
