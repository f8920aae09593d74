// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.storage.StorageNames;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StoreView;
import dev.symkit.symstore.files.AddReport;
import dev.symkit.symstore.merge.MergeStore;
import dev.symkit.symstore.transactions.DeleteFiles;
import dev.symkit.symstore.verify.VerifyStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One that changes a store while its requests fail now and then; one in 25 operations is that of a writer that dies. Confined to one thread.
 */
final class FaultyWriter implements AutoCloseable {
    private static final List<FaultyServer.Fault> FAULTS = List.of(
            FaultyServer.Fault.RESET_BEFORE,
            FaultyServer.Fault.RESET_AFTER,
            FaultyServer.Fault.HELD_BEFORE,
            FaultyServer.Fault.HELD_AFTER,
            FaultyServer.Fault.ERROR,
            FaultyServer.Fault.ERROR_AFTER,
            FaultyServer.Fault.SLOW_DOWN,
            FaultyServer.Fault.CONFLICT,
            FaultyServer.Fault.CUT,
            FaultyServer.Fault.EMPTY);

    private final FaultyStore.Shared shared;
    private final FaultyServer server;
    private final S3Writer store;
    private final SplittableRandom random;

    FaultyWriter(FaultyStore.Shared shared, FaultyServer server, Path directory, SplittableRandom random) {
        this.shared = shared;
        this.server = server;
        this.store = new S3Writer(FaultyProvider.name(server), directory);
        this.random = random;
    }

    /** Does one thing or another while requests fail. */
    void step(String when) throws IOException {
        int dice = random.nextInt(20);
        String what = dice < 9 ? "add" : dice < 14 ? "del" : dice < 16 ? "merge" : dice < 19 ? "query" : "verify";
        SplittableRandom faults = random.split();
        double rate = random.nextInt(4) == 0 ? 0.3 : 0.03;
        int death = random.nextInt(25) == 0 ? 1 + random.nextInt(30) : Integer.MAX_VALUE;
        AtomicInteger count = new AtomicInteger();
        server.takeExchanges();
        server.plan(request -> {
            FaultyServer.Fault fault = next(request, faults, rate, count.incrementAndGet() - death);
            if (fault != FaultyServer.Fault.NONE) {
                shared.figures().failed(fault);
            }
            return fault;
        });
        boolean done = isDone(what, when);
        server.plan(request -> FaultyServer.Fault.NONE);
        int requests = (int) server.takeExchanges().stream()
                .filter(each -> !each.request().endsWith(StorageNames.LOCK))
                .count();
        shared.figures().done(what, done, requests);
        assertThat(requests).as("%s: requests of %s", when, what).isLessThan(what.equals("verify") ? 20_000 : 200);
    }

    private FaultyServer.Fault next(String request, SplittableRandom faults, double rate, int sinceDeath) {
        synchronized (faults) {
            if (sinceDeath >= 0) {
                boolean last = sinceDeath == 0 && faults.nextBoolean();
                return last ? FaultyServer.Fault.DEAD_AFTER : FaultyServer.Fault.DEAD;
            }
            if (faults.nextDouble() >= rate) {
                return FaultyServer.Fault.NONE;
            }
            FaultyServer.Fault fault = FAULTS.get(faults.nextInt(FAULTS.size()));
            boolean old = shared.stale() && request.contains("list-type") && faults.nextInt(4) > 0;
            return old ? FaultyServer.Fault.STALE : fault;
        }
    }

    private boolean isDone(String what, String when) {
        try {
            switch (what) {
                case "add" -> add(someNames());
                case "del" -> delete(when);
                case "merge" -> merge(random.nextInt(shared.sources().size()));
                case "query" -> query(when);
                default -> new VerifyStore().run(store.target());
            }
            return true;
        } catch (IOException e) {
            if (e instanceof StoreException problem) {
                assertThat(problem.reason())
                        .as("%s: %s", when, e)
                        .isIn(
                                StoreException.Reason.LOCK_LOST,
                                StoreException.Reason.LOCK_TIMEOUT,
                                StoreException.Reason.NOT_FINISHED);
            }
            assertThat(e.getMessage()).as(when).isNotBlank().doesNotContain("\n");
            return false;
        }
    }

    private Set<String> someNames() {
        Set<String> some = new TreeSet<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            some.add(
                    random.nextBoolean()
                            ? "a" + random.nextInt(12) + ".pdb"
                            : "n" + shared.names().incrementAndGet() + ".pdb");
        }
        return some;
    }

    void add(Set<String> some) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String name : some) {
            files.add(store.pdb(name, "x"));
        }
        perhaps(keys(some), () -> {
            AddReport report = store.add(files.toArray(Path[]::new));
            assertThat(report.errors()).as("errors of %s", report).isZero();
            return report.id();
        });
    }

    /** Does something that adds a transaction; its id, or nothing if it was there already. */
    private interface Adding {
        String run() throws IOException;
    }

    private void perhaps(Set<String> keys, Adding adding) throws IOException {
        try {
            String id = adding.run();
            if (!id.isEmpty()) {
                shared.model().added(id, keys);
            }
        } catch (IOException e) {
            shared.model().mayBeAdded(keys);
            throw e;
        }
    }

    private void merge(int source) throws IOException {
        perhaps(keys(Set.of("m" + source + ".pdb", "a" + source + ".pdb")), () -> {
            List<MergeStore.Merged> merged = new MergeStore()
                    .run(
                            new MergeStore.Request(
                                    store.target(), shared.sources().get(source)),
                            new MergeStore.Listener() {});
            assertThat(merged)
                    .singleElement()
                    .satisfies(one -> assertThat(one.problems()).isEmpty());
            return merged.get(0).already() ? "" : merged.get(0).id();
        });
    }

    private void delete(String when) throws IOException {
        Optional<String> victim = shared.model().victim(random);
        if (victim.isPresent()) {
            DeleteFiles.Report report = store.delete(victim.get());
            assertThat(report.errors()).as("%s: %s", when, report).isZero();
            assertThat(report.notes()).as("%s: %s", when, report).isEmpty();
            shared.model().deleted(victim.get());
        }
    }

    /** What surely is there is found, and whatever is found is whole. */
    private void query(String when) throws IOException {
        Set<String> before = shared.model().certain();
        Set<String> found = new HashSet<>();
        try (StoreStorage storage = store.target().open()) {
            StoreView view = new StoreView(storage);
            for (String key : before.stream().sorted().limit(6).toList()) {
                String[] parts = key.split("/", -1);
                Optional<StoreView.Found> there = view.find(SymbolKey.of(parts[0], parts[1]));
                Optional<byte[]> content =
                        there.isPresent() ? storage.readAll(there.get().path(), 1 << 20) : Optional.empty();
                if (content.isPresent()) {
                    found.add(key);
                    assertThat(content.get()).as(when).isEqualTo(Files.readAllBytes(store.pdb(parts[0], "x")));
                }
            }
        } catch (IllegalKeyException e) {
            throw new AssertionError(e);
        }
        Set<String> missing = new TreeSet<>(before.stream().sorted().limit(6).toList());
        missing.retainAll(shared.model().certain());
        missing.removeAll(found);
        if (!shared.stale()) {
            assertThat(missing).as(when).isEmpty();
        }
    }

    private static String key(String name) {
        UUID guid = UUID.nameUUIDFromBytes((name + "x").getBytes(StandardCharsets.UTF_8));
        return name + "/" + guid.toString().replace("-", "").toUpperCase(Locale.ROOT) + "1";
    }

    private static Set<String> keys(Set<String> names) {
        Set<String> keys = new TreeSet<>();
        names.forEach(name -> keys.add(key(name)));
        return keys;
    }

    S3Writer store() {
        return store;
    }

    @Override
    public void close() {
        server.close();
    }
}
