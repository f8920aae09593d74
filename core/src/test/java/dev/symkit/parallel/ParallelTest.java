// SPDX-License-Identifier: Apache-2.0
package dev.symkit.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelTest {
    private static final List<Integer> ITEMS = IntStream.range(0, 500).boxed().toList();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1000})
    void givesResultsInTheOrderOfTheItems(int threads) throws IOException {
        assertThat(new Parallel(threads).map(ITEMS, item -> -item))
                .isEqualTo(ITEMS.stream().map(item -> -item).toList());
        assertThat(new Parallel(threads).map(List.<Integer>of(), item -> item)).isEmpty();
    }

    @Test
    void worksOnAsManyItemsAtATimeAsItHasThreads() throws IOException {
        int threads = 4;
        CountDownLatch together = new CountDownLatch(threads);
        Set<String> names = ConcurrentHashMap.newKeySet();
        new Parallel(threads).forEach(ITEMS, item -> {
            names.add(Thread.currentThread().getName());
            together.countDown();
            await(together); // hangs if fewer are at work
        });
        assertThat(names).hasSize(threads).contains(Thread.currentThread().getName());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void oneThreadIsTheCallersOwn() throws IOException {
        Thread caller = Thread.currentThread();
        new Parallel(1)
                .forEach(ITEMS, item -> assertThat(Thread.currentThread()).isSameAs(caller));
    }

    @Test
    void throwsTheFirstFailureInTheOrderOfTheItems() {
        CountDownLatch laterFailed = new CountDownLatch(1);
        assertThatThrownBy(() -> new Parallel(2).forEach(List.of(0, 1, 2, 3), item -> {
                    if (item == 0) {
                        await(laterFailed);
                        throw new IOException("item 0");
                    }
                    laterFailed.countDown();
                    throw new IllegalStateException("item " + item);
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("item 0");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void beginsNothingAfterAFailure(int threads) {
        AtomicInteger begun = new AtomicInteger();
        assertThatThrownBy(() -> new Parallel(threads).forEach(ITEMS, item -> {
                    begun.incrementAndGet();
                    throw new AssertionError("item " + item);
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessage("item 0");
        assertThat(begun).hasValueBetween(1, threads);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void asksBeforeEachItemWhetherItIsCancelled(int threads) {
        AtomicInteger done = new AtomicInteger();
        Parallel parallel = new Parallel(threads, () -> done.get() >= 10);
        assertThatThrownBy(() -> parallel.forEach(ITEMS, item -> done.incrementAndGet()))
                .isInstanceOf(CancellationException.class);
        assertThat(done).hasValueBetween(10, 10 + threads);
    }

    @Test
    void anInterruptDoesNotStopIt() throws IOException {
        Thread.currentThread().interrupt();
        List<Integer> results = new Parallel(3).map(ITEMS, item -> item);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(results).isEqualTo(ITEMS);
    }

    @Test
    void needsAThread() {
        assertThatThrownBy(() -> new Parallel(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1000})
    void handsOverInTheOrderOfTheItemsOnTheCallersThread(int threads) throws IOException {
        for (int ahead : List.of(1, 3, 1000)) {
            List<Integer> told = new ArrayList<>();
            Thread caller = Thread.currentThread();
            new Parallel(threads).inOrder(ITEMS, ahead, item -> item, item -> {
                assertThat(Thread.currentThread()).isSameAs(caller);
                told.add(item);
            });
            assertThat(told).isEqualTo(ITEMS);
        }
        new Parallel(threads).inOrder(List.<Integer>of(), 1, item -> item, item -> {
            throw new IOException("told of nothing");
        });
    }

    @Test
    void doesNotRunFurtherAheadThanItMay() throws IOException {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger told = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        new Parallel(8).inOrder(ITEMS, 5, item -> begun.incrementAndGet(), number -> {
            most.accumulateAndGet(begun.get() - told.get(), Math::max);
            told.incrementAndGet();
        });
        assertThat(told).hasValue(ITEMS.size());
        assertThat(most.get()).isBetween(1, 5);
    }

    @Test
    void handsOverAsSoonAsItCan() throws IOException {
        CountDownLatch firstIsTold = new CountDownLatch(1);
        List<Integer> told = new ArrayList<>();
        new Parallel(2)
                .inOrder(
                        List.of(1, 2, 3),
                        10,
                        item -> {
                            if (item == 3) {
                                await(firstIsTold); // hangs if results wait for those after them
                            }
                            return item;
                        },
                        item -> {
                            told.add(item);
                            firstIsTold.countDown();
                        });
        assertThat(told).containsExactly(1, 2, 3);
    }

    @Test
    void handsOverWhatIsThereWhenItIsCancelled() {
        CountDownLatch othersAreDone = new CountDownLatch(3);
        AtomicBoolean cancelled = new AtomicBoolean();
        List<Integer> told = new ArrayList<>();
        assertThatThrownBy(() -> new Parallel(2, cancelled::get)
                        .inOrder(
                                ITEMS,
                                ITEMS.size(),
                                item -> {
                                    if (item == 1) {
                                        await(othersAreDone);
                                        cancelled.set(true);
                                        throw new CancellationException();
                                    }
                                    othersAreDone.countDown();
                                    return item;
                                },
                                told::add))
                .isInstanceOf(CancellationException.class);
        assertThat(told).startsWith(0, 2, 3).doesNotContain(1).isSorted();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void handsOverNothingAfterAFailure(int threads) {
        List<Integer> told = new ArrayList<>();
        assertThatThrownBy(() -> new Parallel(threads)
                        .inOrder(
                                ITEMS,
                                10,
                                item -> {
                                    if (item == 100) {
                                        throw new IOException("item 100");
                                    }
                                    return item;
                                },
                                told::add))
                .isInstanceOf(IOException.class)
                .hasMessage("item 100");
        assertThat(told).isEqualTo(ITEMS.subList(0, 100));
        told.clear();
        assertThatThrownBy(() -> new Parallel(threads).inOrder(ITEMS, 10, item -> item, item -> {
                    if (item == 100) {
                        throw new IOException("sink 100");
                    }
                    told.add(item);
                }))
                .hasMessage("sink 100");
        assertThat(told).isEqualTo(ITEMS.subList(0, 100));
    }
}
