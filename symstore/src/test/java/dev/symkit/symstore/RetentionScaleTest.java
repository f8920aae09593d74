// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symstore.transactions.DeleteFiles;
import dev.symkit.symstore.transactions.DeleteSelected;
import dev.symkit.symstore.transactions.DeleteSelected.Mode;
import dev.symkit.symstore.transactions.DeleteSelected.Outcome;
import dev.symkit.symstore.transactions.Selectors;
import dev.symkit.symstore.transactions.TransactionFilter;
import dev.symkit.symstore.transactions.TransactionRow;
import dev.symkit.testkit.GeneratedStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Retention in a store of many entries, some of which several transactions refer to, with files and with pointers. What must be left is
 * what the generator writes for the transactions that are left.
 */
final class RetentionScaleTest {
    private static final GeneratedStore GENERATED = new GeneratedStore(400, 40);
    private static final TransactionFilter ANY =
            new TransactionFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    @TempDir
    private Path temporary;

    private TestStore store = new TestStore(Path.of(""), Path.of(""));

    @BeforeEach
    void generate() throws IOException {
        store = new TestStore(temporary.resolve("store"), temporary);
        GENERATED.write(store.root());
    }

    /** Told what happened. */
    private static final class Told implements DeleteSelected.Listener {
        final List<TransactionRow> rows = new ArrayList<>();
        final List<DeleteFiles.Report> deleted = new ArrayList<>();
        long excess;

        @Override
        public void selected(List<TransactionRow> selection, List<String> missing, long over) {
            rows.addAll(selection);
            excess = over;
        }

        @Override
        public void deleted(DeleteFiles.Report report) {
            deleted.add(report);
        }

        @Override
        public void refused(String id, Failure reason) {
            throw new AssertionError(id + ": " + reason);
        }

        @Override
        public void spared(String id) {
            throw new AssertionError(id);
        }

        long told() {
            return rows.stream()
                    .mapToLong(row -> row.size().orElseThrow().bytes())
                    .sum();
        }

        long freed() {
            return deleted.stream().mapToLong(DeleteFiles.Report::bytes).sum();
        }

        Set<Integer> ids() {
            Set<Integer> ids = new HashSet<>();
            rows.forEach(row -> ids.add(Integer.parseInt(row.id())));
            return ids;
        }
    }

    private Told run(Selectors selectors, Mode mode, Outcome expected) throws IOException {
        Told told = new Told();
        DeleteSelected.Request request = new DeleteSelected.Request(store.target(), selectors, false, mode);
        assertThat(new DeleteSelected().run(request, told)).isEqualTo(expected);
        return told;
    }

    /** Bytes of stored files, as they are on the disk. */
    private long storedBytes() throws IOException {
        long bytes = 0;
        try (Stream<Path> paths = Files.walk(store.root())) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                boolean stored = path.getFileName().toString().startsWith("module");
                bytes += stored ? Files.size(path) : 0;
            }
        }
        return bytes;
    }

    /** Every path of the store, of directories too. */
    private static List<String> paths(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.map(path -> root.relativize(path).toString()).sorted().toList();
        }
    }

    /** Tells first, which changes nothing, then deletes. What is left, and what was freed, is as told. */
    private Told check(Selectors selectors) throws IOException {
        Map<String, String> before = store.tree();
        List<String> pathsBefore = paths(store.root());
        Told dry = run(selectors, Mode.DRY_RUN, Outcome.TOLD);
        assertThat(store.tree()).isEqualTo(before);
        assertThat(paths(store.root())).isEqualTo(pathsBefore);

        long bytes = storedBytes();
        Told told = run(selectors, Mode.ALL, Outcome.DONE);
        assertThat(told.ids()).isEqualTo(dry.ids());
        assertThat(told.told()).isEqualTo(dry.told());
        assertThat(told.deleted).hasSameSizeAs(told.rows).allMatch(report -> report.errors() == 0);
        assertThat(told.freed()).isEqualTo(told.told()).isEqualTo(bytes - storedBytes());

        Path expected = temporary.resolve("expected");
        GENERATED.write(expected, id -> !told.ids().contains(id));
        assertThat(comparable(store.tree())).isEqualTo(comparable(new TestStore(expected, temporary).tree()));
        assertThat(store.problems()).isEmpty();
        return told;
    }

    /** All but what tells of the deletions. */
    private static Map<String, String> comparable(Map<String, String> tree) {
        Map<String, String> left = new HashMap<>(tree);
        left.keySet()
                .removeIf(path -> path.endsWith(".deleted")
                        || path.equals("000Admin/lastid.txt")
                        || path.equals("000Admin/history.txt"));
        return left;
    }

    @Test
    void keepLastLeavesTheNewestOfEachProduct() throws IOException {
        Told told = check(new Selectors(List.of(), ANY, OptionalInt.of(3), OptionalLong.empty()));
        int kept = 3 * GeneratedStore.PRODUCTS;
        assertThat(told.ids())
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, GENERATED.transactions() - kept)
                        .boxed()
                        .toList());
        assertThat(told.freed()).isPositive();
    }

    @Test
    void olderThanLeavesWhatIsNot() throws IOException {
        Duration half = Duration.ofDays(GeneratedStore.DAYS / 2);
        TransactionFilter old = new TransactionFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(GeneratedStore.FIRST.plus(half).toInstant(ZoneOffset.UTC)));
        Told told = check(new Selectors(List.of(), old, OptionalInt.empty(), OptionalLong.empty()));
        assertThat(told.ids())
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, GENERATED.transactions() / 2)
                        .boxed()
                        .toList());
    }

    @Test
    void maxSizeLeavesAStoreThatIsJustSmallEnough() throws IOException {
        long limit = storedBytes() / 3;
        Told told = check(new Selectors(List.of(), ANY, OptionalInt.empty(), OptionalLong.of(limit)));
        assertThat(told.excess).isZero();
        long last = told.rows.get(told.rows.size() - 1).size().orElseThrow().bytes();
        assertThat(storedBytes()).isLessThanOrEqualTo(limit).isGreaterThan(limit - last);
    }

    @Test
    void deletingOnlyTheNewerOnesBringsPointersBack() throws IOException {
        Path pointer =
                store.root().resolve(GENERATED.name(90)); // the transaction after a pointer refers to this entry too
        assertThat(GeneratedStore.storesPointers(10)).isTrue();
        List<Path> before = pointers(pointer);
        Selectors.IdRange newer = Selectors.IdRange.parse("11-15").orElseThrow();
        Told told = check(new Selectors(List.of(newer), ANY, OptionalInt.empty(), OptionalLong.empty()));
        assertThat(told.ids()).hasSize(5);
        assertThat(pointers(pointer)).hasSize(before.size() + 1);
    }

    private static List<Path> pointers(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(path -> path.endsWith("file.ptr")).toList();
        }
    }
}
