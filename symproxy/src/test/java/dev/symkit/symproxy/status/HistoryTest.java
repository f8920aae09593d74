// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symproxy.observe.Exchanges;
import dev.symkit.symproxy.observe.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // a clock that runs over must do
    private final History history = new History(Duration.ofSeconds(1), nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void send(Result result, int times) {
        history.directory("symbols");
        for (int i = 0; i < times; i++) {
            history.finished(Exchanges.of(result, 200, "/x"));
        }
    }

    @Test
    void ratiosAreThoseOfTheirWindow() {
        send(Result.FILL, 4);
        pass(Duration.ofHours(2));
        send(Result.JOIN, 2);
        pass(Duration.ofMinutes(10));
        send(Result.HIT, 6);
        send(Result.NEGATIVE, 99);
        StatusFacts.Traffic traffic = history.traffic("symbols");
        assertThat(traffic.fiveMinutes()).isEqualTo(new StatusFacts.Ratio(6, 6));
        assertThat(traffic.hour()).isEqualTo(new StatusFacts.Ratio(6, 8));
        assertThat(traffic.day()).isEqualTo(new StatusFacts.Ratio(6, 12));
        assertThat(traffic.hours()).hasSize(24);
        assertThat(traffic.hours().get(23)).isEqualTo(new StatusFacts.Ratio(6, 8));
        assertThat(traffic.hours().get(21)).isEqualTo(new StatusFacts.Ratio(0, 4));
    }

    @Test
    void oldTrafficIsForgotten() {
        send(Result.HIT, 3);
        pass(Duration.ofHours(23));
        assertThat(history.traffic("symbols").day().files()).isEqualTo(3);
        pass(Duration.ofHours(2));
        assertThat(history.traffic("symbols").day().files()).isZero();
        send(Result.HIT, 1);
        pass(Duration.ofDays(400));
        assertThat(history.traffic("symbols").day().percent()).isEmpty();
    }

    @Test
    void directoriesThatAreNotThereAreNotCounted() {
        history.finished(Exchanges.of(Result.HIT, 200, "/x"));
        assertThat(history.traffic("symbols").day().files()).isZero();
    }

    @Test
    void quantilesAreAtMostAnEighthTooLarge() {
        for (int i = 1; i <= 100; i++) {
            history.upstream("msdl").found(Duration.ofMillis(i).toNanos());
        }
        history.upstream("msdl").failed();
        StatusFacts.Performance record = history.upstream("msdl").performance();
        assertThat(record.successes()).isEqualTo(100);
        assertThat(record.errors()).isEqualTo(1);
        assertThat(record.p50().orElseThrow()).isBetween(Duration.ofMillis(50), Duration.ofMillis(57));
        assertThat(record.p95().orElseThrow()).isBetween(Duration.ofMillis(95), Duration.ofMillis(107));
        pass(Duration.ofHours(1));
        assertThat(history.upstream("msdl").performance().p50()).isPresent();
        pass(Duration.ofHours(1));
        assertThat(history.upstream("msdl").performance().p50()).isEmpty();
    }

    @Test
    void everyTimeHasAClass() {
        long time;
        for (time = 0; time < Long.MAX_VALUE / 2; time = time < 16 ? time + 1 : time + time / 16) {
            Latencies one = new Latencies(nanos::get);
            one.add(time);
            assertThat(one.quantile(0.5).orElseThrow().toNanos()).isBetween(time, time + time / 8);
        }
        Latencies most = new Latencies(nanos::get);
        most.add(Long.MAX_VALUE);
        assertThat(most.quantile(1)).contains(Duration.ofNanos(Long.MAX_VALUE));
    }

    @Test
    void theLastFiftyAreKept() {
        for (int i = 0; i < 60; i++) {
            history.filled(new StatusFacts.Fill(Instant.EPOCH, "d", "k" + i, "u", 1, Duration.ZERO));
        }
        assertThat(history.fills()).hasSize(50);
        assertThat(history.fills().get(0).key()).isEqualTo("k59");
        history.finished(Exchanges.of(Result.ERROR, 500, "/~s3cr3t/x"));
        assertThat(history.failures())
                .containsExactly(new StatusFacts.Failure(Exchanges.START, "192.0.2.7", "500 GET /~***/x"));
    }

    @Test
    void theSlowestOfADayAreKept() {
        for (int i = 0; i < 40; i++) {
            history.finished(Exchanges.begun("/" + i)
                    .finished(200, 1, Duration.ofMillis(900 + i * 10).toNanos(), 7));
        }
        List<StatusFacts.Slow> slowest = history.slowest();
        assertThat(slowest).hasSize(20);
        assertThat(slowest.get(0).target()).isEqualTo("/39");
        assertThat(slowest.get(19).target()).isEqualTo("/20");
        pass(Duration.ofHours(25));
        assertThat(history.slowest()).isEmpty();
    }
}
