// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symsrv.settings.StoreSettings;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.testkit.http.Replies;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many requests are under way at the same time (symsrv.md 12.4). */
class ConnectionGateTest {
    private Fixture f;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void start() throws IOException {
        f = Fixture.start();
    }

    @AfterEach
    void stop() throws IOException {
        f.close();
        threads.shutdownNow();
    }

    private static StoreSettings at(int maxConcurrent) {
        return new StoreSettings(
                StoreSettings.Casing.DEFAULT,
                false,
                0,
                0xFF,
                StoreSettings.On403.AUTO,
                StoreSettings.Ranges.AUTO,
                StoreSettings.Probe.SEQUENTIAL,
                StoreSettings.Pointers.DEFAULT,
                maxConcurrent,
                Map.of());
    }

    private Future<FetchResult> fetch(int number) {
        FetchRequest request =
                new FetchRequest(f.server.url("/s"), List.of("a", "K" + number, "a"), f.store, Optional.empty());
        return threads.submit(() -> f.fetcher().fetch(request, new MemorySink(), f.heard));
    }

    /** Answers as soon as so many requests are there at the same time. */
    private void expect(int atOnce) {
        CountDownLatch there = new CountDownLatch(atOnce);
        f.server.otherwise((request, out, server) -> {
            there.countDown();
            try {
                if (!there.await(60, TimeUnit.SECONDS)) {
                    return false;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Replies.status(404).answer(request, out, server);
        });
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 8", "0, 12, 12", "3, 0, 3", "11, 0, 11", "0, 4, 8"})
    void isBounded(int maxConcurrent, int jobs, int atOnce) throws Exception {
        f.store = at(maxConcurrent);
        f.jobs(jobs).fetcher();
        expect(atOnce);
        List<Future<FetchResult>> all =
                IntStream.range(0, 2 * atOnce).mapToObj(this::fetch).toList();
        for (Future<FetchResult> one : all) {
            assertThat(one.get()).isInstanceOf(FetchResult.Missing.class);
        }
        assertThat(f.server.mostUnderWay()).isEqualTo(atOnce);
    }

    @Test
    void whoWaitsForAConnectionCanBeStopped() throws Exception {
        f.store = at(1);
        f.fetcher();
        CountDownLatch there = new CountDownLatch(1);
        f.server.otherwise((request, out, server) -> {
            there.countDown();
            server.stall();
            return false;
        });
        Future<FetchResult> first = fetch(1);
        there.await();
        Future<FetchResult> second = fetch(2);
        f.heard.cancel();
        for (Future<FetchResult> one : List.of(first, second)) {
            assertThat(one.get()).isEqualTo(new FetchResult.Failed(ResultCode.CANCELLED, "cancelled"));
        }
        assertThat(f.server.requests()).hasSize(1);
    }

    @Test
    void aFailureGivesItsPlaceBack() throws Exception {
        f.store = at(1);
        f.server.otherwise(Replies.reset());
        for (int i = 0; i < 40; i++) { // more than the places there are altogether
            assertThat(fetch(i).get(60, TimeUnit.SECONDS)).isInstanceOf(FetchResult.Failed.class);
        }
        f.server.otherwise(Replies.redirect(302, "/moved")).on("/moved", Replies.status(404));
        assertThat(fetch(9).get()).isInstanceOf(FetchResult.Missing.class);
    }
}
