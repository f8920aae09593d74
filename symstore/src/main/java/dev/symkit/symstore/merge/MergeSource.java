// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.merge;

import dev.symkit.parallel.Parallel;
import dev.symkit.store.key.FileIdentity;
import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.SymbolClass;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.EntryKind;
import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.layout.RefsLine;
import dev.symkit.store.layout.TransactionFile;
import dev.symkit.store.layout.TransactionRecord;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.tx.AddEntry;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads what the transactions of a store added, so that it can be added elsewhere. Takes no lock. Thread-safe. */
final class MergeSource {
    private final StoreStorage storage;
    private final StoreView view;
    private final StoredIdentity identities;
    private final Parallel parallel;

    MergeSource(StoreStorage storage, Parallel parallel) {
        this.storage = storage;
        this.view = new StoreView(storage);
        this.identities = new StoredIdentity(storage);
        this.parallel = parallel;
    }

    /**
     * What one transaction added.
     *
     * @param parts files and pointers apart, each only if there are any; files alone if there is nothing at all
     * @param problems one text for each entry that cannot be added
     */
    record Added(List<Part> parts, List<String> problems) {}

    /**
     * The files or the pointers of one transaction.
     *
     * @param entries in the order of the transaction's file
     * @param message what the pointers tell; empty for nothing
     * @param prefixed whether the pointers carry {@code PATH:}
     */
    record Part(EntryKind kind, List<AddEntry> entries, String message, boolean prefixed) {}

    /** One entry that was looked up. */
    private record Looked(
            EntryKind kind, Optional<AddEntry> entry, String message, boolean prefixed, Optional<String> problem) {
        static Looked problem(EntryKind kind, String text) {
            return new Looked(kind, Optional.empty(), "", false, Optional.of(text));
        }
    }

    Added read(TransactionRecord record, TransactionFile file) throws IOException {
        List<Looked> looked = parallel.map(file.entries(), entry -> look(record, entry));
        List<String> problems = new ArrayList<>();
        looked.forEach(each -> each.problem().ifPresent(problems::add));
        List<Part> parts = new ArrayList<>();
        for (EntryKind kind : EntryKind.values()) {
            List<Looked> same = looked.stream()
                    .filter(each -> each.kind() == kind && each.entry().isPresent())
                    .toList();
            if (!same.isEmpty()) {
                parts.add(new Part(
                        kind,
                        same.stream().flatMap(each -> each.entry().stream()).toList(),
                        same.get(0).message(),
                        same.get(0).prefixed()));
            }
        }
        if (file.entries().isEmpty()) {
            parts.add(new Part(record.kind(), List.of(), "", false));
        }
        return new Added(parts, problems);
    }

    private Looked look(TransactionRecord record, TransactionFile.Entry entry) throws IOException {
        String shown = entry.name() + "\\" + entry.index() + ": ";
        SymbolKey key;
        try {
            key = SymbolKey.of(entry.name(), entry.index());
        } catch (IllegalKeyException e) {
            return Looked.problem(record.kind(), shown + e.getMessage());
        }
        Optional<String> directory = view.keyDirectory(key);
        Optional<RefsLine> line = directory.isPresent() ? reference(directory.get(), record, entry) : Optional.empty();
        EntryKind kind = line.map(RefsLine::kind).orElse(record.kind());
        if (directory.isEmpty()) {
            return Looked.problem(kind, shown + "there is no such directory");
        }
        Optional<SymbolClass> known = line.flatMap(reference -> symbolClass(reference.symbolClass()));
        if (kind == EntryKind.PTR) {
            StoredSource source = StoredSource.ofPointer(storage, entry.source());
            String message = line.map(RefsLine::message).orElse("");
            return new Looked(
                    kind,
                    Optional.of(new AddEntry(key, known.orElse(byName(key.name())), source, false)),
                    message,
                    message.isEmpty() && isPrefixed(directory.get()),
                    Optional.empty());
        }
        return file(key, entry, known, shown);
    }

    private Looked file(SymbolKey key, TransactionFile.Entry entry, Optional<SymbolClass> known, String shown)
            throws IOException {
        Optional<StoreView.Found> found = view.find(key).filter(at -> at.form() != StoreView.Form.PTR);
        Optional<StorageEntry> stored =
                found.isPresent() ? storage.stat(found.get().path()) : Optional.empty();
        if (stored.isEmpty() || !stored.get().isFile()) {
            return Looked.problem(EntryKind.FILE, shown + "the stored file is missing");
        }
        String path = found.orElseThrow().path();
        SymbolClass symbolClass;
        try {
            symbolClass = known.isPresent()
                    ? known.get()
                    : identities
                            .read(path, key.name())
                            .map(FileIdentity::symbolClass)
                            .orElse(byName(key.name()));
        } catch (IOException e) {
            return Looked.problem(EntryKind.FILE, shown + e.getMessage());
        }
        boolean compressed = found.get().form() == StoreView.Form.COMPRESSED;
        return new Looked(
                EntryKind.FILE,
                Optional.of(new AddEntry(
                        key,
                        symbolClass,
                        new StoredSource(storage, path, stored.get(), entry.source(), compressed),
                        false)),
                "",
                false,
                Optional.empty());
    }

    /** The reference that a transaction made; the one with the entry's source path if there are several. */
    private Optional<RefsLine> reference(String directory, TransactionRecord record, TransactionFile.Entry entry)
            throws IOException {
        List<RefsLine> own = view.refs(directory).orElse(RefsFile.empty()).references().stream()
                .filter(line -> line.id().equals(record.id()))
                .toList();
        return own.stream()
                .filter(line -> line.source().equals(entry.source()))
                .findFirst()
                .or(() -> own.stream().findFirst());
    }

    private boolean isPrefixed(String directory) throws IOException {
        return storage.readAll(directory + "/" + FilePointer.NAME, FilePointer.MAX_SIZE)
                .map(bytes -> FilePointer.parse(bytes).prefixed())
                .orElse(false);
    }

    private static Optional<SymbolClass> symbolClass(String text) {
        return Arrays.stream(SymbolClass.values())
                .filter(each -> each.text().equalsIgnoreCase(text.strip()))
                .findFirst();
    }

    /** The class of a file that is not read, by its name (our choice): unknown symbols may be private ones. */
    static SymbolClass byName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".pdb") ? SymbolClass.PRI : lower.endsWith(".dbg") ? SymbolClass.DBG : SymbolClass.BIN;
    }
}
