// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * How to wait for a store's lock.
 *
 * @param timeout how long to wait before {@link StoreException.Reason#LOCK_TIMEOUT}
 * @param command what the lock text says its holder is doing, for example {@code symstore add}
 * @param cancelled asked while waiting; true ends the wait with {@link java.util.concurrent.CancellationException}
 * @param waiting told once, with the text of the present holder, when the lock is not free at first
 */
public record LockRequest(Duration timeout, String command, BooleanSupplier cancelled, Consumer<String> waiting) {}
