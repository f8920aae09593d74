// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.layout.TransactionId;
import java.util.List;

/**
 * A finished add.
 *
 * @param id its transaction
 * @param entries one result for each entry of the request, in its order
 * @param notes what else is worth saying
 */
public record AddResult(TransactionId id, List<EntryResult> entries, List<String> notes) {
    /** Copies the lists. */
    public AddResult {
        entries = List.copyOf(entries);
        notes = List.copyOf(notes);
    }
}
