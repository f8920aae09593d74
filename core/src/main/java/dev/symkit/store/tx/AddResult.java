// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.layout.TransactionId;
import java.util.List;
import java.util.Optional;

/**
 * A finished add.
 *
 * @param id its transaction; empty if there is none ({@code --layout-only}, or nothing to record)
 * @param entries one result for each entry of the request, in its order
 * @param notes what else is worth saying
 */
public record AddResult(Optional<TransactionId> id, List<EntryResult> entries, List<String> notes) {
    /** Copies the lists. */
    public AddResult {
        entries = List.copyOf(entries);
        notes = List.copyOf(notes);
    }
}
