// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.disk;

import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.storage.WholeFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The compressed copies of a store's files: {@code .symproxy/enc/NAME/INDEX/SIZE-DIGEST.EXTENSION} below its root, with the canonical key and
 * size and digest of the file itself, so that a copy of another version never passes for one of this. Nothing is lost with them.
 *
 * @param root of the store
 */
public record SidecarFiles(Path root) {
    private static final Logger LOG = LoggerFactory.getLogger(SidecarFiles.class);
    private static final Duration ABANDONED = Duration.ofDays(1);

    private Path all() {
        return root.resolve(StoreNames.SYMPROXY).resolve("enc");
    }

    private Path of(SymbolKey key) {
        return all().resolve(key.name()).resolve(key.index());
    }

    /**
     * Where the copy of a file is, or would be.
     *
     * @param key canonical
     * @param file with its digest
     * @param extension of the copy, with a dot
     */
    public Path of(SymbolKey key, StoredFile file, String extension) {
        return of(key).resolve(StoredFile.tag(file.size(), file.digest()) + extension);
    }

    /**
     * Writes a copy; nobody sees half of it.
     *
     * @throws IOException if it cannot be written, or its content fails
     */
    public void write(Path copy, WholeFile.Content content) throws IOException {
        Path parent = copy.getParent();
        if (parent == null || !copy.startsWith(all())) {
            throw new IllegalArgumentException("no place for a copy: " + copy);
        }
        Files.createDirectories(parent);
        try {
            WholeFile.write(copy, content);
        } finally {
            deleteEmpty(parent);
        }
    }

    /** Deletes the copies of a key. What cannot be deleted is left for {@link #sweep}. */
    public void delete(SymbolKey key) {
        each(of(key)).forEach(SidecarFiles::delete);
        deleteEmpty(of(key));
    }

    /**
     * Deletes the copies of files that the store does not have any more, and what a crash left.
     *
     * @param now the time
     */
    public void sweep(FileIndex index, Instant now, BooleanSupplier stopped) {
        for (Path name : each(all())) {
            for (Path key : each(name)) {
                if (stopped.getAsBoolean()) {
                    return;
                }
                List<FileIndex.Known> files = known(index, name, key);
                each(key).stream().filter(copy -> isUseless(copy, files, now)).forEach(SidecarFiles::delete);
                deleteEmpty(key);
            }
        }
    }

    private static List<FileIndex.Known> known(FileIndex index, Path name, Path key) {
        try {
            return index.files(SymbolKey.of(String.valueOf(name.getFileName()), String.valueOf(key.getFileName()))
                    .canonical());
        } catch (IllegalKeyException e) {
            return List.of(); // nobody asks for it
        }
    }

    /** Files whose digest is not known may be those that were copied. */
    private static boolean isUseless(Path copy, List<FileIndex.Known> files, Instant now) {
        String name = String.valueOf(copy.getFileName());
        if (name.startsWith("~")) {
            return isAbandoned(copy, now);
        }
        return files.stream()
                .noneMatch(file ->
                        file.digest() == 0 || name.startsWith(StoredFile.tag(file.size(), file.digest()) + "."));
    }

    private static boolean isAbandoned(Path temporary, Instant now) {
        try {
            return Files.getLastModifiedTime(temporary).toInstant().isBefore(now.minus(ABANDONED));
        } catch (IOException e) {
            return false; // it went
        }
    }

    private static List<Path> each(Path directory) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("{} cannot be read: {}", directory, e.getMessage());
        }
        return entries;
    }

    private static void delete(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            LOG.debug("{} stays: {}", copy, e.getMessage());
        }
    }

    /** Deletes the directory of a key if nothing is in it, and that of its name then. */
    private void deleteEmpty(Path key) {
        try {
            Files.deleteIfExists(key);
            Path name = key.getParent();
            if (name != null) {
                Files.deleteIfExists(name);
            }
        } catch (DirectoryNotEmptyException e) {
            return; // as it should be
        } catch (IOException e) {
            LOG.debug("{} stays: {}", key, e.getMessage());
        }
    }
}
