// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symproxy.config.LogKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AccessLogTest {
    private static final AccessLog.Settings ALL = new AccessLog.Settings(LogKeys.Access.COMBINED, 1);

    /** Keeps lines; can be made to wait or to fail. */
    private static final class Kept implements LogTarget {
        private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch go = new CountDownLatch(1);
        private final AtomicInteger failures = new AtomicInteger();

        @Override
        public void write(byte[] line, Instant when) throws IOException {
            begun.countDown();
            try {
                assertThat(go.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (failures.getAndDecrement() > 0) {
                throw new IOException("disk full");
            }
            lines.add(new String(line, StandardCharsets.UTF_8));
        }

        @Override
        public void flush() {
            // kept already
        }

        @Override
        public void close() {
            // kept already
        }
    }

    private final Kept kept = new Kept();

    @Test
    void whatWasTakenIsWrittenInOrderBeforeTheEnd() throws IOException {
        kept.go.countDown();
        try (AccessLog log = new AccessLog(ALL, kept, () -> 0, 1000)) {
            log.start();
            for (int i = 0; i < 600; i++) {
                log.finished(Exchanges.of(Result.HIT, 200, "/" + i));
            }
        }
        assertThat(kept.lines).hasSize(600);
        assertThat(kept.lines.get(599)).contains("GET /599 ");
    }

    @Test
    void aRequestNeverWaits() throws Exception {
        try (AccessLog log = new AccessLog(ALL, kept, () -> 0, 2)) {
            log.start();
            log.finished(Exchanges.of(Result.HIT, 200, "/0"));
            assertThat(kept.begun.await(60, TimeUnit.SECONDS)).isTrue();
            for (int i = 1; i <= 5; i++) {
                log.finished(Exchanges.of(Result.HIT, 200, "/" + i));
            }
            assertThat(log.dropped()).isEqualTo(3);
            kept.go.countDown();
        }
        assertThat(kept.lines).hasSize(3);
    }

    @Test
    void aDiskThatIsFullCostsLinesOnly() throws IOException {
        kept.go.countDown();
        kept.failures.set(1);
        AccessLog log = new AccessLog(ALL, kept, () -> 0, 1000);
        log.finished(Exchanges.of(Result.HIT, 200, "/0"));
        log.start();
        log.close();
        assertThat(log.dropped()).isEqualTo(1);
        assertThat(kept.lines).isEmpty();
        log.finished(Exchanges.of(Result.HIT, 200, "/late"));
        assertThat(log.dropped()).isEqualTo(2);
    }

    @Test
    void ofThe404sAShareIsWritten() throws IOException {
        kept.go.countDown();
        AtomicInteger next = new AtomicInteger();
        try (AccessLog log = new AccessLog(
                new AccessLog.Settings(LogKeys.Access.JSON, 0.25),
                kept,
                () -> next.getAndIncrement() % 4 / 4.0,
                1000)) {
            log.start();
            for (int i = 0; i < 100; i++) {
                log.finished(Exchanges.of(Result.NEGATIVE, 404, "/x"));
                log.finished(Exchanges.of(Result.HIT, 200, "/x"));
            }
        }
        assertThat(kept.lines.stream().filter(line -> line.contains("\"status\":404")))
                .hasSize(25);
        assertThat(kept.lines).hasSize(125);
    }

    @Test
    void offWritesNothing() throws IOException {
        kept.go.countDown();
        try (AccessLog log = new AccessLog(new AccessLog.Settings(LogKeys.Access.OFF, 1), kept, () -> 0, 10)) {
            log.start();
            log.finished(Exchanges.of(Result.HIT, 200, "/x"));
            assertThat(log.dropped()).isZero();
        }
        assertThat(kept.lines).isEmpty();
    }
}
