// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.verify;

import dev.symkit.compress.CompressedFile;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.store.key.FileIdentity;
import dev.symkit.store.key.KeyReader;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StorageSource;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Computes the keys of stored files anew; those of compressed files from their content, which is decompressed as a whole.
 *
 * @param storage where the files are
 * @param temporary directory for the content of large compressed files
 * @param wanted which paths are read at all
 */
record StoredKeys(StoreStorage storage, Path temporary, Predicate<String> wanted) {
    /** Contents of more bytes are not looked into. */
    private static final long MAX_CONTENT = 1L << 34;

    /** What is wrong with the stored file of a key directory, in both its forms. */
    void check(String directory, String name, List<String> names, Findings found) {
        StoreNames.find(name, names)
                .map(file -> directory + "/" + file)
                .filter(wanted)
                .flatMap(path -> check(path, file -> keyProblem(path, file)))
                .ifPresent(found.files()::add);
        StoreNames.compressed(name)
                .flatMap(form -> StoreNames.find(form, names))
                .map(file -> directory + "/" + file)
                .filter(wanted)
                .flatMap(path -> check(path, file -> contentProblem(path, file, name)))
                .ifPresent(found.files()::add);
    }

    /** The class of a stored file, for a reference to it; empty if it is of no kind that is known. */
    Optional<String> symbolClass(String path, String name) throws IOException {
        try (ByteSource file = StorageSource.open(storage, path)) {
            Optional<CompressedFile> compressed =
                    path.endsWith("_") ? CompressedFile.open(file, name, MAX_CONTENT) : Optional.empty();
            if (compressed.isEmpty()) {
                return symbolClass(file);
            }
            try (ByteSource content = compressed.get().content(temporary)) {
                return symbolClass(content);
            }
        }
    }

    private static Optional<String> symbolClass(ByteSource content) throws IOException {
        return new KeyReader()
                .identify(content)
                .map(identity -> identity.symbolClass().text());
    }

    /** Looks at an open file. */
    @FunctionalInterface
    private interface Look {
        Optional<Problem> at(ByteSource file) throws IOException;
    }

    private Optional<Problem> check(String path, Look look) {
        try (ByteSource file = StorageSource.open(storage, path)) {
            return look.at(file);
        } catch (NoSuchFileException e) {
            return Optional.empty(); // deleted since it was listed; a missing file is found elsewhere
        } catch (IOException e) {
            return problem(Problem.DAMAGED_FILE, path, String.valueOf(e.getMessage()));
        }
    }

    private Optional<Problem> contentProblem(String path, ByteSource file, String name) throws IOException {
        Optional<CompressedFile> compressed = CompressedFile.open(file, name, MAX_CONTENT);
        if (compressed.isEmpty()) {
            return problem(Problem.DAMAGED_FILE, path, "its name says that it is compressed, which it is not");
        }
        try (ByteSource content = compressed.get().content(temporary)) {
            return keyProblem(path, content);
        }
    }

    private static Optional<Problem> keyProblem(String path, ByteSource content) throws IOException {
        String[] parts = path.split("/", -1);
        String index = parts[parts.length - 2];
        Optional<FileIdentity> identity;
        try {
            identity = new KeyReader().identify(content);
        } catch (FormatException e) {
            if (e.kind() == FormatException.Kind.UNSUPPORTED) {
                return Optional.empty();
            }
            throw e;
        }
        if (identity.isPresent()) {
            return identity.get().hasIndex(index)
                    ? Optional.empty()
                    : problem(
                            Problem.WRONG_KEY,
                            path,
                            "the key of the file is "
                                    + String.join(" or ", identity.get().indexes()));
        }
        return index.contains("-") // the form of keys for other kinds of files
                ? Optional.empty()
                : problem(Problem.WRONG_KEY, path, "the file is of no kind that has such a key");
    }

    private static Optional<Problem> problem(String kind, String path, String message) {
        return Optional.of(new Problem(kind, path, "", message));
    }
}
