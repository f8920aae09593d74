// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.s3.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sixteen packaged symstores at a time change one store in a bucket of S3Proxy: each writer adds a file of its own together with one that all
 * of them add, and deletes every second of its transactions. The system property {@code symkit.test.transactions} sets about how many
 * transactions there are.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "starts the launcher for POSIX shells")
class BucketWritersIT {
    private static final int WRITERS = 16;
    private static final int DELETE_EVERY = 3;
    private static final int ROUNDS = Math.max(1, Integer.getInteger("symkit.test.transactions", 48) / WRITERS);
    private static final String LOCK_TIMEOUT = "1200";

    @TempDir
    private Path scratch;

    /**
     * What a writer was told.
     *
     * @param ids of all its transactions
     * @param live of those that it did not delete
     */
    private record Told(List<String> ids, List<String> live) {
        Told() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    private Told write(int writer, Packaged tools, BucketStore store) throws IOException, InterruptedException {
        Told told = new Told();
        for (int round = 1; round <= ROUNDS; round++) {
            String[] verb;
            if (round % DELETE_EVERY == 0) {
                verb = new String[] {"del", "/i", told.live.remove(told.live.size() - 1)};
            } else {
                String own = "w" + writer + "-" + round + ".pdb";
                Path folder = BucketStore.folder(scratch.resolve("src").resolve(own), own, "shared.pdb");
                verb = new String[] {"add", "/f", folder.toString(), "/t", "P"};
            }
            List<String> arguments = new ArrayList<>(List.of(verb));
            arguments.addAll(List.of("/s", store.url(), "--lock-timeout", LOCK_TIMEOUT));
            String id = BucketStore.told(tools.run("symstore", arguments.toArray(String[]::new)));
            told.ids.add(id);
            if (verb[0].equals("add")) {
                told.live.add(id);
            }
        }
        return told;
    }

    @Test
    void keepEveryTransaction() throws Exception {
        long since = System.nanoTime();
        ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
        try (S3Server server = S3Server.start(Files.createDirectory(scratch.resolve("s3")), Bucket.NAME);
                Bucket bucket = new Bucket(server)) {
            BucketStore store = new BucketStore(bucket, "writers");
            Packaged tools = Packaged.in(scratch).on(server, server.endpoint());
            List<Future<Told>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                writers.add(pool.submit(() -> write(writer, tools, store)));
            }
            List<String> ids = new ArrayList<>();
            List<String> live = new ArrayList<>();
            for (Future<Told> writer : writers) {
                ids.addAll(writer.get().ids);
                live.addAll(writer.get().live);
            }
            assertThat(ids).hasSize(WRITERS * ROUNDS);
            assertThat(store.history()).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(store.live()).containsExactlyInAnyOrderElementsOf(live);
            assertThat(bucket.keys(store.prefix() + "/w")).hasSize(2 * live.size()); // each with its references
            assertThat(bucket.uploads(store.prefix())).isEmpty();
            store.assertSound("after all", tools, 2);
            System.out.println(ids.size() + " transactions of " + WRITERS + " writers in "
                    + (System.nanoTime() - since) / 1_000_000_000 + " s");
        } finally {
            pool.shutdown();
        }
    }
}
