// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DailyFileTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path dir;

    private Path file() {
        return dir.resolve("logs").resolve("access.log");
    }

    private static void write(DailyFile log, String text, Instant when) throws IOException {
        log.write((text + "\n").getBytes(StandardCharsets.UTF_8), when);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(dir.resolve("logs"))) {
            return all.map(each -> String.valueOf(each.getFileName())).sorted().toList();
        }
    }

    @Test
    void eachDayHasItsFile() throws IOException {
        try (DailyFile log = new DailyFile(file(), 14)) {
            write(log, "one", NOON);
            write(log, "two", NOON.plus(Duration.ofHours(11)));
            write(log, "three", NOON.plus(DAY));
            write(log, "late", NOON);
        }
        assertThat(file()).hasContent("three\nlate\n");
        assertThat(file().resolveSibling("access.log.2026-03-04")).hasContent("one\ntwo\n");
    }

    @Test
    void anEarlierRunIsGoneOnWith() throws IOException {
        Files.createDirectories(dir.resolve("logs"));
        Files.writeString(file(), "old\n");
        Files.setLastModifiedTime(file(), FileTime.from(NOON));
        try (DailyFile log = new DailyFile(file(), 14)) {
            write(log, "same day", NOON);
        }
        assertThat(file()).hasContent("old\nsame day\n");
        Files.setLastModifiedTime(file(), FileTime.from(NOON));
        Files.writeString(file().resolveSibling("access.log.2026-03-04"), "there\n");
        try (DailyFile log = new DailyFile(file(), 14)) {
            write(log, "next", NOON.plus(DAY));
        }
        assertThat(file()).hasContent("next\n");
        assertThat(names()).containsExactly("access.log", "access.log.2026-03-04", "access.log.2026-03-04.1");
    }

    @Test
    void onlyOldFilesOfThisLogAreDeleted() throws IOException {
        Files.createDirectories(dir.resolve("logs"));
        for (String name : List.of(
                "access.log.2026-03-01",
                "access.log.2026-03-02",
                "access.log.2026-03-01.1",
                "access.log.2026-03-01.gz",
                "access.log.2026-99-99",
                "other.log.2026-03-01",
                "access.log.old")) {
            Files.writeString(file().resolveSibling(name), "x");
        }
        try (DailyFile log = new DailyFile(file(), 2)) {
            write(log, "now", NOON);
        }
        assertThat(names())
                .containsExactly(
                        "access.log",
                        "access.log.2026-03-01.gz",
                        "access.log.2026-03-02",
                        "access.log.2026-99-99",
                        "access.log.old",
                        "other.log.2026-03-01");
    }

    @Test
    void anOldFileThatStaysDoesNotKeepTheLogFromBeingWritten() throws IOException {
        Path stuck = dir.resolve("logs").resolve("access.log.2026-01-01");
        Files.createDirectories(stuck.resolve("a directory that is not empty"));
        try (DailyFile log = new DailyFile(file(), 2)) {
            write(log, "now", NOON);
        }
        assertThat(file()).hasContent("now\n");
        assertThat(stuck).exists();
    }
}
