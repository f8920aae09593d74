// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.files;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.layout.RefsLine;
import dev.symkit.store.layout.ServerFile;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StoreView;
import dev.symkit.symstore.ReadingListener;
import dev.symkit.symstore.StoreTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code symstore query}: tells whether files are in a store. Takes no lock. */
public final class QueryFiles {

    /**
     * One query.
     *
     * @param target the store
     * @param files the files
     */
    public record Request(StoreTarget target, SourceFinder files) {}

    /**
     * The answer for one file.
     *
     * @param file what was found
     * @param place for a file that was not found: the entry and key where it would be, as it is shown; else empty
     * @param references one text for each reference: id, kind, source, product, version
     */
    public record Answer(FileReport file, String place, List<String> references) {}

    /**
     * The answers.
     *
     * @param answers one for each file, in path order
     * @param unmatched one message for each {@code /f} value that named nothing
     */
    public record Report(List<Answer> answers, List<String> unmatched) {
        /** Number of files with a status. */
        public long count(String status) {
            return answers.stream()
                    .filter(answer -> answer.file().status().equals(status))
                    .count();
        }
    }

    /** Looks every file up. */
    public Report run(Request request, ReadingListener listener) throws IOException {
        try (StoreStorage storage = request.target().open()) {
            return run(request, storage, listener);
        }
    }

    /** The same in a store that is open. */
    public static Report run(Request request, StoreStorage storage, ReadingListener listener) throws IOException {
        StoreTarget target = request.target();
        target.requireStore(storage);
        Sources sources = request.files().find(target, listener);
        StoreView view = new StoreView(
                storage,
                sources.files().stream().flatMap(file -> file.keys().stream()).toList());
        List<Answer> answers = new ArrayList<>();
        sources.errors().forEach(error -> answers.add(new Answer(error, "", List.of())));
        ServerFile server = view.server();
        for (KeyedFile file : sources.files()) {
            answers.add(
                    file.problem().isPresent()
                            ? new Answer(file.problem().get(), "", List.of())
                            : answer(view, server, file, target.store(), storage.separator()));
        }
        return new Report(answers, sources.unmatched());
    }

    private static Answer answer(StoreView view, ServerFile server, KeyedFile file, String store, String separator)
            throws IOException {
        SymbolKey key = file.keys().get(0);
        Optional<StoreView.Found> found = Optional.empty();
        for (int i = 0; i < file.keys().size() && found.isEmpty(); i++) {
            key = file.keys().get(i);
            found = view.find(key);
        }
        key = found.isPresent() ? key : file.keys().get(0);
        FileReport report = new FileReport(
                file.shown(),
                key.name(),
                key.index(),
                file.symbolClass().orElseThrow().text(),
                found.map(at -> StoreTarget.shown(store, at.path(), separator)).orElse(""),
                found.map(at -> at.form().text()).orElse(""),
                found.isPresent() ? "found" : "notFound",
                0,
                "",
                Set.of());
        return found.isPresent()
                ? new Answer(report, "", references(view, server, key))
                : new Answer(report, key.name() + separator + key.index(), List.of());
    }

    private static List<String> references(StoreView view, ServerFile server, SymbolKey key) throws IOException {
        List<String> texts = new ArrayList<>();
        Optional<RefsFile> refs = view.refs(key);
        if (refs.isPresent()) {
            for (RefsLine line : refs.get().references()) {
                String of = server.find(line.id())
                        .map(record -> " \"" + record.product() + "\" \"" + record.version() + "\"")
                        .orElse("");
                texts.add(line.id() + " " + line.kind().text() + " " + line.source() + of);
            }
        }
        return texts;
    }
}
