// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.path.Exclusions;
import dev.symkit.symproxy.config.LogKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;

class EventLogTest {
    private final Lines lines = new Lines();
    private final AtomicLong nanos = new AtomicLong();
    private final EventLog log = log(LogKeys.Level.INFO);

    /** Keeps lines with their level. */
    private static final class Lines extends LegacyAbstractLogger {
        private static final long serialVersionUID = 1L;
        private final transient List<String> all = new ArrayList<>();

        @Override
        protected void handleNormalizedLoggingCall(
                Level level,
                @Nullable Marker marker,
                String message,
                Object @Nullable [] arguments,
                @Nullable Throwable throwable) {
            all.add(level + " " + message);
        }

        @Override
        protected @Nullable String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        public boolean isTraceEnabled() {
            return true;
        }

        @Override
        public boolean isDebugEnabled() {
            return true;
        }

        @Override
        public boolean isInfoEnabled() {
            return true;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }
    }

    private EventLog log(LogKeys.Level level) {
        return new EventLog(lines, level, new Exclusions(List.of("nt*.pdb", "kernel*")), nanos::get);
    }

    @Test
    void theNumbersAreMicrosofts() {
        assertThat(Arrays.stream(Event.values()).map(Event::id))
                .containsExactly(1, 2, 3, 4, 10, 11, 20, 30, 31, 40, 41, 42, 43, 49, 90, 100, 101, 102, 103, 104, 105);
    }

    @Test
    void aFillIsOneLine() {
        log.filled("a.pdb/1", "msdl", 4711, Duration.ofMillis(12));
        assertThat(lines.all).containsExactly("INFO 20 fill: a.pdb/1 from msdl, 4711 bytes, 12 ms");
    }

    @Test
    void whatIsWrongIsAWarning() {
        log.blackout("msdl", Instant.parse("2026-03-04T05:06:07Z"));
        log.invalid("msdl", "html", "a.pdb/1");
        log.missed("ntdll.pdb/1", "ntdll.pdb");
        log.missed("KERNEL32.DLL/1", "KERNEL32.DLL");
        log.missed("other.pdb/1", "other.pdb");
        log.upstreamFailed(Event.ACCESS_DENIED, "corp", "401");
        assertThat(lines.all)
                .containsExactly(
                        "WARN 102 warning: msdl is blacked out until 2026-03-04T05:06:07Z",
                        "WARN 102 warning: msdl sent what is not the file asked for (html): a.pdb/1",
                        "WARN 30 critical_symbol: ntdll.pdb/1 is nowhere",
                        "WARN 31 critical_image: KERNEL32.DLL/1 is nowhere",
                        "WARN 42 access_denied: corp: 401");
    }

    @Test
    void theLevelSaysWhatIsLogged() {
        for (LogKeys.Level level : LogKeys.Level.values()) {
            EventLog leveled = log(level);
            for (Event event : Event.values()) {
                leveled.log(event, level + "!");
            }
        }
        assertThat(lines.all.stream().filter(line -> line.contains("ERROR!"))).hasSize(2);
        assertThat(lines.all.stream().filter(line -> line.contains("WARN!"))).hasSize(9);
        assertThat(lines.all.stream().filter(line -> line.contains("INFO!"))).hasSize(15);
        assertThat(lines.all.stream().filter(line -> line.contains("DEBUG!"))).hasSize(21);
    }

    @Test
    void theSameMessageComesTenTimesAMinute() {
        for (int i = 0; i < 25; i++) {
            log.invalid("msdl", "html", "a" + i);
            log.log(Event.INFORMATION, "other " + i);
        }
        assertThat(lines.all).hasSize(35);
        lines.all.clear();
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        log.invalid("msdl", "html", "b");
        assertThat(lines.all)
                .containsExactly(
                        "WARN 102 warning: msdl sent what is not the file asked for (html):"
                                + " 15 more of these in a minute were held back",
                        "WARN 102 warning: msdl sent what is not the file asked for (html): b");
        log.tellHeldBack();
        assertThat(lines.all).hasSize(2);
    }

    @Test
    void manyDifferentMessagesNeedBoundedMemory() {
        for (int i = 0; i < 30_000; i++) {
            log.log(Event.INFORMATION, "message " + i);
        }
        assertThat(lines.all).hasSize(30_000);
    }

    @Test
    void noTextEndsALine() {
        log.log(Event.ERROR, "a\nERROR 101 error: forged", "\r\u001B[2J");
        assertThat(lines.all).containsExactly("ERROR 101 error: a\\x0AERROR 101 error: forged\\x0D\\x1B[2J");
    }

    @Test
    void theLoggerWritesOursAtOurLevel() {
        assertThat(LogSetup.properties(LogKeys.Level.DEBUG))
                .containsEntry("org.slf4j.simpleLogger.log.dev.symkit", "debug")
                .containsEntry("org.slf4j.simpleLogger.log.symproxy", "debug")
                .containsEntry("org.slf4j.simpleLogger.defaultLogLevel", "warn")
                .containsEntry("org.slf4j.simpleLogger.showDateTime", "true");
    }
}
