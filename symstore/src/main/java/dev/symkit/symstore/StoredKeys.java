// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.store.key.FileIdentity;
import dev.symkit.store.key.KeyReader;
import dev.symkit.store.storage.StorageFile;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/**
 * Computes the keys of stored files anew.
 *
 * @param storage where the files are
 */
record StoredKeys(StoreStorage storage) {
    private static final String NO_STAMP = "00000000";

    /** What is wrong with the stored file at {@code path}, which ends in {@code name/index/file}. */
    Optional<Problem> check(String path) {
        String[] parts = path.split("/", -1);
        String index = parts[parts.length - 2];
        try (StorageFile file = storage.open(path)) {
            Optional<FileIdentity> identity = new KeyReader().identify(new Source(path, file));
            if (identity.isPresent()) {
                List<String> indexes = identity.get().indexes();
                return indexes.stream().anyMatch(right -> matches(right, index))
                        ? Optional.empty()
                        : wrong(path, "the key of the file is " + String.join(" or ", indexes));
            }
            return index.contains("-") // the form of keys for other kinds of files
                    ? Optional.empty()
                    : wrong(path, "the file is of no kind that has such a key");
        } catch (FormatException e) {
            return e.kind() == FormatException.Kind.UNSUPPORTED ? Optional.empty() : damaged(path, e);
        } catch (NoSuchFileException e) {
            return Optional.empty(); // deleted since it was listed; a missing file is found elsewhere
        } catch (IOException e) {
            return damaged(path, e);
        }
    }

    /** Whether two indexes are equal; an image without timestamp may be under its size alone (inferred). */
    static boolean matches(String right, String index) {
        return right.equalsIgnoreCase(index)
                || (right.startsWith(NO_STAMP)
                        && right.substring(NO_STAMP.length()).equalsIgnoreCase(index));
    }

    private static Optional<Problem> wrong(String path, String message) {
        return Optional.of(new Problem(Problem.WRONG_KEY, path, "", message));
    }

    private static Optional<Problem> damaged(String path, IOException e) {
        return Optional.of(new Problem(Problem.DAMAGED_FILE, path, "", String.valueOf(e.getMessage())));
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
