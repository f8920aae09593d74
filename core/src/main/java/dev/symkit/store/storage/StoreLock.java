// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.io.Closeable;
import java.io.IOException;

/** The right to change a store, held by one writer at a time among threads, processes and hosts. Closing it gives it back. */
public interface StoreLock extends Closeable {

    /** Whether the lock is still this writer's. */
    boolean stillHeld() throws IOException;
}
