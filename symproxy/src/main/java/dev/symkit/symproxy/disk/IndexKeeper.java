// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.disk;

import dev.symkit.store.layout.StoreNames;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the index of a directory true: reads what was known before, walks through the store in the background then and again from time to
 * time, and writes it down. Thread-safe.
 */
public final class IndexKeeper implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(IndexKeeper.class);
    private static final String FILE = "index.txt";

    private final StoreDirectory directory;
    private final Duration rescan;
    private final Thread thread;
    private volatile boolean stopped;

    /** A keeper that walks through the store so often; zero for only once. */
    public IndexKeeper(StoreDirectory directory, Duration rescan) {
        this.directory = directory;
        this.rescan = rescan;
        this.thread = new Thread(this::run, "index " + directory.name());
        thread.setDaemon(true);
    }

    /** Begins to walk. */
    public void start() {
        thread.start();
    }

    private Path file() {
        return directory.root().resolve(StoreNames.SYMPROXY).resolve(FILE);
    }

    private void run() {
        try {
            new IndexFile(file()).load(directory.index());
        } catch (IOException e) {
            LOG.warn("the index of {} is made anew: {}", directory.root(), e.getMessage());
        }
        try {
            while (!stopped) {
                scan();
                save();
                if (rescan.isZero()) {
                    return;
                }
                Thread.sleep(rescan.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private void scan() {
        FileIndex index = directory.index();
        new TreeScan(
                        directory.root(),
                        (key, file) -> {
                            boolean same = index.find(key, file.leaf())
                                    .filter(known -> known.size() == file.size() && known.modified() == file.modified())
                                    .isPresent();
                            if (!same) {
                                index.put(key, file);
                            }
                        },
                        () -> stopped)
                .run();
        index.forEach((key, files) -> {
            for (FileIndex.Known file : files) {
                if (!stopped && !Files.exists(directory.root().resolve(file.path()))) {
                    index.remove(key, file.leaf());
                }
            }
        });
    }

    /** Writes the index down. What goes wrong is logged: only time is lost. */
    public void save() {
        try {
            Files.createDirectories(directory.root().resolve(StoreNames.SYMPROXY));
            new IndexFile(file()).save(directory.index());
        } catch (IOException e) {
            LOG.warn("the index of {} cannot be written: {}", directory.root(), e.getMessage());
        }
    }

    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(2).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        save();
    }
}
