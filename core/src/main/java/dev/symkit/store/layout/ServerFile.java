// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code server.txt}: the add transactions that are still present, ascending, every line ended by CRLF (observed). Immutable, thread-safe.
 * All lines are parsed only if all are asked for.
 */
public final class ServerFile {
    /** The name of the file. */
    public static final String NAME = "server.txt";

    private final List<RawLine> raw;
    private volatile @Nullable List<Optional<TransactionRecord>> parsed;

    private ServerFile(List<RawLine> raw) {
        this.raw = List.copyOf(raw);
    }

    /** The transactions a file lists. */
    public static ServerFile parse(byte[] bytes) {
        return new ServerFile(RawLine.split(bytes));
    }

    /** The live transactions. */
    public List<TransactionRecord> transactions() {
        return parsed().stream().flatMap(Optional::stream).toList();
    }

    private List<Optional<TransactionRecord>> parsed() {
        List<Optional<TransactionRecord>> known = parsed;
        if (known == null) {
            known = raw.stream()
                    .map(line -> TransactionRecord.parse(line.text()))
                    .toList();
            parsed = known;
        }
        return known;
    }

    /** The live transaction with that id. */
    public Optional<TransactionRecord> find(TransactionId id) {
        return raw.stream().flatMap(line -> recordOf(line, id).stream()).findFirst();
    }

    /** The live transaction with the smallest id. */
    public Optional<TransactionRecord> oldest() {
        Optional<TransactionRecord> oldest = Optional.empty();
        for (RawLine line : raw) {
            long smallest = oldest.map(record -> record.id().value()).orElse(Long.MAX_VALUE);
            if (line.leadingNumber().orElse(0) < smallest) {
                Optional<TransactionRecord> older = TransactionRecord.parse(line.text())
                        .filter(record -> record.id().value() < smallest);
                oldest = older.isPresent() ? older : oldest;
            }
        }
        return oldest;
    }

    /** The record of a line if it has that id. Most lines show by their first digits that they have not. */
    private static Optional<TransactionRecord> recordOf(RawLine line, TransactionId id) {
        return line.leadingNumber().orElse(id.value()) == id.value()
                ? TransactionRecord.parse(line.text())
                        .filter(record -> record.id().equals(id))
                : Optional.empty();
    }

    /** The texts of lines that are neither blank nor transactions. */
    public List<String> malformed() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < raw.size(); i++) {
            if (parsed().get(i).isEmpty() && !raw.get(i).isBlank()) {
                texts.add(raw.get(i).text());
            }
        }
        return texts;
    }

    /** This file with one more transaction. */
    public ServerFile with(TransactionRecord record) {
        List<RawLine> lines = new ArrayList<>(raw);
        lines.add(RawLine.of(record.text()));
        return new ServerFile(lines);
    }

    /** This file without one transaction. */
    public ServerFile without(TransactionId id) {
        return new ServerFile(
                raw.stream().filter(line -> recordOf(line, id).isEmpty()).toList());
    }

    /** The content of the file. */
    public byte[] bytes() {
        return RawLine.join(raw);
    }
}
