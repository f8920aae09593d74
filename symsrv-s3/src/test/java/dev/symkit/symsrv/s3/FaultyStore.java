// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.layout.TransactionRecord;
import dev.symkit.store.storage.StorageNames;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StoreView;
import dev.symkit.symstore.verify.VerifyStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * A store that several writers change at a time. Each of them reaches the bucket through a server of its own.
 */
final class FaultyStore implements AutoCloseable {
    private static final String CHECK = "check.pdb";

    private final MemoryBucket bucket = new MemoryBucket();
    private final StoreModel model = new StoreModel();
    private final List<FaultyWriter> writers = new ArrayList<>();

    /**
     * What writers of a store have in common.
     *
     * @param sources stores on disk that are merged
     * @param names counts names that nobody has used
     * @param stale whether listings may be those of a while ago
     */
    record Shared(StoreModel model, List<String> sources, AtomicInteger names, boolean stale, FaultFigures figures) {}

    FaultyStore(Path directory, long seed, int count, boolean stale, FaultFigures figures) throws IOException {
        List<String> sources = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Path own = Files.createDirectories(directory.resolve("source" + i));
            S3Writer local = new S3Writer(own.resolve("store").toString(), own);
            local.add(local.pdb("m" + i + ".pdb", "x"), local.pdb("a" + i + ".pdb", "x"));
            sources.add(local.store());
        }
        Shared shared = new Shared(model, sources, new AtomicInteger(), stale, figures);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            Path own = Files.createDirectories(directory.resolve("writer" + i));
            writers.add(new FaultyWriter(shared, new FaultyServer(bucket), own, random.split()));
        }
        writers.get(0).add(Set.of("first.pdb"));
    }

    List<FaultyWriter> writers() {
        return writers;
    }

    /** All is well, when nobody changes anything: the invariants, and what the writers were told. */
    void check(String when) throws IOException {
        FaultyWriter writer = writers.get(0);
        bucket.age(25);
        writer.add(Set.of(CHECK)); // finishes what was begun
        assertThat(new VerifyStore().run(writer.store().target()).problems())
                .as(when)
                .isEmpty();
        assertThat(bucket.uploads()).as(when).isZero();
        Map<String, Set<String>> live = new HashMap<>();
        try (StoreStorage storage = writer.store().target().open()) {
            StoreView view = new StoreView(storage);
            for (TransactionRecord record : view.server().transactions()) {
                Set<String> keys = new TreeSet<>();
                view.transaction(record.id())
                        .orElseThrow()
                        .entries()
                        .forEach(entry -> keys.add(entry.name() + "/" + entry.index()));
                live.put(record.id().text(), keys);
            }
            model.settle(live, when);
            List<String> ids = view.history().ids().stream()
                    .map(id -> id.orElseThrow().text())
                    .toList();
            assertThat(ids)
                    .as(when)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, model.transactions())
                            .mapToObj(id -> new TransactionId(id).text())
                            .toList());
        }
        assertObjects(writer, when);
    }

    /** Each object outside 000Admin is that of a live transaction, and whole; in 000Admin nothing is left over. */
    private void assertObjects(FaultyWriter writer, String when) throws IOException {
        Set<String> expected = new HashSet<>(Set.of("store/pingme.txt"));
        for (String key : model.certain()) {
            String name = key.substring(0, key.indexOf('/'));
            expected.add("store/" + key + "/refs.ptr");
            expected.add("store/" + key + "/" + name);
            byte[] content = Files.readAllBytes(writer.store().pdb(name, "x"));
            assertThat(bucket.content("store/" + key + "/" + name))
                    .as(when + " " + key)
                    .contains(content);
        }
        Set<String> there = new HashSet<>(bucket.tags().keySet());
        assertThat(there)
                .as(when)
                .noneMatch(key -> key.endsWith(".pending") || key.endsWith(StorageNames.LOCK) || key.contains("/tmp-"));
        there.removeIf(key -> key.startsWith("store/000Admin/"));
        assertThat(there).as(when).isEqualTo(expected);
    }

    @Override
    public void close() {
        writers.forEach(FaultyWriter::close);
    }
}
