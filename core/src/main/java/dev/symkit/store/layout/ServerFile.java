// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code server.txt}: the add transactions that are still present, ascending, every line ended by CRLF (observed). Immutable. */
public final class ServerFile {
    /** The name of the file. */
    public static final String NAME = "server.txt";

    private final List<RawLine> raw;
    private final List<Optional<TransactionRecord>> parsed;

    private ServerFile(List<RawLine> raw) {
        this.raw = List.copyOf(raw);
        this.parsed =
                raw.stream().map(line -> TransactionRecord.parse(line.text())).toList();
    }

    /** The transactions a file lists. */
    public static ServerFile parse(byte[] bytes) {
        return new ServerFile(RawLine.split(bytes));
    }

    /** The live transactions. */
    public List<TransactionRecord> transactions() {
        return parsed.stream().flatMap(Optional::stream).toList();
    }

    /** The live transaction with that id. */
    public Optional<TransactionRecord> find(TransactionId id) {
        return parsed.stream()
                .flatMap(Optional::stream)
                .filter(record -> record.id().equals(id))
                .findFirst();
    }

    /** The texts of lines that are neither blank nor transactions. */
    public List<String> malformed() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < raw.size(); i++) {
            if (parsed.get(i).isEmpty() && !raw.get(i).isBlank()) {
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
        List<RawLine> lines = new ArrayList<>();
        for (int i = 0; i < raw.size(); i++) {
            if (parsed.get(i).filter(record -> record.id().equals(id)).isEmpty()) {
                lines.add(raw.get(i));
            }
        }
        return new ServerFile(lines);
    }

    /** The content of the file. */
    public byte[] bytes() {
        return RawLine.join(raw);
    }
}
