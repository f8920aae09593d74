// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symstore.transactions.DeleteFiles;
import dev.symkit.symstore.transactions.DeleteSelected;
import dev.symkit.symstore.transactions.DeleteSelected.Mode;
import dev.symkit.symstore.transactions.DeleteSelected.Outcome;
import dev.symkit.symstore.transactions.Moments;
import dev.symkit.symstore.transactions.Selectors;
import dev.symkit.symstore.transactions.TextPattern;
import dev.symkit.symstore.transactions.TransactionFilter;
import dev.symkit.symstore.transactions.TransactionRow;
import dev.symkit.testkit.PdbBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the selectors of {@code del} select, and what deleting it frees. Files x1, x2, ... have 1,000, 2,000, ... bytes more than
 * the smallest PDB.
 */
final class RetentionTest {
    private static final TransactionFilter ANY =
            new TransactionFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    @TempDir
    private Path temporary;

    private TestStore store = new TestStore(Path.of(""), Path.of(""));

    @BeforeEach
    void create() {
        store = new TestStore(temporary.resolve("store"), temporary);
    }

    /** Told what happened. */
    private static class Told implements DeleteSelected.Listener {
        final List<TransactionRow> rows = new ArrayList<>();
        final List<DeleteFiles.Report> deleted = new ArrayList<>();
        final List<String> missing = new ArrayList<>();
        final List<String> refused = new ArrayList<>();
        final List<String> spared = new ArrayList<>();
        long excess;

        @Override
        public void selected(List<TransactionRow> selection, List<String> unknown, long over) {
            rows.addAll(selection);
            missing.addAll(unknown);
            excess = over;
        }

        @Override
        public void deleted(DeleteFiles.Report report) {
            deleted.add(report);
        }

        @Override
        public void refused(String id, Failure reason) {
            refused.add(id + " " + reason.exitCode());
        }

        @Override
        public void spared(String id) {
            spared.add(id);
        }

        List<Integer> ids() {
            return rows.stream().map(row -> Integer.parseInt(row.id())).toList();
        }

        List<Long> freed() {
            return rows.stream()
                    .map(row -> row.size().orElseThrow().bytes() / 1000)
                    .toList();
        }
    }

    private void add(String when, String product, String version, String... names) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String name : names) {
            Path file = temporary.resolve("in").resolve(name + ".pdb");
            if (!Files.exists(file)) {
                Files.createDirectories(file.getParent());
                Files.write(
                        file,
                        new PdbBuilder()
                                .guid(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))).stream(
                                                new byte[1000 * Integer.parseInt(name.substring(1))])
                                        .build());
            }
            files.add(file);
        }
        store.add(LocalDateTime.parse(when), product, version, UnaryOperator.identity(), files);
    }

    private Selectors selectors(TransactionFilter filter, int keepLast, long maxSize) {
        return new Selectors(
                List.of(),
                filter,
                keepLast < 0 ? OptionalInt.empty() : OptionalInt.of(keepLast),
                maxSize < 0 ? OptionalLong.empty() : OptionalLong.of(maxSize));
    }

    private Outcome run(Selectors selectors, Mode mode, Told told) throws IOException {
        return new DeleteSelected().run(new DeleteSelected.Request(store.target(), selectors, false, mode), told);
    }

    private Told select(Selectors selectors) throws IOException {
        Told told = new Told();
        Map<String, String> before = store.tree();
        run(selectors, Mode.DRY_RUN, told);
        assertThat(store.tree()).isEqualTo(before);
        return told;
    }

    private static TransactionFilter product(String pattern) {
        return new TransactionFilter(
                Optional.of(new TextPattern(pattern)), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Ids 1 to 6: two products in turn, three of them with one date and time. */
    private void sixAdds() throws IOException {
        add("2026-01-01T10:00:00", "Game", "1.0", "x1");
        add("2026-02-01T10:00:00", "Tool", "1.0", "x2");
        add("2026-03-01T10:00:00", "Game", "1.1", "x3", "x1");
        add("2026-03-01T10:00:00", "Game", "2.0", "x4");
        add("2026-03-01T10:00:00", "Tool", "1.1", "x2");
        add("2026-04-01T10:00:00", "Game", "2.1", "x3");
    }

    @ParameterizedTest
    @CsvSource({
        "*,0,'1,2,3,4,5,6'",
        "*,1,'1,2,3,4'",
        "*,2,'1,3'",
        "*,3,'1'",
        "*,4,''",
        "Game,2,'1,3'",
        "Tool,1,'2'",
        "G*,3,'1'"
    })
    void keepLastProtectsTheNewestOfEachProduct(String pattern, int keep, String ids) throws IOException {
        sixAdds();
        assertThat(select(selectors(product(pattern), keep, -1)).ids()).hasToString("[" + ids.replace(",", ", ") + "]");
    }

    @Test
    void whatIsProtectedDoesNotDependOnTheOtherConditions() throws IOException {
        sixAdds();
        TransactionFilter old = new TransactionFilter(
                Optional.empty(), Optional.of(new TextPattern("1.*")), Optional.empty(), Optional.empty());

        assertThat(select(selectors(old, 2, -1)).ids()).containsExactly(1, 3);
        assertThat(select(selectors(old, -1, -1)).ids()).containsExactly(1, 2, 3, 5);
    }

    @Test
    void equalTimesAreAllOlderOrAllNot() throws IOException {
        sixAdds();
        Clock clock = Clock.fixed(Instant.parse("2026-03-02T10:00:00Z"), ZoneId.of("UTC"));
        TransactionFilter exact = older(Moments.parse("1d", clock).orElseThrow());
        TransactionFilter next = older(Moments.parse("23h", clock).orElseThrow());

        assertThat(select(selectors(exact, -1, -1)).ids()).containsExactly(1, 2);
        assertThat(select(selectors(next, -1, -1)).ids()).containsExactly(1, 2, 3, 4, 5);
        assertThat(select(selectors(next, 1, -1)).ids()).containsExactly(1, 2, 3, 4);
    }

    private static TransactionFilter older(Instant limit) {
        return new TransactionFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(limit));
    }

    /** Recorded at 02:30 of the day on which that time comes twice: it may be the second one. */
    @ParameterizedTest
    @CsvSource({"2024-10-27T01:30:00Z,0", "2024-10-27T01:30:01Z,1"})
    void nothingIsTakenForOlderThanItMayBe(Instant now, int selected) throws IOException {
        add("2024-10-27T02:30:00", "Game", "", "x1");
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Clock clock = Clock.fixed(now, berlin);
        StoreTarget target = new StoreTarget(
                store.root().toString(), temporary, 1, Duration.ofSeconds(5), false, clock, () -> false);
        Told told = new Told();

        new DeleteSelected()
                .run(
                        new DeleteSelected.Request(
                                target,
                                selectors(older(Moments.parse("0h", clock).orElseThrow()), -1, -1),
                                false,
                                Mode.DRY_RUN),
                        told);
        assertThat(told.ids()).hasSize(selected);
    }

    @Test
    void aTransactionWithoutReadableDateIsNeverTooOld() throws IOException {
        add("2024-01-01T00:00:00", "Game", "", "x1");
        Path server = store.root().resolve("000Admin/server.txt");
        Files.writeString(server, Files.readString(server).replace("01/01/2024", "yesterday"));

        assertThat(select(selectors(older(Instant.parse("2026-01-01T00:00:00Z")), -1, -1))
                        .ids())
                .isEmpty();
        assertThat(select(selectors(product("Game"), -1, -1)).ids()).containsExactly(1);
    }

    /** x1, x3 and x2 are each in two transactions; together the files have 10,000 bytes and four times the smallest size. */
    @Test
    void freesAFileWithTheLastThatRefersToIt() throws IOException {
        sixAdds();
        Told told = select(selectors(ANY, -1, -1));

        assertThat(told.rows.stream().map(row -> row.size().orElseThrow().files()))
                .containsExactly(0L, 0L, 1L, 1L, 1L, 1L);
        Map<String, String> tree = store.tree();
        Told done = new Told();
        assertThat(run(selectors(ANY, -1, -1), Mode.ALL, done)).isEqualTo(Outcome.DONE);
        for (int i = 0; i < 6; i++) {
            assertThat(done.deleted.get(i).bytes())
                    .isEqualTo(told.rows.get(i).size().orElseThrow().bytes());
        }
        assertThat(done.deleted.stream().map(DeleteFiles.Report::id))
                .containsExactly("0000000007", "0000000008", "0000000009", "0000000010", "0000000011", "0000000012");
        long stored = tree.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(".pdb"))
                .mapToLong(entry -> entry.getValue().length())
                .sum();
        assertThat(done.deleted.stream().mapToLong(DeleteFiles.Report::bytes).sum())
                .isEqualTo(stored);
        assertThat(store.problems()).isEmpty();
        assertThat(store.tree().keySet()).noneMatch(path -> path.endsWith(".pdb"));
    }

    @Test
    void maxSizeDeletesTheOldestUntilTheStoreIsSmallEnough() throws IOException {
        sixAdds();
        long all = total();
        assertThat(select(selectors(ANY, -1, all)).ids()).isEmpty();
        Told one = select(selectors(ANY, -1, all - 1));
        assertThat(one.ids()).containsExactly(1, 2, 3);
        assertThat(one.freed().subList(0, 2)).containsExactly(0L, 0L);
        assertThat(one.excess).isZero();
        long afterThree = all - one.rows.get(2).size().orElseThrow().bytes();
        assertThat(select(selectors(ANY, -1, afterThree)).ids()).containsExactly(1, 2, 3);
        assertThat(select(selectors(ANY, -1, afterThree - 1)).ids()).containsExactly(1, 2, 3, 4);
        assertThat(select(selectors(ANY, -1, 0)).ids()).containsExactly(1, 2, 3, 4, 5, 6);

        Told done = new Told();
        run(selectors(ANY, -1, all - 1), Mode.ALL, done);
        assertThat(total()).isEqualTo(afterThree);
        assertThat(store.problems()).isEmpty();
    }

    @Test
    void maxSizeTakesNothingThatIsProtectedOrDoesNotFit() throws IOException {
        sixAdds();
        Told told = select(selectors(product("Game"), 1, 0));

        assertThat(told.ids()).containsExactly(1, 3, 4);
        long freed = told.rows.stream()
                .mapToLong(row -> row.size().orElseThrow().bytes())
                .sum();
        assertThat(told.excess).isEqualTo(total() - freed);
    }

    private long total() throws IOException {
        return store.tree().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(".pdb"))
                .mapToLong(entry -> entry.getValue().length())
                .sum();
    }

    private static Selectors ids(String... texts) {
        List<Selectors.IdRange> ranges = new ArrayList<>();
        for (String text : texts) {
            ranges.add(Selectors.IdRange.parse(text).orElseThrow());
        }
        return new Selectors(ranges, ANY, OptionalInt.empty(), OptionalLong.empty());
    }

    @Test
    void idsAndRangesAddUpAndSingleOnesMustExist() throws IOException {
        sixAdds();
        Told told = select(ids("5-9", "2", "2", "70", "80-90"));

        assertThat(told.ids()).containsExactly(2, 5, 6);
        assertThat(told.missing).containsExactly("0000000070");
        assertThat(select(new Selectors(ids("2-4").ids(), product("Game"), OptionalInt.empty(), OptionalLong.empty()))
                        .ids())
                .containsExactly(3, 4);
    }

    @Test
    void moreThanOneNeedsConsent() throws IOException {
        sixAdds();
        Map<String, String> before = store.tree();

        assertThat(run(ids("1-2"), Mode.ONE, new Told())).isEqualTo(Outcome.TOO_MANY);
        assertThat(store.tree()).isEqualTo(before);
        assertThat(run(ids("80-90"), Mode.ALL, new Told())).isEqualTo(Outcome.NOTHING);
        assertThat(store.tree()).isEqualTo(before);
        Told one = new Told();
        assertThat(run(ids("1-1"), Mode.ONE, one)).isEqualTo(Outcome.DONE);
        assertThat(one.deleted).hasSize(1);
    }

    /** After the selection was told, but before the lock is taken, another process deletes the transaction that was to stay. */
    @Test
    void whatShouldStayByNowIsSpared() throws IOException {
        add("2026-01-01T10:00:00", "Game", "", "x1");
        add("2026-01-02T10:00:00", "Game", "", "x2");
        add("2026-01-03T10:00:00", "Game", "", "x3");
        Told told = new Told() {
            @Override
            public void selected(List<TransactionRow> selection, List<String> unknown, long over) {
                super.selected(selection, unknown, over);
                try {
                    store.delete("3");
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        run(selectors(product("Game"), 1, -1), Mode.ALL, told);

        assertThat(told.ids()).containsExactly(1, 2);
        assertThat(told.deleted.stream().map(DeleteFiles.Report::deleted)).containsExactly("0000000001");
        assertThat(told.spared).containsExactly("0000000002");
    }

    @Test
    void oneThatIsDamagedDoesNotStopTheOthers() throws IOException {
        sixAdds();
        Files.delete(store.root().resolve("000Admin/0000000002"));
        Told told = new Told();
        run(ids("1-3"), Mode.ALL, told);

        assertThat(told.refused).containsExactly("0000000002 13");
        assertThat(told.deleted.stream().map(DeleteFiles.Report::deleted)).containsExactly("0000000001", "0000000003");
    }

    @Test
    void interruptedBetweenTwoTheDoneOnesStay() throws IOException {
        sixAdds();
        Told told = new Told();
        StoreTarget plain = store.target();
        StoreTarget target = new StoreTarget(
                plain.store(), temporary, 1, plain.lockTimeout(), false, plain.clock(), () -> told.deleted.size() == 2);
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> new DeleteSelected()
                        .run(new DeleteSelected.Request(target, ids("1-6"), false, Mode.ALL), told)))
                .isInstanceOf(java.util.concurrent.CancellationException.class);

        assertThat(store.problems()).isEmpty();
        assertThat(select(ids("1-6")).ids()).containsExactly(3, 4, 5, 6);
    }
}
