// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.transactions;

import dev.symkit.store.layout.TransactionRecord;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Conditions on a transaction, all of which must hold. One whose time cannot be read meets no condition on the time.
 *
 * @param product {@code /t}
 * @param version {@code /v}
 * @param since the earliest begin that fits
 * @param before the earliest begin that does not fit any more
 */
public record TransactionFilter(
        Optional<TextPattern> product,
        Optional<TextPattern> version,
        Optional<Instant> since,
        Optional<Instant> before) {

    /** Whether a transaction meets every condition; its time is local to {@code zone}. */
    boolean matches(TransactionRecord record, ZoneId zone) {
        return product.map(pattern -> pattern.matches(record.product())).orElse(true)
                && version.map(pattern -> pattern.matches(record.version())).orElse(true)
                && matchesTime(Moments.of(record, zone));
    }

    private boolean matchesTime(Optional<Instant> start) {
        if (since.isEmpty() && before.isEmpty()) {
            return true;
        }
        return start.isPresent()
                && since.map(limit -> !start.get().isBefore(limit)).orElse(true)
                && before.map(limit -> start.get().isBefore(limit)).orElse(true);
    }
}
