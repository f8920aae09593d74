// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.storage.StoreException;
import dev.symkit.symstore.TestStore;
import dev.symkit.symstore.transactions.TransactionRow.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ListTransactionsTest {
    private static final TransactionFilter ANY =
            new TransactionFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    @TempDir
    private Path temporary;

    private TestStore store = new TestStore(Path.of(""), Path.of(""));
    private long sizeA;
    private long sizeB;

    @BeforeEach
    void create() throws IOException {
        store = new TestStore(temporary.resolve("store"), temporary);
        Path a = temporary.resolve("a.pdb");
        Path b = temporary.resolve("b.pdb");
        TestStore.pdb(a, "a", "the first");
        TestStore.pdb(b, "b", "x".repeat(5000));
        sizeA = Files.size(a);
        sizeB = Files.size(b);
        store.add(LocalDateTime.of(2026, 1, 31, 23, 59, 59), "Game", "1.0", UnaryOperator.identity(), List.of(a, b));
        store.add(LocalDateTime.of(2026, 2, 1, 0, 0, 0), "Game 2", "1.1", UnaryOperator.identity(), List.of(a));
    }

    private ListTransactions.Report list(TransactionFilter filter, boolean files, boolean sizes) throws IOException {
        return new ListTransactions().run(new ListTransactions.Request(store.target(), filter, files, sizes));
    }

    private static List<String> ids(ListTransactions.Report report) {
        return report.transactions().stream()
                .map(listed -> listed.row().id().substring(8))
                .toList();
    }

    @Test
    void filtersByAllConditions() throws IOException {
        TransactionFilter since = filter("Game*", "*", "2026-02-01T00:00:00Z", "");
        TransactionFilter before = filter("*", "*", "", "2026-02-01T00:00:00Z");

        assertThat(ids(list(ANY, false, false))).containsExactly("01", "02");
        assertThat(ids(list(filter("Game", "*", "", ""), false, false))).containsExactly("01");
        assertThat(ids(list(filter("Game*", "1.1", "", ""), false, false))).containsExactly("02");
        assertThat(ids(list(since, false, false))).containsExactly("02");
        assertThat(ids(list(before, false, false))).containsExactly("01");
        assertThat(ids(list(filter("game", "*", "", ""), false, false))).isEmpty();
    }

    private static TransactionFilter filter(String product, String version, String since, String before) {
        return new TransactionFilter(
                Optional.of(new TextPattern(product)),
                Optional.of(new TextPattern(version)),
                Optional.of(since).filter(text -> !text.isEmpty()).map(Instant::parse),
                Optional.of(before).filter(text -> !text.isEmpty()).map(Instant::parse));
    }

    @Test
    void countsEachFileOfATransactionAndEachOfTheStoreOnce() throws IOException {
        ListTransactions.Report report = list(ANY, false, true);

        assertThat(report.transactions().stream().map(listed -> listed.row().size()))
                .containsExactly(Optional.of(new Size(2, sizeA + sizeB)), Optional.of(new Size(1, sizeA)));
        assertThat(report.total()).contains(new Size(2, sizeA + sizeB));
    }

    @Test
    void findsFilesOfOtherFormsAndSpellings() throws IOException {
        Path directory;
        try (var found = Files.list(store.root().resolve("b.pdb"))) {
            directory = found.findFirst().orElseThrow();
        }
        Files.move(directory.resolve("b.pdb"), directory.resolve("B.PD_"));

        assertThat(list(ANY, false, true).total()).contains(new Size(2, sizeA + sizeB));
        Files.move(directory.resolve("B.PD_"), directory.resolve("b.pd_"));
        assertThat(list(ANY, false, true).total()).contains(new Size(2, sizeA + sizeB));
        Files.delete(directory.resolve("b.pd_"));
        assertThat(list(ANY, false, true).total()).contains(new Size(1, sizeA));
    }

    @Test
    void listsEntries() throws IOException {
        ListTransactions.Listed second = list(ANY, true, false).transactions().get(1);

        assertThat(second.entries()).hasSize(1);
        assertThat(second.entries().get(0).name()).isEqualTo("a.pdb");
        assertThat(second.entries().get(0).source())
                .isEqualTo(temporary.resolve("a.pdb").toString());
        assertThat(second.row().size()).isEmpty();
    }

    /** Nothing but server.txt is read. */
    @Test
    void withoutEntriesAndSizesTheFilesOfTransactionsAreNotRead() throws IOException {
        Files.delete(store.root().resolve("000Admin/0000000001"));

        assertThat(list(ANY, false, false).notes()).isEmpty();
        assertThat(list(ANY, true, false).notes()).containsExactly("The file of transaction 0000000001 is missing.");
        assertThat(list(ANY, true, true).transactions().get(0).row().size()).contains(Size.ZERO);
    }

    @Test
    void showsWhatItCannotReadAsItIs() throws IOException {
        Path server = store.root().resolve("000Admin/server.txt");
        Files.writeString(server, Files.readString(server).replace("01/31/2026", "31.1.2026") + "garbage\u0007\r\n");
        ListTransactions.Report report = list(ANY, false, false);

        assertThat(report.transactions().get(0).row().date()).isEqualTo("31.1.2026");
        assertThat(report.transactions().get(1).row().date()).isEqualTo("2026-02-01");
        assertThat(report.notes()).containsExactly("Not a transaction in server.txt: garbage?");
        assertThat(ids(list(filter("*", "*", "2020-01-01T00:00:00Z", ""), false, false)))
                .containsExactly("02");
    }

    @Test
    void aDirectoryThatIsNoStoreIsRefused() {
        TestStore none = new TestStore(temporary.resolve("none"), temporary);

        assertThatThrownBy(() ->
                        new ListTransactions().run(new ListTransactions.Request(none.target(), ANY, false, false)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.NOT_A_STORE));
    }
}
