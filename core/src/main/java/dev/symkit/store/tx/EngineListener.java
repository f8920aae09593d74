// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.layout.TransactionId;

/** Told what the engine is doing. Progress may come from several threads at once. */
public interface EngineListener {
    /** Listens to nothing. */
    EngineListener NONE = new EngineListener() {};

    /** The lock is not free; told once, with the text of its holder. */
    default void waiting(String holder) {}

    /** The commit point is passed: the transaction exists. */
    default void committed(TransactionId id) {}

    /** So many more files are done, and so many more bytes were read; no files while one is being copied. */
    default void progress(long files, long bytes) {}
}
