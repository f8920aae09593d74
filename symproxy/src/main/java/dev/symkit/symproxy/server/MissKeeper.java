// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.symkit.symproxy.config.Configuration;
import dev.symkit.symproxy.config.MissKeys;
import dev.symkit.symproxy.miss.MemoryMissTable;
import dev.symkit.symproxy.miss.MissStore;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table of misses, read when the server starts and written when it ends, if it is to outlive it. Thread-safe. */
final class MissKeeper implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(MissKeeper.class);
    private static final String FILE = "misses.txt";

    private final MemoryMissTable table;
    private final Optional<MissStore> store;

    MissKeeper(Configuration all, Path data, InstantSource clock) {
        this.table = new MemoryMissTable(
                all.get(MissKeys.MAX_ENTRIES), all.get(MissKeys.AGE_TIMEOUT), Ticker.systemTicker());
        this.store = all.get(MissKeys.PERSIST)
                ? Optional.of(new MissStore(data.resolve(FILE), clock, all.get(MissKeys.AGE_TIMEOUT)))
                : Optional.empty();
        if (store.isPresent()) {
            try {
                store.get().load(table);
            } catch (IOException e) {
                LOG.warn("misses of the last time are not known: {}", e.getMessage());
            }
        }
    }

    /** The table. */
    MemoryMissTable table() {
        return table;
    }

    /** Forgets what is old, and writes the rest down. */
    synchronized void keep() {
        table.age();
        if (store.isPresent()) {
            try {
                store.get().save(table);
            } catch (IOException e) {
                LOG.warn("misses cannot be kept: {}", e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        keep();
    }
}
