// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import dev.symkit.store.storage.LockClock;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorageProvider;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Opens the stores of faulty servers by a name, for operations that open a store themselves. There locks are soon stale. */
public final class FaultyProvider implements StoreStorageProvider {
    private static final String SCHEME = "faulty://";
    private static final Map<String, FaultyServer> SERVERS = new ConcurrentHashMap<>();

    /** Made by {@link java.util.ServiceLoader}. */
    public FaultyProvider() {}

    /** The name of the store {@code store} as this server has it. */
    static String name(FaultyServer server) {
        String name = SCHEME + server.endpoint().replaceFirst(".*:", "");
        SERVERS.put(name, server);
        return name;
    }

    /** Runs so many times faster than waiting takes. */
    private record FastClock(int factor) implements LockClock {
        @Override
        public long nanos() {
            return System.nanoTime() * factor;
        }

        @Override
        public void sleep(long nanos) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(nanos);
        }
    }

    @Override
    public boolean handles(String store) {
        return SERVERS.containsKey(store);
    }

    @Override
    public StoreStorage open(String store, StorageOptions options) throws IOException {
        FaultyServer server = SERVERS.get(store);
        if (server == null) {
            throw new IOException("no server has " + store);
        }
        return server.open("store", new FastClock(20));
    }
}
