// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.auth;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.symkit.symproxy.config.FileStamp;
import java.io.IOException;
import java.nio.file.Path;
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
    private Optional<FileStamp> stamp;

    /** Reads a file, which need not be there. */
    @FunctionalInterface
    interface Reader<T> {
        T read() throws IOException;
    }

    /**
     * Reads the file for the first time.
     *
     * @throws IOException if it is there and cannot be read
     */
    WatchedFile(Path file, Reader<T> reader, Ticker ticker) throws IOException {
        this.file = file;
        this.reader = reader;
        this.ticker = ticker;
        this.stamp = FileStamp.of(file);
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
            Optional<FileStamp> now = FileStamp.of(file);
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
}
