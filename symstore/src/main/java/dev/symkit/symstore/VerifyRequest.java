// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import dev.symkit.store.storage.StoreStorage;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * What {@link VerifyStore} checks.
 *
 * @param storage the store; stays open
 * @param jobs how many files are read at a time, at least 1
 * @param lockTimeout how long to wait for the store's lock if something seems wrong
 * @param cancelled asked now and then; true ends the run with {@link java.util.concurrent.CancellationException}
 */
public record VerifyRequest(StoreStorage storage, int jobs, Duration lockTimeout, BooleanSupplier cancelled) {}
