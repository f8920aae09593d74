// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code history.txt}: every add and del in order. Lines are separated by CRLF, the last has no end (observed). Immutable.
 */
public final class HistoryFile {
    /** The name of the file. */
    public static final String NAME = "history.txt";

    private final byte[] bytes;

    private HistoryFile(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The history a file holds. The array is not copied. */
    public static HistoryFile parse(byte[] bytes) {
        return new HistoryFile(bytes);
    }

    /** This history and one add. */
    public HistoryFile with(TransactionRecord record) {
        return append(record.text());
    }

    /** This history and one del. */
    public HistoryFile withDelete(TransactionId id, TransactionId deleted) {
        return append(id.text() + ",del," + deleted.text());
    }

    private HistoryFile append(String line) {
        boolean needsEnd = bytes.length > 0 && bytes[bytes.length - 1] != '\n';
        byte[] added = StoreText.encode((needsEnd ? "\r\n" : "") + line);
        byte[] all = Arrays.copyOf(bytes, bytes.length + added.length);
        System.arraycopy(added, 0, all, bytes.length, added.length);
        return new HistoryFile(all);
    }

    /** The ids of all lines, in order; empty for a line that does not start with one. Blank lines are left out. */
    public List<Optional<TransactionId>> ids() {
        List<Optional<TransactionId>> ids = new ArrayList<>();
        for (RawLine line : RawLine.split(bytes)) {
            if (!line.isBlank()) {
                ids.add(TransactionId.parse(Fields.parse(line.text()).get(0).strip()));
            }
        }
        return ids;
    }

    /**
     * What one line tells.
     *
     * @param deleted the transaction it deleted; empty for an add
     */
    public record Step(TransactionId id, Optional<TransactionId> deleted) {}

    /** What the lines tell, in order; those that do not start with an id are left out. */
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (RawLine line : RawLine.split(bytes)) {
            List<String> fields = Fields.parse(line.text());
            Optional<TransactionId> deleted = Fields.at(fields, 1).strip().equalsIgnoreCase("del")
                    ? TransactionId.parse(Fields.at(fields, 2).strip())
                    : Optional.empty();
            TransactionId.parse(fields.get(0).strip()).ifPresent(id -> steps.add(new Step(id, deleted)));
        }
        return steps;
    }

    /** The adds that no later line deletes, in order. */
    public List<TransactionRecord> live() {
        Map<TransactionId, TransactionRecord> live = new LinkedHashMap<>();
        for (RawLine line : RawLine.split(bytes)) {
            List<String> fields = Fields.parse(line.text());
            if (Fields.at(fields, 1).strip().equalsIgnoreCase("del")) {
                TransactionId.parse(Fields.at(fields, 2).strip()).ifPresent(live::remove);
            } else {
                TransactionRecord.parse(line.text()).ifPresent(record -> live.put(record.id(), record));
            }
        }
        return List.copyOf(live.values());
    }

    /** The content of the file. */
    public byte[] bytes() {
        return bytes.clone();
    }
}
