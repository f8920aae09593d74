// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.layout;

import java.util.List;
import java.util.Optional;

/**
 * One line of {@code refs.ptr}: {@code id,kind,"source",class,,Y|N,message,} (observed; the old form has three unquoted
 * fields, documented).
 *
 * @param id the transaction that made the reference
 * @param kind file or pointer
 * @param source the path that was added, in the syntax of the machine that added it
 * @param symbolClass {@code bin}, {@code pri}, {@code pub}, {@code typ}, {@code dbg}; empty in the old form
 * @param compressed whether that transaction stored the file compressed
 * @param message the message of a pointer; empty without one (our choice)
 */
public record RefsLine(
        TransactionId id, EntryKind kind, String source, String symbolClass, boolean compressed, String message) {

    /** The line a text holds; empty if it is none. */
    static Optional<RefsLine> parse(String text) {
        List<String> fields = Fields.parse(text);
        Optional<TransactionId> id = TransactionId.parse(fields.get(0).strip());
        Optional<EntryKind> kind = EntryKind.parse(Fields.at(fields, 1));
        if (id.isEmpty() || kind.isEmpty() || fields.size() < 3) {
            return Optional.empty();
        }
        return Optional.of(new RefsLine(
                id.get(),
                kind.get(),
                fields.get(2),
                Fields.at(fields, 3),
                Fields.at(fields, 5).equalsIgnoreCase("Y"),
                Fields.at(fields, 6)));
    }

    /** The text of the line, without its end. */
    String text() {
        return id.text() + "," + kind.text() + "," + Fields.quote(source) + "," + symbolClass + ",,"
                + (compressed ? "Y" : "N") + "," + (message.isEmpty() ? "" : Fields.quote(message)) + ",";
    }
}
