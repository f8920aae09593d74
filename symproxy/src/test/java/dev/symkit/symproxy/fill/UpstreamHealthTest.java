// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.fill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.path.IniFile;
import dev.symkit.symproxy.config.ConfigLoader;
import dev.symkit.symproxy.fill.UpstreamHealth.Change;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UpstreamHealthTest {
    private long now = 1_000_000_000_000L;

    private UpstreamHealth health(String more) {
        String text = "[blackout]\ncount = 3\nperiod = 120s\nduration = 300s\nmaxDuration = 900s\n" + more;
        return new UpstreamHealth(
                new ConfigLoader(Map.of())
                        .load(IniFile.parse(text, "a.ini"), List.of())
                        .configuration()
                        .section("blackout"),
                () -> now);
    }

    private void pass(int seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
    }

    @Test
    void itIsLeftAloneAfterSomeFailuresInAShortTime() {
        UpstreamHealth health = health("");
        assertThat(health.failed()).isEqualTo(Change.NONE);
        pass(121);
        assertThat(health.failed()).isEqualTo(Change.NONE);
        assertThat(health.failed()).isEqualTo(Change.NONE);
        assertThat(health.mayAsk()).isTrue();
        assertThat(health.failed()).isEqualTo(Change.ENTERED);
        assertThat(health.mayAsk()).isFalse();
        assertThat(health.blackout()).contains(Duration.ofMinutes(5));
        pass(299);
        assertThat(health.mayAsk()).isFalse();
    }

    private UpstreamHealth dark() {
        UpstreamHealth health = health("");
        for (int i = 0; i < 3; i++) {
            health.failed();
        }
        return health;
    }

    @Test
    void oneSearchTestsIt() {
        UpstreamHealth health = dark();
        pass(300);
        assertThat(health.mayAsk()).isTrue();
        assertThat(health.mayAsk()).as("only one").isFalse();
        assertThat(health.answered(Duration.ofSeconds(1))).isEqualTo(Change.LEFT);
        assertThat(health.mayAsk()).isTrue();
        assertThat(health.blackout()).isEmpty();
    }

    @Test
    void theTimeDoublesUpToALimit() {
        UpstreamHealth health = dark();
        for (int expected : new int[] {600, 900, 900}) {
            pass(900);
            assertThat(health.mayAsk()).isTrue();
            assertThat(health.failed()).isEqualTo(Change.ENTERED);
            assertThat(health.blackout()).contains(Duration.ofSeconds(expected));
        }
    }

    @Test
    void aTestNobodyWaitedForIsMadeAgain() {
        UpstreamHealth health = dark();
        pass(300);
        assertThat(health.mayAsk()).isTrue();
        health.unknown();
        assertThat(health.mayAsk()).isTrue();
    }

    @Test
    void failuresOfSearchesThatBeganBeforeChangeNothing() {
        UpstreamHealth health = dark();
        assertThat(health.failed()).isEqualTo(Change.NONE);
        assertThat(health.blackout()).contains(Duration.ofMinutes(5));
    }

    @Test
    void anAnswerThatTookTooLongIsAFailure() {
        UpstreamHealth health = health("failureTimeout = 10s");
        for (int i = 0; i < 2; i++) {
            assertThat(health.answered(Duration.ofSeconds(11))).isEqualTo(Change.NONE);
        }
        assertThat(health.answered(Duration.ofSeconds(11))).isEqualTo(Change.ENTERED);
        health.clear();
        assertThat(health.mayAsk()).isTrue();
    }

    @Test
    void zeroMeansNever() {
        UpstreamHealth health = health("count = 0");
        for (int i = 0; i < 10; i++) {
            assertThat(health.failed()).isEqualTo(Change.NONE);
        }
        assertThat(health.mayAsk()).isTrue();
    }
}
