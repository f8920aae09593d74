// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import dev.symkit.parallel.Parallel;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The files an add or a query is about, looked at in parallel, in path order.
 *
 * @param files the files
 * @param unmatched {@code /f} values that named nothing
 * @param errors reports of paths that could not be searched
 */
record Sources(List<KeyedFile> files, List<String> unmatched, List<FileReport> errors) {

    static StoreStorage open(StoreTarget target) throws IOException {
        return StoreStorages.open(target.store(), target.workingDirectory(), new StorageOptions(target.sync()));
    }

    static Sources find(
            StoreTarget target, Selection selection, UnaryOperator<String> recordedPath, ReadingListener listener)
            throws IOException {
        FileSelection search = new FileSelection(
                target.workingDirectory(), selection.recurse(), selection.excludes(), storeDirectory(target));
        List<String> unmatched = new ArrayList<>();
        for (String value : selection.files()) {
            if (!search.add(value)) {
                unmatched.add(value);
            }
        }
        List<FileReport> errors = search.errors();
        boolean nothing = search.files().isEmpty() && errors.isEmpty();
        listener.reading(
                search.files().size(),
                search.files().stream().mapToLong(FileSelection.Found::size).sum());
        List<KeyedFile> keyed = new Parallel(Math.max(1, target.jobs()), target.cancelled())
                .map(search.files(), file -> {
                    Path path = file.path();
                    KeyedFile read = KeyedFile.read(path, recordedPath.apply(path.toString()));
                    listener.read(1, file.size());
                    return read;
                });
        return new Sources(keyed, nothing ? selection.files() : unmatched, errors);
    }

    private static Optional<Path> storeDirectory(StoreTarget target) {
        try {
            Path path = target.workingDirectory().resolve(target.store());
            return Files.isDirectory(path) ? Optional.of(path.toRealPath()) : Optional.empty();
        } catch (InvalidPathException | IOException e) {
            return Optional.empty(); // the store is not on this file system, or shows its problem when it is opened
        }
    }
}
