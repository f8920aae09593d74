// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.layout.TransactionId;
import java.util.List;

/**
 * A finished del.
 *
 * @param id its own transaction
 * @param deleted the add transaction it deleted
 * @param files stored files removed
 * @param bytes their size
 * @param references reference lines removed
 * @param errors entries that could not be dealt with
 * @param messages one text for each error
 * @param notes what else is worth saying
 */
public record DeleteResult(
        TransactionId id,
        TransactionId deleted,
        int files,
        long bytes,
        int references,
        int errors,
        List<String> messages,
        List<String> notes) {
    /** Copies the list. */
    public DeleteResult {
        messages = List.copyOf(messages);
        notes = List.copyOf(notes);
    }
}
