// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code 000Admin/<id>}: what one add transaction stored, one line {@code "name\key","source"} each, every line ended by
 * CRLF (observed; old stores have no quotes). Immutable.
 *
 * @param entries the lines, in the order of processing
 * @param malformed texts of lines that are no entries
 */
public record TransactionFile(List<Entry> entries, List<String> malformed) {

    /**
     * One stored entry.
     *
     * @param name directory name of the entry, the stored file's name
     * @param index directory name below it, the index string
     * @param source the path that was added
     */
    public record Entry(String name, String index, String source) {
        /** What entries have in common if they are of the same key directory. */
        public String directory() {
            return (name + "\\" + index).toLowerCase(Locale.ROOT);
        }
    }

    /** Copies the lists. */
    public TransactionFile {
        entries = List.copyOf(entries);
        malformed = List.copyOf(malformed);
    }

    /** A file of entries only. */
    public static TransactionFile of(List<Entry> entries) {
        return new TransactionFile(entries, List.of());
    }

    /** The entries a file lists; a two-tier prefix in front of the name is dropped. */
    public static TransactionFile parse(byte[] bytes) {
        List<Entry> entries = new ArrayList<>();
        List<String> malformed = new ArrayList<>();
        for (RawLine line : RawLine.split(bytes)) {
            if (!line.isBlank()) {
                parseLine(line.text()).ifPresentOrElse(entries::add, () -> malformed.add(line.text()));
            }
        }
        return new TransactionFile(entries, malformed);
    }

    private static Optional<Entry> parseLine(String text) {
        List<String> fields = Fields.parse(text);
        String[] parts = fields.get(0).strip().replace('\\', '/').split("/", -1);
        if (parts.length < 2 || parts.length > 3) {
            return Optional.empty();
        }
        String name = parts[parts.length - 2];
        String index = parts[parts.length - 1];
        if (name.isEmpty() || index.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Entry(name, index, Fields.at(fields, 1)));
    }

    /** The content of the file. */
    public byte[] bytes() {
        StringBuilder text = new StringBuilder();
        for (Entry entry : entries) {
            text.append(Fields.quote(entry.name() + "\\" + entry.index()))
                    .append(',')
                    .append(Fields.quote(entry.source()))
                    .append("\r\n");
        }
        return StoreText.encode(text.toString());
    }
}
