// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** A process that takes the lock of a store, stages a file and waits to be killed. */
public final class LockHolder {
    private LockHolder() {}

    /** The argument is the store; more of them are properties, {@code name=value}. */
    public static void main(String[] args) throws IOException {
        for (int i = 1; i < args.length; i++) {
            System.setProperty(args[i].substring(0, args[i].indexOf('=')), args[i].substring(args[i].indexOf('=') + 1));
        }
        StoreStorage storage = StoreStorages.open(args[0], Path.of("/"), StorageOptions.DEFAULT);
        try (Staging staging = storage.newStaging();
                StoreLock lock = storage.lock(StorageContract.patient())) {
            StorageContract.stage(staging, "of a process that is killed");
            System.out.println(lock.stillHeld() ? "locked" : "not locked");
            System.in.read();
        }
    }

    /** While such a process lives, it keeps the lock and what it has staged; both are free when it is killed. */
    public static void assertKeepsOutUntilItDies(StoreStorage storage, String... arguments) throws Exception {
        try (ChildProcess child = ChildProcess.start(ChildProcess.Spec.java(LockHolder.class, arguments))) {
            child.awaitOutput("locked");
            LockContract.assertTimesOut(storage, "pid=" + child.process().pid() + " ");
            String staged = storage.list("000Admin").stream()
                    .filter(name -> name.startsWith(StorageNames.STAGING_PREFIX))
                    .findFirst()
                    .orElseThrow();
            storage.discardAbandoned(Set.of());
            assertThat(storage.list("000Admin")).contains(staged);
            child.process().destroyForcibly().waitFor();
            try (StoreLock lock = storage.lock(StorageContract.patient())) {
                assertThat(lock.stillHeld()).isTrue();
                storage.discardAbandoned(Set.of());
                assertThat(storage.list("000Admin")).doesNotContain(staged);
            }
        }
    }
}
