// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.layout.TransactionFile;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.layout.TransactionRecord;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import dev.symkit.store.view.StoreView;
import dev.symkit.symstore.verify.VerifyStore;
import dev.symkit.testkit.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many processes add to one store and delete from it at once. The system property {@code symkit.test.transactions} sets
 * about how many transactions there are.
 */
final class ConcurrencyIT {
    private static final int DISJOINT = 16;
    private static final int SAME = 8;
    private static final int DELETE_EVERY = 4;

    @TempDir
    private Path directory;

    @Test
    void keepsEveryTransactionOfManyProcesses() throws Exception {
        int adds = Math.max(1, Integer.getInteger("symkit.test.transactions", 120) / (DISJOINT + SAME));
        Path store = directory.resolve("store");
        List<ChildProcess> children = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        try {
            for (int i = 0; i < DISJOINT + SAME; i++) {
                children.add(ChildProcess.start(CrashIT.child(
                                CrashChild.class,
                                "work",
                                store.toString(),
                                directory.resolve("src" + i).toString(),
                                Integer.toString(adds),
                                Boolean.toString(i >= DISJOINT),
                                Integer.toString(DELETE_EVERY))
                        .within(Duration.ofMinutes(10))));
            }
            for (ChildProcess child : children) {
                ChildProcess.Result result = child.await();
                assertThat(result.exit()).as(result.err()).isZero();
                lines.addAll(result.out().lines().toList());
            }
        } finally {
            children.forEach(ChildProcess::close);
        }
        check(store, lines, adds);
    }

    private static void check(Path store, List<String> lines, int adds) throws IOException {
        Set<String> live = new TreeSet<>();
        List<String> all = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("ADD")) {
                assertThat(words[2]).as(line).isEqualTo("2");
                all.add(words[1]);
                live.add(words[1]);
            }
            if (words[0].equals("DEL")) {
                assertThat(words[3]).as(line).isEqualTo("0");
                all.add(words[1]);
            }
        }
        lines.stream()
                .filter(line -> line.startsWith("DEL "))
                .forEach(line ->
                        assertThat(live.remove(line.split(" ", -1)[2])).as(line).isTrue());
        int children = DISJOINT + SAME;
        assertThat(all).hasSize(children * (adds + adds / DELETE_EVERY)).doesNotHaveDuplicates();
        assertThat(CrashIT.contiguousIds(store)).containsExactlyInAnyOrderElementsOf(all);
        assertThat(new VerifyStore().run(CrashScene.target(store)).problems()).isEmpty();
        try (StoreStorage storage = StoreStorages.local(store, new StorageOptions(false))) {
            StoreView view = new StoreView(storage);
            List<TransactionId> ids = view.server().transactions().stream()
                    .map(TransactionRecord::id)
                    .toList();
            assertThat(ids.stream().map(TransactionId::text)).containsExactlyInAnyOrderElementsOf(live);
            for (TransactionId id : ids) {
                TransactionFile file = view.transaction(id).orElseThrow();
                assertThat(file.entries()).as(id.text()).hasSize(2);
                for (TransactionFile.Entry entry : file.entries()) {
                    Path stored =
                            store.resolve(entry.name()).resolve(entry.index()).resolve(entry.name());
                    assertThat(stored).hasSameBinaryContentAs(Path.of(entry.source()));
                }
            }
        }
    }
}
