// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import static dev.symkit.store.tx.CanonicalScene.INDEX;
import static dev.symkit.store.tx.CanonicalScene.entries;
import static dev.symkit.store.tx.CanonicalScene.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.storage.ForwardingStorage;
import dev.symkit.store.storage.LockRequest;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StorageText;
import dev.symkit.store.storage.StoreLock;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a transaction asks of a storage where each call is a request over the network: counted, to the last call. */
class StorageCostTest {
    /** What an object store does without a request: nothing is there to be made, everything that is written is durable. */
    private static final Set<String> WITHOUT_REQUEST = Set.of("newStaging", "intact", "sync");

    private CanonicalScene scene;

    @BeforeEach
    void open() throws IOException {
        scene = new CanonicalScene();
        scene.add(entry("first.pdb", INDEX, "first"));
        scene.counter.reset();
    }

    @AfterEach
    void close() throws IOException {
        scene.close();
    }

    /** The calls since the last time. */
    private Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>(scene.counter.counts());
        counts.keySet().removeAll(WITHOUT_REQUEST);
        scene.counter.reset();
        return counts;
    }

    /** What an add of files asks that has nothing to add; what is asked for each file comes on top. */
    private static Map<String, Integer> constantOfAdd() {
        return new TreeMap<>(Map.of(
                "statFile", 3, // the lock, index2.txt, a plan of the last transaction
                "entries", 2, // 000Admin without the lock and under it
                "lock", 1,
                "discardAbandoned", 1,
                "read", 4, // lastid.txt twice, history.txt, server.txt
                "open", 1, // lastid.txt
                "stage", 4, // these three and the transaction file
                "publish", 4,
                "remove", 1, // the plan
                "claim", 1));
    }

    /** The same of a del. */
    private static Map<String, Integer> constantOfDel() {
        return new TreeMap<>(Map.of(
                "statFile", 2,
                "entries", 1,
                "lock", 1,
                "read", 4, // the transaction file, too
                "open", 1,
                "stage", 4,
                "publish", 4,
                "remove", 2, // the transaction file and the plan
                "claim", 1));
    }

    private static final Map<String, Integer> NEW_FILE = Map.of("entries", 1, "statFile", 1, "stage", 2, "publish", 2);
    private static final Map<String, Integer> GONE_FILE = Map.of("entries", 1, "read", 1, "remove", 2);

    private static Map<String, Integer> plus(Map<String, Integer> constant, Map<String, Integer> each, int count) {
        constant.put("stillHeld", 1);
        each.forEach((method, times) -> constant.merge(method, times * count, Integer::sum));
        return constant;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 40})
    void ofNewFiles(int count) throws IOException {
        scene.add(entries("lib", count));
        assertThat(counts()).isEqualTo(plus(constantOfAdd(), NEW_FILE, count));
        scene.delete(2);
        assertThat(counts()).isEqualTo(plus(constantOfDel(), GONE_FILE, count));
        assertThat(scene.tree()).hasSize(2);
    }

    /** The stored copies are read and compared, and looked at again under the lock. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 40})
    void ofFilesThatAreThere(int count) throws IOException {
        scene.add(entries("lib", count));
        counts();
        scene.add(entries("lib", count));
        assertThat(counts())
                .isEqualTo(plus(
                        constantOfAdd(),
                        Map.of("entries", 2, "open", 2, "read", 1, "statFile", 1, "stage", 1, "publish", 1),
                        count));
        scene.delete(2);
        assertThat(counts())
                .isEqualTo(plus(constantOfDel(), Map.of("entries", 1, "read", 1, "stage", 1, "publish", 1), count));
        assertThat(scene.tree()).hasSize(2 * count + 2);
    }

    @Test
    void doesNotDependOnWhatTheStoreHolds() throws IOException {
        scene.add(entries("lib", 3));
        List<String> few = sizes();
        scene.delete(2);
        for (int i = 0; i < 30; i++) {
            scene.add(entries("other" + i + "-", 20));
        }
        counts();
        scene.add(entries("lib", 3));
        assertThat(sizes()).isEqualTo(few);
        scene.delete(34);
        assertThat(counts()).isEqualTo(plus(constantOfDel(), GONE_FILE, 3));
    }

    /** The calls in their order, without the names of files of 000Admin that are ids. */
    private List<String> sizes() {
        List<String> calls = scene.counter.calls().stream()
                .map(call -> call.replaceAll("\\d{10}", "id"))
                .sorted()
                .toList();
        scene.counter.reset();
        return calls;
    }

    /** Two for the lock, for a removal of one version and for staging a stored file; texts ride in the plan. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 40})
    void inRequestsOfAnObjectStoreEachFileCostsSix(int count) throws IOException {
        scene.add(entries("lib", count));
        int add = requests(scene.counter.calls());
        scene.counter.reset();
        scene.delete(2);
        int del = requests(scene.counter.calls());
        assertThat(add - 6 * count).isEqualTo(20);
        assertThat(del - 6 * count).isEqualTo(19);
    }

    private static int requests(List<String> calls) {
        int requests = 0;
        for (String call : calls) {
            String method = call.split(" ", 2)[0];
            boolean versioned = method.equals("remove") && !call.endsWith(".pending");
            boolean stored = method.equals("stage") && call.endsWith(".pdb");
            boolean none = WITHOUT_REQUEST.contains(method) || (method.equals("stage") && !stored);
            requests += none ? 0 : versioned || stored || method.equals("lock") ? 2 : 1;
        }
        return requests;
    }

    /** One call for an entry that is there; for one that is not, two more to know that it is not being moved. */
    @Test
    void ofLookUps() throws IOException {
        scene.add(entries("lib", 2));
        counts();
        StoreView view = scene.view();
        assertThat(view.find(new SymbolKey("Lib0.PDB", INDEX))).isPresent();
        assertThat(counts()).isEqualTo(Map.of("statFile", 1, "entries", 1)); // index2.txt, once
        assertThat(view.find(new SymbolKey("lib1.pdb", INDEX))).isPresent();
        assertThat(counts()).isEqualTo(Map.of("entries", 1));
        assertThat(view.refs(new SymbolKey("Lib1.pdb", INDEX))).isPresent();
        assertThat(counts()).isEqualTo(Map.of("open", 1));
        assertThat(view.find(new SymbolKey("Lib2.pdb", INDEX))).isEmpty();
        assertThat(counts()).isEqualTo(Map.of("entries", 1, "stat", 1, "statFile", 1));
    }

    @Test
    void aWriterThatSomebodyOvertookLooksAgain() throws IOException {
        StoreStorage overtaken = new ForwardingStorage(scene.storage) {
            @Override
            public StoreLock lock(LockRequest request) throws IOException {
                scene.engine(scene.plain).add(AddScene.request(AddOptions.PLAIN, entry("m.pdb", INDEX, "m")));
                return super.lock(request);
            }

            @Override
            public Map<String, StorageEntry> entries(String directory) throws IOException {
                return scene.storage.entries(directory);
            }

            @Override
            public Map<String, StorageEntry> entries(String directory, String after) throws IOException {
                return scene.storage.entries(directory, after);
            }

            @Override
            public Optional<StorageEntry> statFile(String path) throws IOException {
                return scene.storage.statFile(path);
            }

            @Override
            public Optional<StorageText> read(String path, int limit) throws IOException {
                return scene.storage.read(path, limit);
            }

            @Override
            public boolean remove(String path) throws IOException {
                return scene.storage.remove(path);
            }
        };
        scene.engine(overtaken).add(AddScene.request(AddOptions.PLAIN, entries("lib", 5)));
        Map<String, Integer> alone = plus(constantOfAdd(), NEW_FILE, 5);
        alone.merge("entries", 5, Integer::sum);
        alone.merge("read", 5, Integer::sum); // refs.ptr, which is not asked for otherwise
        alone.merge("statFile", 1 - 5, Integer::sum); // the layout
        assertThat(counts()).isEqualTo(alone);
    }
}
