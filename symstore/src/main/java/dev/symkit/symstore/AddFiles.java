// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.tx.AddEntry;
import dev.symkit.store.tx.AddOptions;
import dev.symkit.store.tx.AddRequest;
import dev.symkit.store.tx.AddResult;
import dev.symkit.store.tx.EngineListener;
import dev.symkit.store.tx.EngineOptions;
import dev.symkit.store.tx.EntryResult;
import dev.symkit.store.tx.StoreEngine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** {@code symstore add}: puts files into a store as one transaction. */
public final class AddFiles {

    /** Told what an add is doing; progress comes from several threads. */
    public interface Listener extends ReadingListener {
        /** The number of files that will be stored, and their bytes; each file counts once, however many keys it has. */
        default void started(long files, long bytes) {}

        /** So many more files and bytes were read. */
        default void progress(long files, long bytes) {}

        /** Another writer has the store's lock. */
        default void waiting(String holder) {}

        /** The transaction exists from now on. */
        default void committed(String id) {}
    }

    /**
     * One add.
     *
     * @param target the store
     * @param selection the files
     * @param product {@code /t}
     * @param version {@code /v}, empty if absent
     * @param comment {@code /c}, empty if absent
     * @param twoTier whether a new store becomes two-tier
     * @param recordedPath from the absolute path of a file to the path that the store records
     */
    public record Request(
            StoreTarget target,
            Selection selection,
            String product,
            String version,
            String comment,
            boolean twoTier,
            UnaryOperator<String> recordedPath) {}

    /**
     * A finished add.
     *
     * @param id its transaction; empty if no file was found
     * @param files what became of each file, in path order
     * @param unmatched {@code /f} values that named nothing
     * @param notes what else is worth saying
     */
    public record Report(String id, List<FileReport> files, List<String> unmatched, List<String> notes) {
        /** Number of files with one of the statuses; second entries of portable PDBs do not count. */
        public long count(String... statuses) {
            return files.stream()
                    .filter(file -> !file.secondary() && List.of(statuses).contains(file.status()))
                    .count();
        }
    }

    /** Adds the files. Without any file nothing is done. */
    public Report run(Request request, Listener listener) throws IOException {
        StoreTarget target = request.target();
        Sources sources = Sources.find(target, request.selection(), request.recordedPath(), listener);
        if (sources.files().isEmpty()) {
            return new Report("", sources.errors(), sources.unmatched(), List.of());
        }
        List<AddEntry> entries = new ArrayList<>();
        List<FileReport> reports = new ArrayList<>(sources.errors());
        for (KeyedFile file : sources.files()) {
            file.problem().ifPresent(reports::add);
            for (int i = 0; i < file.keys().size(); i++) {
                entries.add(new AddEntry(
                        file.keys().get(i), file.identity().orElseThrow().symbolClass(), file, i > 0));
            }
        }
        List<AddEntry> counted =
                entries.stream().filter(entry -> !entry.secondary()).toList();
        listener.started(
                counted.size(),
                counted.stream().mapToLong(entry -> entry.source().size()).sum());
        try (StoreStorage storage = Sources.open(target)) {
            EngineOptions options =
                    new EngineOptions(target.clock(), target.jobs(), target.lockTimeout(), target.cancelled());
            AddResult result = new StoreEngine(storage, options, forward(listener))
                    .add(new AddRequest(
                            request.product(),
                            request.version(),
                            request.comment(),
                            AddOptions.PLAIN.withTwoTier(request.twoTier()),
                            entries));
            for (EntryResult entry : result.entries()) {
                reports.add(report(entry, target.store(), storage.separator()));
            }
            reports.sort(Comparator.comparing(FileReport::source, String.CASE_INSENSITIVE_ORDER)
                    .thenComparing(FileReport::source));
            return new Report(
                    result.id().map(TransactionId::text).orElse(""), reports, sources.unmatched(), result.notes());
        }
    }

    private static EngineListener forward(Listener listener) {
        return new EngineListener() {
            @Override
            public void waiting(String holder) {
                listener.waiting(holder);
            }

            @Override
            public void committed(TransactionId id) {
                listener.committed(id.text());
            }

            @Override
            public void progress(long files, long bytes) {
                listener.progress(files, bytes);
            }
        };
    }

    private static FileReport report(EntryResult result, String store, String separator) {
        boolean error = result.status() == EntryResult.Status.ERROR;
        boolean refused = error && result.entry().secondary(); // the file itself is reported by its first entry
        SymbolKey key = result.entry().key();
        KeyedFile file = (KeyedFile) result.entry().source();
        return new FileReport(
                file.path().toString(),
                key.name(),
                key.index(),
                result.entry().symbolClass().text(),
                shown(store, result.path(), separator),
                "",
                refused ? "skipped" : result.status().name().toLowerCase(Locale.ROOT),
                error && !refused ? FileReport.WRITE_FAULT : 0,
                result.message(),
                result.replaced(),
                result.classChanged(),
                result.entry().secondary());
    }

    /** A path in a store as it is printed: the text of {@code /s} as given, then the parts. */
    static String shown(String store, String path, String separator) {
        String end = store.endsWith(separator) || store.endsWith("/") ? "" : separator;
        return store + end + path.replace("/", separator);
    }
}
