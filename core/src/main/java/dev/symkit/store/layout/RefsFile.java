// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A {@code refs.ptr}: the references to one key directory, oldest first, separated by CRLF with none behind the last
 * (observed). Immutable.
 */
public final class RefsFile {
    /** The name of the file. */
    public static final String NAME = "refs.ptr";

    private final List<Line> lines;

    private RefsFile(List<Line> lines) {
        this.lines = List.copyOf(lines);
    }

    /** No references. */
    public static RefsFile empty() {
        return new RefsFile(List.of());
    }

    /** The references a file holds. Blank lines are dropped; lines that are no references are kept as they are. */
    public static RefsFile parse(byte[] bytes) {
        List<Line> lines = new ArrayList<>();
        for (RawLine raw : RawLine.split(bytes)) {
            if (!raw.isBlank()) {
                lines.add(new Line(raw, RefsLine.parse(raw.text())));
            }
        }
        return new RefsFile(lines);
    }

    /** These references and one more, the newest. */
    public RefsFile with(RefsLine line) {
        List<Line> more = new ArrayList<>(lines);
        more.add(new Line(RawLine.of(line.text()), Optional.of(line)));
        return new RefsFile(more);
    }

    /** These references and one more in front of the newest, which stays the one that decides. */
    public RefsFile withBeforeLast(RefsLine line) {
        int last = lines.size() - 1;
        while (last >= 0 && lines.get(last).parsed().isEmpty()) {
            last--;
        }
        List<Line> more = new ArrayList<>(lines);
        more.add(Math.max(0, last), new Line(RawLine.of(line.text()), Optional.of(line)));
        return new RefsFile(more);
    }

    /** These references and those of another directory of the same key, by id; a line that both have counts once. */
    public RefsFile merge(RefsFile other) {
        List<Line> all = new ArrayList<>(lines);
        List<String> texts = lines.stream().map(line -> line.raw().text()).toList();
        other.lines.stream().filter(line -> !texts.contains(line.raw().text())).forEach(all::add);
        all.sort(Comparator.comparing(Line::id)); // stable
        return new RefsFile(all);
    }

    /** The greatest id of these references; {@link TransactionId#NONE} without any. */
    public TransactionId greatestId() {
        return lines.stream().map(Line::id).max(Comparator.naturalOrder()).orElse(TransactionId.NONE);
    }

    /** These references without those of one transaction. */
    public RefsFile without(TransactionId id) {
        return new RefsFile(lines.stream().filter(line -> !line.isOf(id)).toList());
    }

    /** These references and one more of a known transaction: before the first of a later one, else at the end. */
    public RefsFile insert(RefsLine line) {
        List<Line> more = new ArrayList<>(lines);
        int at = 0;
        while (at < more.size()
                && more.get(at)
                        .parsed()
                        .filter(other -> other.id().compareTo(line.id()) > 0)
                        .isEmpty()) {
            at++;
        }
        more.add(at, new Line(RawLine.of(line.text()), Optional.of(line)));
        return new RefsFile(more);
    }

    /** These references without the lines that could not be read. */
    public RefsFile withoutMalformed() {
        return new RefsFile(
                lines.stream().filter(line -> line.parsed().isPresent()).toList());
    }

    /** The references, oldest first. */
    public List<RefsLine> references() {
        return lines.stream().flatMap(line -> line.parsed().stream()).toList();
    }

    /** The texts of lines that could not be read. */
    public List<String> malformed() {
        return lines.stream()
                .filter(line -> line.parsed().isEmpty())
                .map(line -> line.raw().text())
                .toList();
    }

    /** The newest reference, which decides whether there is a pointer. */
    public Optional<RefsLine> last() {
        List<RefsLine> references = references();
        return references.isEmpty() ? Optional.empty() : Optional.of(references.get(references.size() - 1));
    }

    /** Whether a stored file must exist. */
    public boolean hasFileReference() {
        return references().stream().anyMatch(line -> line.kind() == EntryKind.FILE);
    }

    /** Number of references of one transaction. */
    public int count(TransactionId id) {
        return (int) lines.stream().filter(line -> line.isOf(id)).count();
    }

    /** Whether there is no line at all. */
    public boolean isEmpty() {
        return lines.isEmpty();
    }

    /** The content of the file. */
    public byte[] bytes() {
        return RawLine.joinSeparated(lines.stream().map(Line::raw).toList());
    }

    private record Line(RawLine raw, Optional<RefsLine> parsed) {
        TransactionId id() {
            return parsed.map(RefsLine::id).orElse(TransactionId.NONE);
        }

        boolean isOf(TransactionId id) {
            return parsed.isPresent() && parsed.get().id().equals(id);
        }
    }
}
