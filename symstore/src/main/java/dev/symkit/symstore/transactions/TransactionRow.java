// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.transactions;

import dev.symkit.store.layout.TransactionRecord;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * One live transaction as it is shown.
 *
 * @param id its number, ten digits
 * @param kind {@code file} or {@code ptr}
 * @param date {@code YYYY-MM-DD}; as recorded if that cannot be read
 * @param time {@code HH:MM:SS}; likewise
 * @param product the product
 * @param version the version, empty if absent
 * @param comment the comment, empty if absent
 * @param size what it takes, or what its deletion frees; empty if that was not asked for
 */
public record TransactionRow(
        String id,
        String kind,
        String date,
        String time,
        String product,
        String version,
        String comment,
        Optional<Size> size) {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    /**
     * Stored files.
     *
     * @param files how many
     * @param bytes their size together
     */
    public record Size(long files, long bytes) {
        /** None. */
        public static final Size ZERO = new Size(0, 0);

        /** Both together. */
        public Size plus(Size other) {
            return new Size(files + other.files, bytes + other.bytes);
        }
    }

    static TransactionRow of(TransactionRecord record, Optional<Size> size) {
        Optional<LocalDateTime> start = record.start();
        return new TransactionRow(
                record.id().text(),
                record.kind().text(),
                start.map(DATE::format).orElse(record.date()),
                start.map(TIME::format).orElse(record.time()),
                record.product(),
                record.version(),
                record.comment(),
                size);
    }
}
