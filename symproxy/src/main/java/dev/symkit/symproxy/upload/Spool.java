// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upload;

import dev.symkit.symproxy.web.Request;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the files of one upload wait, on the disk of the store. Closing it deletes them. Thread-safe. */
final class Spool implements Closeable {
    /** What the name of each begins with. */
    static final String PREFIX = "tmp-";

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    private static final int BUFFER = 128 << 10;
    private static final String HEADER = "Content-Length";

    private final Path directory;
    private final AtomicInteger count = new AtomicInteger();

    private Spool(Path directory) {
        this.directory = directory;
    }

    /** A new one below a directory, which is made. */
    static Spool in(Path parent) throws IOException {
        Path directory = parent.resolve(PREFIX + UUID.randomUUID());
        Files.createDirectories(parent);
        return new Spool(Files.createDirectory(directory));
    }

    /** Where it is. */
    Path directory() {
        return directory;
    }

    /** The path of a file that is not there yet. */
    Path next() {
        return directory.resolve(Integer.toString(count.getAndIncrement()));
    }

    /**
     * Refuses a body that is too large by what its request says, before it is read.
     *
     * @param most bytes
     * @param free bytes on the disk
     */
    static void check(Request request, long most, long free) throws RefusedException {
        Optional<String> text = request.header(HEADER).map(String::strip).filter(each -> each.matches("\\d{1,18}"));
        long length = text.map(Long::parseLong).orElse(0L);
        if (length > most) {
            throw tooLarge(most);
        }
        if (length > free) {
            throw noSpace();
        }
    }

    static RefusedException tooLarge(long most) {
        return new RefusedException(RefusedException.TOO_LARGE, "larger than the " + most + " bytes allowed");
    }

    static RefusedException noSpace() {
        return new RefusedException(RefusedException.NO_STORAGE, "no space left");
    }

    /**
     * Puts a stream into a file.
     *
     * @param most bytes
     * @throws RefusedException if it has more, or ends too early
     * @throws IOException if the file cannot be written
     */
    Path receive(InputStream in, long most, Optional<BodyDigest> digest) throws IOException, RefusedException {
        Path file = next();
        byte[] buffer = new byte[BUFFER];
        long length = 0;
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            for (int read = read(in, buffer); read >= 0; read = read(in, buffer)) {
                length += read;
                if (length > most) {
                    throw tooLarge(most);
                }
                int bytes = read;
                digest.ifPresent(each -> each.sink().update(buffer, 0, bytes));
                out.write(buffer, 0, read);
            }
        }
        if (digest.isPresent()) {
            digest.get().check();
        }
        return file;
    }

    private static int read(InputStream in, byte[] buffer) throws RefusedException {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw new RefusedException(RefusedException.BAD_REQUEST, "the body did not come to its end");
        }
    }

    /** What cannot be deleted is left for later: it changes nothing of what became of the upload. */
    @Override
    public void close() {
        discard(directory);
    }

    /** Deletes a directory with all that is in it, as far as that can be done now. */
    static void discard(Path directory) {
        try {
            delete(directory);
        } catch (IOException e) {
            LOG.warn("{} stays until it is old: {}", directory, e.getMessage());
        }
    }

    /** Deletes a directory with all that is in it. One that is gone meanwhile is none. */
    static void delete(Path directory) throws IOException {
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path each, java.io.IOException problem) throws IOException {
                    if (problem != null) {
                        throw problem;
                    }
                    Files.deleteIfExists(each);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException e) {
            return; // somebody else was quicker
        }
    }
}
