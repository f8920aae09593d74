// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class LockWaitTest {
    /** Only passes while somebody sleeps. */
    private static final class FakeClock implements LockClock {
        private long now = Long.MAX_VALUE - 1000; // as a monotonic clock may, it overflows
        private final List<Long> sleeps = new ArrayList<>();

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void sleep(long nanos) {
            now += nanos;
            sleeps.add(nanos);
        }

        void pass(Duration time) {
            now += time.toNanos();
        }
    }

    private final FakeClock clock = new FakeClock();
    private final List<String> told = new ArrayList<>();

    private LockWait within(Duration timeout) {
        return new LockWait(new LockRequest(timeout, "x", () -> false, told::add), clock);
    }

    @Test
    void aTextIsStaleWhenItHasNotChangedFor120Seconds() {
        LockWait wait = within(Duration.ofMinutes(10));
        assertThat(wait.isStale("a")).isFalse();
        clock.pass(Duration.ofMinutes(2));
        assertThat(wait.isStale("a")).isFalse();
        assertThat(wait.unchanged("a")).isEqualTo(Duration.ofMinutes(2));
        clock.pass(Duration.ofNanos(1));
        assertThat(wait.isStale("a")).isTrue();
        assertThat(wait.isStale("b")).isFalse();
        clock.pass(Duration.ofSeconds(119));
        assertThat(wait.isStale("a")).isFalse();
    }

    @Test
    void waitsUpToAQuarterOfASecondAtATimeUntilTheTimeIsOver() throws StoreException {
        LockWait wait = within(Duration.ofSeconds(5));
        wait.once("");
        assertThat(told).isEmpty();
        assertThatThrownBy(() -> {
                    while (true) {
                        wait.once("me");
                    }
                })
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.LOCK_TIMEOUT))
                .hasMessage("the store is in use by me");
        assertThat(told).containsExactly("me");
        assertThat(clock.sleeps).allMatch(nanos -> nanos > 0 && nanos <= 250_000_000L);
        assertThat(clock.sleeps.stream().mapToLong(Long::longValue).sum()).isEqualTo(5_000_000_000L);
    }

    @Test
    void endsWhenItIsCancelled() {
        LockWait wait = new LockWait(new LockRequest(Duration.ofMinutes(1), "x", () -> true, told::add), clock);
        assertThatThrownBy(() -> wait.once("me")).isInstanceOf(CancellationException.class);
        assertThat(told).isEmpty();
    }
}
