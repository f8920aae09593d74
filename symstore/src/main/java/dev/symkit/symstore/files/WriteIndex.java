// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.files;

import dev.symkit.path.UncPath;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.symstore.ReadingListener;
import dev.symkit.symstore.StoreTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code symstore add /x}: writes down where files are and which keys they have, for a store that is built later. */
public final class WriteIndex {

    /**
     * One index file.
     *
     * @param target how to work; there is no store
     * @param files the files
     * @param share the absolute path that is left out of the paths of the files ({@code /g})
     * @param index the file to write
     * @param append whether it goes on from what the file holds ({@code /a})
     * @param quoted whether fields are in quotes (not with {@code /q})
     */
    public record Request(
            StoreTarget target, SelectedFiles files, String share, Path index, boolean append, boolean quoted) {}

    /** Writes the file; without any file to be listed nothing is written. */
    public AddReport run(Request request, ReadingListener listener) throws IOException {
        Sources sources = request.files().find(request.target(), listener);
        if (sources.files().isEmpty()) {
            return AddReport.nothing(sources);
        }
        StringBuilder text = new StringBuilder();
        List<FileReport> reports = new ArrayList<>(sources.errors());
        for (KeyedFile file : sources.files()) {
            file.problem().ifPresent(reports::add);
            for (SymbolKey key : file.keys()) {
                reports.add(add(text, file, key, request));
            }
        }
        if (request.append()) {
            IndexFile.append(request.index(), text.toString());
        } else {
            IndexFile.write(request.index(), text.toString());
        }
        return AddReport.of("", reports, sources, List.of());
    }

    private static FileReport add(StringBuilder text, KeyedFile file, SymbolKey key, Request request) {
        List<String> path = below(request.share(), file.shown());
        if (path.isEmpty()) {
            return FileReport.error(
                    file.shown(),
                    FileReport.INVALID_PARAMETER,
                    "'" + file.shown() + "' does not begin with '" + request.share() + "'.");
        }
        IndexLine line = new IndexLine(key, path, file.symbolClass());
        Optional<String> problem = line.problem(request.quoted());
        if (problem.isPresent()) {
            return FileReport.error(file.shown(), FileReport.INVALID_NAME, problem.get());
        }
        text.append(line.text(file.size(), request.quoted()));
        return new FileReport(
                file.shown(),
                key.name(),
                key.index(),
                file.symbolClass().orElseThrow().text(),
                "",
                "",
                "stored",
                0,
                "",
                Set.of());
    }

    /** The parts of a path behind those of the share, ignoring case; empty if it does not begin with them. */
    private static List<String> below(String share, String path) {
        List<String> parts = UncPath.parts(path);
        List<String> start = UncPath.parts(share);
        if (parts.size() < start.size()) {
            return List.of();
        }
        for (int i = 0; i < start.size(); i++) {
            if (!start.get(i).equalsIgnoreCase(parts.get(i))) {
                return List.of();
            }
        }
        return parts.subList(start.size(), parts.size());
    }
}
