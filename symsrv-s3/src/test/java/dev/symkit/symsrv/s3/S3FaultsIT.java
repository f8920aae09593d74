// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stores in a bucket whose servers fail in each way there is, before a request is carried out, afterwards and half way through the answer.
 * System properties: {@code symkit.test.s3.operations}, how many there are in all; {@code symkit.test.s3.stores}, in how many stores;
 * {@code symkit.test.s3.seed}.
 */
class S3FaultsIT {
    private static final int OPERATIONS = Integer.getInteger("symkit.test.s3.operations", 240);
    private static final int STORES = Integer.getInteger("symkit.test.s3.stores", 8);
    private static final long SEED = Long.getLong("symkit.test.s3.seed", 20261130);
    private static final int WRITERS = 3;
    private static final int BETWEEN_CHECKS = 10;

    @TempDir
    Path directory;

    private final FaultFigures figures = new FaultFigures();

    private Void change(int number) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try (FaultyStore store = new FaultyStore(
                directory.resolve("store" + number), SEED + number, WRITERS, number % 2 == 0, figures)) {
            for (int left = OPERATIONS / STORES / WRITERS; left > 0; left -= BETWEEN_CHECKS) {
                String when = "seed " + SEED + ", store " + number + ", " + left + " operations to come";
                List<Callable<Void>> all = new ArrayList<>();
                int steps = Math.min(left, BETWEEN_CHECKS);
                for (FaultyWriter writer : store.writers()) {
                    all.add(() -> steps(writer, steps, when));
                }
                awaitAll(threads.invokeAll(all));
                store.check(when);
            }
        } finally {
            threads.shutdown();
        }
        return null;
    }

    private static Void steps(FaultyWriter writer, int steps, String when) throws IOException {
        for (int i = 0; i < steps; i++) {
            writer.step(when);
        }
        return null;
    }

    private static void awaitAll(List<Future<Void>> all) throws Exception {
        for (Future<Void> each : all) {
            each.get();
        }
    }

    @Test
    void nothingIsLostWhateverFails() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(STORES);
        try {
            List<Callable<Void>> all = new ArrayList<>();
            for (int i = 0; i < STORES; i++) {
                int number = i;
                all.add(() -> change(number));
            }
            awaitAll(threads.invokeAll(all));
        } finally {
            threads.shutdown();
            System.out.println(figures);
        }
        assertThat(figures.faults())
                .as("faults of all kinds")
                .containsKeys(
                        FaultyServer.Fault.RESET_BEFORE,
                        FaultyServer.Fault.RESET_AFTER,
                        FaultyServer.Fault.HELD_BEFORE,
                        FaultyServer.Fault.HELD_AFTER,
                        FaultyServer.Fault.ERROR,
                        FaultyServer.Fault.ERROR_AFTER,
                        FaultyServer.Fault.SLOW_DOWN,
                        FaultyServer.Fault.CONFLICT,
                        FaultyServer.Fault.CUT,
                        FaultyServer.Fault.EMPTY,
                        FaultyServer.Fault.DEAD,
                        FaultyServer.Fault.STALE);
        for (String what : List.of("add", "del", "merge", "query", "verify")) {
            assertThat(figures.count(what)).as(what).isPositive();
        }
    }
}
