// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.smb;

import dev.symkit.store.storage.LockClock;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.testkit.SambaServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A Samba server and stores on it. */
final class SmbScene implements AutoCloseable {
    private final SambaServer samba;
    private final Map<String, String> properties = new HashMap<>();
    private int stores;

    SmbScene(Path directory) throws IOException, InterruptedException {
        this.samba = SambaServer.start(directory);
        properties.put("symsrv.smb.port", Integer.toString(samba.port()));
        properties.put("symsrv.auth.netrc", "false");
        properties.put("symsrv.smb.responseTimeout", "20");
    }

    SambaServer samba() {
        return samba;
    }

    /** A name no store has yet. */
    String fresh() {
        return "store" + stores++;
    }

    /** Where a store is on the server's disk. */
    Path disk(String name) {
        return samba.shared().resolve(name);
    }

    SmbShare share(String name) throws IOException {
        return new SmbShare(
                SmbLocation.parse(samba.store(name)),
                new SmbSettings(property -> properties.getOrDefault(property, ""), Map.of()));
    }

    StoreStorage open(String name) throws IOException {
        return open(name, LockClock.SYSTEM);
    }

    StoreStorage open(String name, LockClock clock) throws IOException {
        return new SmbStorage(share(name), name, StorageOptions.DEFAULT, clock);
    }

    StoreStorage create(String name) throws IOException {
        StoreStorage storage = open(name);
        storage.createRoot();
        return storage;
    }

    @Override
    public void close() {
        samba.close();
    }
}
