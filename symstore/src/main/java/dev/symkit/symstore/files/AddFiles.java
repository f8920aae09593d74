// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.files;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.tx.AddEntry;
import dev.symkit.store.tx.AddOptions;
import dev.symkit.store.tx.AddRequest;
import dev.symkit.store.tx.AddResult;
import dev.symkit.store.tx.EntryResult;
import dev.symkit.store.tx.StoreEngine;
import dev.symkit.symstore.ReadingListener;
import dev.symkit.symstore.StoreTarget;
import dev.symkit.symstore.TransactionListener;
import dev.symkit.symstore.files.FileReport.Mark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code symstore add}: puts files into a store as one transaction. */
public final class AddFiles {

    /** Told what an add is doing; progress comes from several threads. */
    public interface Listener extends ReadingListener, TransactionListener {
        /** The number of files that will be stored, and their bytes; each file counts once, however many keys it has. */
        default void started(long files, long bytes) {}
    }

    /**
     * One add.
     *
     * @param target the store
     * @param files the files
     * @param product {@code /t}
     * @param version {@code /v}, empty if absent
     * @param comment {@code /c}, empty if absent
     * @param options how they are added
     * @param layoutOnly whether nothing that makes a managed store is written ({@code --layout-only})
     * @param relative what recorded paths were to be relative to; empty if they are absolute
     */
    public record Request(
            StoreTarget target,
            SourceFinder files,
            String product,
            String version,
            String comment,
            AddOptions options,
            boolean layoutOnly,
            Optional<RelativePaths> relative) {}

    /** Adds the files. Without any file nothing is done. */
    public AddReport run(Request request, Listener listener) throws IOException {
        Sources sources = request.files().find(request.target(), listener);
        if (sources.files().isEmpty()) {
            return AddReport.nothing(sources);
        }
        try (StoreStorage storage = request.target().open()) {
            return add(request, sources, storage, listener);
        }
    }

    /** The same with files that were found already, in a store that is open. */
    public static AddReport add(Request request, Sources sources, StoreStorage storage, Listener listener)
            throws IOException {
        StoreTarget target = request.target();
        List<AddEntry> entries = new ArrayList<>();
        List<FileReport> reports = new ArrayList<>(sources.errors());
        for (KeyedFile file : sources.files()) {
            file.problem().ifPresent(reports::add);
            for (int i = 0; i < file.keys().size(); i++) {
                entries.add(new AddEntry(
                        file.keys().get(i), file.symbolClass().orElseThrow(), file, file.isSecondPortable(i)));
            }
        }
        List<AddEntry> counted =
                entries.stream().filter(entry -> !entry.secondary()).toList();
        listener.started(
                counted.size(),
                counted.stream().mapToLong(entry -> entry.source().size()).sum());
        StoreEngine engine = target.engine(storage, listener);
        AddRequest add =
                new AddRequest(request.product(), request.version(), request.comment(), request.options(), entries);
        AddResult result = request.layoutOnly() ? engine.addLayoutOnly(add) : engine.add(add);
        for (EntryResult entry : result.entries()) {
            reports.add(report(entry, target.store(), storage.separator()));
        }
        List<String> notes = new ArrayList<>(result.notes());
        request.relative().ifPresent(relative -> notes.addAll(unreachable(relative, sources)));
        return AddReport.of(result.id().map(TransactionId::text).orElse(""), reports, sources, notes);
    }

    /** The files that no path leads to from the store. */
    private static List<String> unreachable(RelativePaths relative, Sources sources) {
        return sources.files().stream()
                .filter(file ->
                        !file.keys().isEmpty() && relative.to(file.shown()).isEmpty())
                .map(file -> "No relative path leads from the store to " + file.shown() + ", its own path is recorded.")
                .toList();
    }

    private static FileReport report(EntryResult result, String store, String separator) {
        KeyedFile file = (KeyedFile) result.entry().source();
        SymbolKey key = result.entry().key();
        boolean error = result.status() == EntryResult.Status.ERROR;
        boolean refused = error && result.entry().secondary(); // the file itself is reported by its first entry
        EnumSet<Mark> marks = EnumSet.noneOf(Mark.class);
        mark(marks, Mark.COMPRESSED, result.compressed());
        mark(marks, Mark.REPLACED, result.replaced());
        mark(marks, Mark.CLASS_CHANGED, result.classChanged());
        mark(marks, Mark.SECONDARY, !key.equals(file.keys().get(0)));
        return new FileReport(
                file.shown(),
                key.name(),
                key.index(),
                result.entry().symbolClass().text(),
                result.path().isEmpty() ? "" : StoreTarget.shown(store, result.path(), separator),
                "",
                refused ? "skipped" : result.status().name().toLowerCase(Locale.ROOT),
                error && !refused ? FileReport.WRITE_FAULT : 0,
                result.message(),
                marks);
    }

    private static void mark(EnumSet<Mark> marks, Mark mark, boolean wanted) {
        if (wanted) {
            marks.add(mark);
        }
    }
}
