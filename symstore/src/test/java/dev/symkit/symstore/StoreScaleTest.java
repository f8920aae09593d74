// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import dev.symkit.symstore.files.AddFiles;
import dev.symkit.symstore.files.AddReport;
import dev.symkit.symstore.files.QueryFiles;
import dev.symkit.symstore.files.Selection;
import dev.symkit.symstore.transactions.DeleteFiles;
import dev.symkit.testkit.GeneratedStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one file costs does not depend on how large the store is: counted in calls of the storage, of each method. */
final class StoreScaleTest {
    private static final GeneratedStore SMALL = new GeneratedStore(50, 5);
    private static final GeneratedStore LARGE = new GeneratedStore(2000, 40);

    @TempDir
    private Path temporary;

    /** What a store asked of its storage. */
    private record Cost(Map<String, Integer> calls, Map<String, Integer> listed) {
        int listings(String directory) {
            return listed.getOrDefault(directory, 0);
        }
    }

    /** What the three verbs asked. */
    private record Costs(Cost add, Cost query, Cost del) {}

    private interface Step {
        void run(StoreStorage storage) throws IOException;
    }

    private Cost cost(Path store, Step step) throws IOException {
        try (StoreStorage real = StoreStorages.local(store, new StorageOptions(false))) {
            CountedStorage counted = CountedStorage.over(real);
            step.run(counted.storage());
            return new Cost(counted.calls(), counted.listed());
        }
    }

    /** Adds the file, looks it up and deletes its transaction. */
    private Costs costs(GeneratedStore generated, String name) throws IOException {
        Path store = temporary.resolve("store" + generated.entries());
        generated.write(store);
        Path file = temporary.resolve("in" + generated.entries()).resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, generated.file(generated.entries()));
        StoreTarget target = new TestStore(store, temporary).target();
        Selection selection = new Selection(List.of(file.toString()), List.of(), false);
        AddFiles.Request add = TestStore.request(target, selection, "p");
        String id = TransactionId.parse(String.valueOf(generated.transactions() + 1))
                .orElseThrow()
                .text();
        Cost added = cost(store, storage -> {
            AddFiles.Listener listener = new AddFiles.Listener() {};
            AddReport report = AddFiles.add(add, add.files().find(target, listener), storage, listener);
            assertThat(report.id()).isEqualTo(id);
        });
        Cost queried = cost(store, storage -> {
            QueryFiles.Report report =
                    QueryFiles.run(new QueryFiles.Request(target, add.files()), storage, ReadingListener.NONE);
            assertThat(report.count("found")).isEqualTo(1);
        });
        Cost deleted = cost(store, storage -> {
            DeleteFiles.Request request = new DeleteFiles.Request(target, id, false);
            DeleteFiles.Report report = DeleteFiles.run(
                    request, storage, TransactionId.parse(id).orElseThrow(), new DeleteFiles.Listener() {});
            assertThat(report.files()).isEqualTo(1);
        });
        return new Costs(added, queried, deleted);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"module00000.dll", "unknown.dll"})
    void oneFileCostsTheSameInASmallAndALargeStore(String name) throws IOException {
        Costs small = costs(SMALL, name);
        Costs large = costs(LARGE, name);
        check("add", small.add(), large.add());
        check("query", small.query(), large.query());
        check("del", small.del(), large.del());
    }

    private static void check(String verb, Cost small, Cost large) {
        assertThat(large.calls()).as(verb).isEqualTo(small.calls());
        assertThat(large.listed()).as(verb).hasSameSizeAs(small.listed());
    }

    @Test
    void theRootAndTheAdministrationAreListedNoMoreOftenThanTheyMayHaveChanged() throws IOException {
        Costs costs = costs(LARGE, "module00000.dll");
        assertThat(costs.query().listed()).isEmpty();
        assertThat(costs.add().listings("")).isEqualTo(1); // under the lock: another spelling of a name would count
        assertThat(costs.add().listings("000Admin")).isEqualTo(2);
        assertThat(costs.del().listings("")).isZero();
        assertThat(costs.del().listings("000Admin")).isEqualTo(1);
    }

    @Test
    void theGeneratedStoresAreSound() throws IOException {
        for (GeneratedStore generated : List.of(SMALL, LARGE)) {
            TestStore store = new TestStore(temporary.resolve("sound" + generated.entries()), temporary);
            generated.write(store.root());
            assertThat(store.problems()).isEmpty();
        }
    }
}
