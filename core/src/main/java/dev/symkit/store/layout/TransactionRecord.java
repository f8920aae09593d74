// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.layout;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One add transaction as {@code server.txt} and {@code history.txt} record it:
 * {@code id,add,kind,MM/DD/YYYY,HH:MM:SS,"product","version","comment",} (observed).
 *
 * @param id its number
 * @param kind what it stored
 * @param date the local date as written, {@code MM/DD/YYYY}
 * @param time the local time as written, {@code HH:MM:SS}
 * @param product {@code /t}
 * @param version {@code /v}, empty if absent
 * @param comment {@code /c}, empty if absent
 */
public record TransactionRecord(
        TransactionId id, EntryKind kind, String date, String time, String product, String version, String comment) {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("MM/dd/uuuu", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter READ = DateTimeFormatter.ofPattern("M/d/[uuuu][uu] H:mm:ss", Locale.ROOT);

    /** The record of a transaction that starts at {@code start}. */
    public static TransactionRecord of(
            TransactionId id, EntryKind kind, LocalDateTime start, String product, String version, String comment) {
        return new TransactionRecord(id, kind, DATE.format(start), TIME.format(start), product, version, comment);
    }

    /** The record a line holds; empty if the line is no add. Missing trailing fields are empty texts. */
    static Optional<TransactionRecord> parse(String line) {
        List<String> fields = Fields.parse(line);
        Optional<TransactionId> id = TransactionId.parse(fields.get(0).strip());
        if (id.isEmpty() || !Fields.at(fields, 1).strip().equalsIgnoreCase("add")) {
            return Optional.empty();
        }
        return Optional.of(new TransactionRecord(
                id.get(),
                EntryKind.parse(Fields.at(fields, 2)).orElse(EntryKind.FILE),
                Fields.at(fields, 3),
                Fields.at(fields, 4),
                Fields.at(fields, 5),
                Fields.at(fields, 6),
                Fields.at(fields, 7)));
    }

    /** When it started, local time; empty if date or time cannot be read. Two-digit years are 2000 to 2099. */
    public Optional<LocalDateTime> start() {
        try {
            return Optional.of(LocalDateTime.parse(date.strip() + " " + time.strip(), READ));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The text of the line, without its end. */
    String text() {
        return id.text() + ",add," + kind.text() + "," + date + "," + time + "," + Fields.quote(product) + ","
                + Fields.quote(version) + "," + Fields.quote(comment) + ",";
    }
}
