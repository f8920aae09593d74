// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.symkit.path.Exclusions;
import dev.symkit.symproxy.config.LogKeys;
import dev.symkit.symproxy.observe.EventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class ConfigWatchTest {
    @TempDir
    private Path directory;

    private Path file = Path.of("");
    private boolean on = true;
    private boolean wrong;
    private final List<String> read = new ArrayList<>();
    private final EventLog events = new EventLog(
            LoggerFactory.getLogger(ConfigWatchTest.class),
            LogKeys.Level.INFO,
            new Exclusions(List.of()),
            Ticker.systemTicker());

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("symproxy.ini"), "one");
    }

    private ConfigWatch watch() {
        return new ConfigWatch(
                file,
                () -> on,
                () -> {
                    read.add(Files.readString(file));
                    if (wrong) {
                        throw new IOException("wrong");
                    }
                    return List.of();
                },
                events);
    }

    private static void look(ConfigWatch watch, int times) {
        for (int i = 0; i < times; i++) {
            watch.look();
        }
    }

    @Test
    void aFileThatStaysIsReadNoMore() {
        look(watch(), 5);
        assertThat(read).isEmpty();
    }

    @Test
    void aChangeIsReadOnceTheWriterIsDone() throws IOException {
        ConfigWatch watch = watch();
        Files.writeString(file, "tw");
        watch.look();
        Files.writeString(file, "two and more");
        watch.look();
        assertThat(read).isEmpty();
        look(watch, 4);
        assertThat(read).containsExactly("two and more");
    }

    @Test
    void aChangeOfTheTimeAloneCounts() throws IOException {
        ConfigWatch watch = watch();
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
        look(watch, 4);
        assertThat(read).containsExactly("one");
    }

    @Test
    void aFileThatIsReplacedIsWaitedFor() throws IOException {
        ConfigWatch watch = watch();
        Path fresh = Files.writeString(directory.resolve("fresh"), "six");
        Files.setLastModifiedTime(fresh, Files.getLastModifiedTime(file));
        Files.delete(file);
        look(watch, 3);
        assertThat(read).isEmpty();
        Files.setLastModifiedTime(fresh, FileTime.fromMillis(1_000_000_000_000L));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        look(watch, 3);
        assertThat(read).containsExactly("six");
    }

    @Test
    void aWrongFileIsToldOfOnceAndItsRepairIsSeen() throws IOException {
        ConfigWatch watch = watch();
        wrong = true;
        Files.writeString(file, "wrong");
        look(watch, 5);
        assertThat(read).containsExactly("wrong");
        wrong = false;
        Files.writeString(file, "right again");
        look(watch, 5);
        assertThat(read).containsExactly("wrong", "right again");
    }

    @Test
    void nothingIsReadTwiceBecauseSomebodyElseHadItRead() throws IOException {
        ConfigWatch watch = watch();
        Files.writeString(file, "by signal");
        watch.reading();
        look(watch, 5);
        assertThat(read).isEmpty();
    }

    @Test
    void whereItIsOffNothingIsLookedAt() throws IOException {
        ConfigWatch watch = watch();
        on = false;
        Files.writeString(file, "changed");
        look(watch, 5);
        assertThat(read).isEmpty();
    }
}
