// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.auth;

import com.github.benmanes.caffeine.cache.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a file says, read again when the file changed; that is looked at once a second at most. Thread-safe. */
final class WatchedFile<T> {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedFile.class);
    private static final long PERIOD = TimeUnit.SECONDS.toNanos(1);

    private final Path file;
    private final Reader<T> reader;
    private final Ticker ticker;
    private final Lock looking = new ReentrantLock();
    private volatile T value;
    private volatile long looked;
    private Optional<Stamp> stamp;

    /** Reads a file, which need not be there. */
    @FunctionalInterface
    interface Reader<T> {
        T read() throws IOException;
    }

    /** How a file is known to be another one: by its identity too where there is one, as times are coarse. */
    private record Stamp(long size, FileTime time, Optional<Object> identity) {}

    /**
     * Reads the file for the first time.
     *
     * @throws IOException if it is there and cannot be read
     */
    WatchedFile(Path file, Reader<T> reader, Ticker ticker) throws IOException {
        this.file = file;
        this.reader = reader;
        this.ticker = ticker;
        this.stamp = stamp(file);
        this.value = reader.read();
        this.looked = ticker.read();
    }

    /** What it says; what it said before if it cannot be read now. */
    T get() {
        if (ticker.read() - looked >= PERIOD && looking.tryLock()) {
            try {
                look();
                looked = ticker.read();
            } finally {
                looking.unlock();
            }
        }
        return value;
    }

    private void look() {
        try {
            Optional<Stamp> now = stamp(file);
            if (!now.equals(stamp)) {
                // remembered first: a file that is wrong is told of once
                stamp = now;
                value = reader.read();
                LOG.info("{}: read again", file);
            }
        } catch (IOException e) {
            LOG.warn("what {} said before counts: {}", file, e.toString());
        }
    }

    private static Optional<Stamp> stamp(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Stamp(
                    attributes.size(), attributes.lastModifiedTime(), Optional.ofNullable(attributes.fileKey())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
