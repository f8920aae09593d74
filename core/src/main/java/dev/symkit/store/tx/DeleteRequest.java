// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.layout.TransactionId;

/**
 * One del transaction.
 *
 * @param id the add transaction to delete
 * @param force whether to go on where references or the transaction file are missing
 */
public record DeleteRequest(TransactionId id, boolean force) {}
