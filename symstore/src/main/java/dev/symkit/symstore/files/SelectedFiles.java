// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.files;

import dev.symkit.path.UncPath;
import dev.symkit.symstore.ReadingListener;
import dev.symkit.symstore.StoreTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The files that {@code /f} values name.
 *
 * @param selection the values
 * @param rules which files count, and their keys
 * @param recordedPath from the absolute path of a file to the path that is recorded
 * @param localAllowed whether paths that are not on a share will do; only pointers may forbid it
 * @param temporary where the content of compressed files is put for as long as it is looked at
 */
public record SelectedFiles(
        Selection selection, KeyRules rules, UnaryOperator<String> recordedPath, boolean localAllowed, Path temporary)
        implements SourceFinder {

    @Override
    public Sources find(StoreTarget target, ReadingListener listener) throws IOException {
        FileSelection search = new FileSelection(target.workingDirectory(), selection, storeDirectory(target));
        List<String> unmatched = new ArrayList<>();
        for (String value : selection.files()) {
            if (!search.add(value)) {
                unmatched.add(value);
            }
        }
        boolean nothing = search.files().isEmpty() && search.errors().isEmpty();
        SourceReader reader = new SourceReader(rules, temporary);
        List<KeyedFile> files =
                Sources.read(target, search.files(), FileSelection.Found::size, found -> read(reader, found), listener);
        return new Sources(
                files,
                (nothing ? selection.files() : unmatched)
                        .stream()
                                .map(value -> "No files found matching '" + value + "'.")
                                .toList(),
                search.errors());
    }

    private KeyedFile read(SourceReader reader, FileSelection.Found found) {
        return localAllowed || UncPath.is(found.shown())
                ? reader.read(found.path(), found.shown(), recordedPath.apply(found.shown()))
                : KeyedFile.without(found.path(), localPath(found.shown()));
    }

    /** The report of a local path where only shares may be pointed to. */
    static FileReport localPath(String path) {
        return FileReport.error(
                path,
                FileReport.INVALID_PARAMETER,
                "'" + path + "' is a local path; use '/l' to store pointers to local files.");
    }

    private static Optional<Path> storeDirectory(StoreTarget target) {
        try {
            Path path = target.workingDirectory().resolve(target.location());
            return !target.location().isEmpty() && Files.isDirectory(path)
                    ? Optional.of(path.toRealPath())
                    : Optional.empty();
        } catch (InvalidPathException | IOException e) {
            return Optional.empty(); // the store is not on this file system, or shows its problem when it is opened
        }
    }
}
