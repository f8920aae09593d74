// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import dev.symkit.compress.CompressedFile;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.store.key.FileIdentity;
import dev.symkit.store.key.KeyReader;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.storage.StorageFile;
import dev.symkit.store.storage.StoreStorage;
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
    private static final String NO_STAMP = "00000000";

    /** Contents of more bytes are not looked into. */
    private static final long MAX_CONTENT = 1L << 34;

    /** What is wrong with the stored file of a key directory, in both its forms. */
    void check(String directory, String name, List<String> names, Findings found) {
        KeyDirectories.named(name, names)
                .map(file -> directory + "/" + file)
                .filter(wanted)
                .flatMap(path -> check(path, file -> keyProblem(path, file)))
                .ifPresent(found.files()::add);
        StoreNames.compressed(name)
                .flatMap(form -> KeyDirectories.named(form, names))
                .map(file -> directory + "/" + file)
                .filter(wanted)
                .flatMap(path -> check(path, file -> contentProblem(path, file, name)))
                .ifPresent(found.files()::add);
    }

    /** The class of a stored file, for a reference to it; empty if it is of no kind that is known. */
    Optional<String> symbolClass(String path, String name) throws IOException {
        try (StorageFile file = storage.open(path)) {
            ByteSource source = new Source(path, file);
            Optional<CompressedFile> compressed =
                    path.endsWith("_") ? CompressedFile.open(source, name, MAX_CONTENT) : Optional.empty();
            try (ByteSource content = compressed.isPresent() ? compressed.get().content(temporary) : source) {
                return new KeyReader()
                        .identify(content)
                        .map(identity -> identity.symbolClass().text());
            }
        }
    }

    /** Looks at an open file. */
    @FunctionalInterface
    private interface Look {
        Optional<Problem> at(ByteSource file) throws IOException;
    }

    private Optional<Problem> check(String path, Look look) {
        try (StorageFile file = storage.open(path)) {
            return look.at(new Source(path, file));
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
            List<String> indexes = identity.get().indexes();
            return indexes.stream().anyMatch(right -> matches(right, index))
                    ? Optional.empty()
                    : problem(Problem.WRONG_KEY, path, "the key of the file is " + String.join(" or ", indexes));
        }
        return index.contains("-") // the form of keys for other kinds of files
                ? Optional.empty()
                : problem(Problem.WRONG_KEY, path, "the file is of no kind that has such a key");
    }

    /** Whether two indexes are equal; an image without timestamp may be under its size alone (inferred). */
    static boolean matches(String right, String index) {
        return right.equalsIgnoreCase(index)
                || (right.startsWith(NO_STAMP)
                        && right.substring(NO_STAMP.length()).equalsIgnoreCase(index));
    }

    private static Optional<Problem> problem(String kind, String path, String message) {
        return Optional.of(new Problem(kind, path, "", message));
    }

    private record Source(String name, StorageFile file) implements ByteSource {
        @Override
        public long size() {
            return file.size();
        }

        @Override
        public void read(long position, byte[] into, int at, int length) throws IOException {
            file.read(position, into, at, length);
        }

        @Override
        public void close() {
            // the storage file is closed by whoever opened it
        }
    }
}
