// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class FlightsTest {
    private final Flights<String, Integer> flights = new Flights<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @Test
    void doesTheSameWorkOnce() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        Flights.Work<Integer> slow = () -> {
            begun.countDown();
            await(go);
            return runs.incrementAndGet();
        };
        Future<Flights.Outcome<Integer>> owner =
                threads.submit(() -> flights.fly("k", value -> true, () -> false, slow));
        begun.await();
        List<Future<Flights.Outcome<Integer>>> others = new ArrayList<>();
        CountDownLatch waiting = new CountDownLatch(50);
        for (int i = 0; i < 50; i++) {
            others.add(threads.submit(() -> flights.fly("k", value -> true, saysOnceThatItWaits(waiting), slow)));
        }
        waiting.await();
        go.countDown();
        assertThat(owner.get()).isEqualTo(new Flights.Outcome<>(1, false));
        for (Future<Flights.Outcome<Integer>> other : others) {
            assertThat(other.get()).isEqualTo(new Flights.Outcome<>(1, true));
        }
        assertThat(flights.fly("k", value -> true, () -> false, () -> 7).value())
                .isEqualTo(7);
    }

    @Test
    void doesItAgainIfTheResultIsForOneCallerOnlyOrTheWorkFailed() throws Exception {
        for (boolean fails : new boolean[] {false, true}) {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            CountDownLatch waiting = new CountDownLatch(1);
            Future<Flights.Outcome<Integer>> owner =
                    threads.submit(() -> flights.fly("k", value -> true, () -> false, () -> {
                        begun.countDown();
                        await(go);
                        if (fails) {
                            throw new IOException("broken");
                        }
                        return 1;
                    }));
            begun.await();
            Future<Flights.Outcome<Integer>> other =
                    threads.submit(() -> flights.fly("k", value -> value != 1, saysOnceThatItWaits(waiting), () -> 2));
            waiting.await();
            go.countDown();
            assertThat(other.get()).isEqualTo(new Flights.Outcome<>(2, false));
            if (fails) {
                assertThatThrownBy(owner::get).hasRootCauseMessage("broken");
            }
        }
    }

    @Test
    void stopsWaitingWhenTheUserWants() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicBoolean cancelled = new AtomicBoolean();
        Future<Flights.Outcome<Integer>> owner =
                threads.submit(() -> flights.fly("k", value -> true, () -> false, () -> {
                    begun.countDown();
                    await(go);
                    return 1;
                }));
        begun.await();
        Future<Flights.Outcome<Integer>> other =
                threads.submit(() -> flights.fly("k", value -> true, cancelled::get, () -> -1));
        cancelled.set(true);
        assertThat(other.get()).isEqualTo(new Flights.Outcome<>(-1, false));
        go.countDown();
        assertThat(owner.get().value()).isEqualTo(1);
    }

    private static BooleanSupplier saysOnceThatItWaits(CountDownLatch latch) {
        AtomicBoolean said = new AtomicBoolean();
        return () -> {
            if (said.compareAndSet(false, true)) {
                latch.countDown();
            }
            return false;
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
