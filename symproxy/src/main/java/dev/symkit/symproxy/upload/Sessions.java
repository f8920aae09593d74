// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upload;

import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.SymbolKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;

/**
 * Uploads of many files that become one transaction at their end. All there is of a session is on disk, so it outlives the server: a
 * directory named like it, with its labels in {@code labels.properties} and its files below {@code files} as {@code NAME/INDEX/NAME}. Thread-safe, also among
 * processes: a session that is ended is taken away in one step.
 */
final class Sessions {
    private static final String LABELS = "labels.properties";
    private static final String FILES = "files";

    private final Path parent;
    private final InstantSource clock;

    Sessions(Path parent, InstantSource clock) {
        this.parent = parent;
        this.clock = clock;
    }

    /** A file of a session that ended. */
    record Held(SymbolKey key, Path file) {}

    /** Begins a session. */
    String begin(Labels labels) throws IOException {
        String id = UUID.randomUUID().toString();
        Path made = Files.createDirectories(parent.resolve(Spool.PREFIX + id));
        Properties properties = new Properties();
        properties.setProperty("product", labels.product());
        properties.setProperty("version", labels.version());
        properties.setProperty("comment", labels.comment());
        try (OutputStream out = Files.newOutputStream(made.resolve(LABELS))) {
            properties.store(out, null);
        }
        Files.createDirectory(made.resolve(FILES));
        Files.move(made, parent.resolve(id), StandardCopyOption.ATOMIC_MOVE);
        return id;
    }

    /** The name of a session as it is on disk, if a text is one. */
    static Optional<String> id(String text) {
        try {
            return Optional.of(UUID.fromString(text).toString()).filter(text::equalsIgnoreCase);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Path existing(String session) throws RefusedException {
        Optional<Path> directory = id(session).map(parent::resolve).filter(Files::isDirectory);
        return directory.orElseThrow(Sessions::unknown);
    }

    private static RefusedException unknown() {
        return new RefusedException(RefusedException.NOT_FOUND, "there is no such session");
    }

    /** Refuses a session that is not there. */
    void check(String session) throws RefusedException {
        existing(session);
    }

    /** Puts a file into a session; one under the same key goes. */
    void put(String session, Candidate candidate) throws IOException, RefusedException {
        Path directory = existing(session);
        SymbolKey key = candidate.key();
        try {
            // name and index are those of a key, so each is one name of a path
            Path name = made(directory.resolve(FILES).resolve(key.canonical().name()));
            Path index = made(name.resolve(key.canonical().index()));
            for (Path other : children(index)) {
                Files.deleteIfExists(other);
            }
            Files.move(candidate.file(), index.resolve(key.name()), StandardCopyOption.ATOMIC_MOVE);
            Files.setLastModifiedTime(directory, FileTime.from(clock.instant()));
        } catch (NoSuchFileException e) {
            throw unknown();
        }
    }

    private static Path made(Path directory) throws IOException {
        return Files.isDirectory(directory) ? directory : Files.createDirectory(directory);
    }

    /**
     * Takes a session away: nobody can put anything into it any more.
     *
     * @return where it is now
     */
    Path take(String session) throws IOException, RefusedException {
        Path directory = existing(session);
        Path taken = parent.resolve(Spool.PREFIX + UUID.randomUUID());
        try {
            Files.move(directory, taken, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            throw unknown();
        }
        return taken;
    }

    /** Gives a session back that could not be ended. */
    void giveBack(String session, Path taken) throws IOException {
        Files.move(taken, parent.resolve(id(session).orElseThrow()), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The labels of a session that was taken away. */
    static Labels labels(Path taken) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(taken.resolve(LABELS))) {
            properties.load(in);
        }
        return new Labels(
                properties.getProperty("product", ""),
                properties.getProperty("version", ""),
                properties.getProperty("comment", ""));
    }

    /** The files of a session that was taken away. */
    static List<Held> files(Path taken) throws IOException {
        List<Held> all = new ArrayList<>();
        for (Path name : children(taken.resolve(FILES))) {
            for (Path index : children(name)) {
                for (Path file : children(index)) {
                    try {
                        all.add(new Held(SymbolKey.of(text(file), text(index)), file));
                    } catch (IllegalKeyException e) {
                        throw new IOException(file + ": " + e.getMessage(), e); // put there by somebody else
                    }
                }
            }
        }
        return all;
    }

    private static String text(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static List<Path> children(Path directory) throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            List<Path> all = new ArrayList<>();
            stream.forEach(all::add);
            all.sort(null);
            return all;
        } catch (NotDirectoryException | NoSuchFileException e) {
            return List.of();
        }
    }

    /** Deletes sessions that rested too long, and what killed uploads left. */
    void sweep(Instant before) throws IOException {
        for (Path each : children(parent)) {
            if (Files.getLastModifiedTime(each).toInstant().isBefore(before)) {
                Spool.delete(each);
            }
        }
    }
}
