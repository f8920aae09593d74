// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.symsrv.settings.BlackoutSettings;
import dev.symkit.symsrv.settings.MissSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
    private static final SymbolKey KEY = new SymbolKey("a.pdb", "K1");

    @TempDir
    Path root;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private void pass(long seconds) {
        now = now.plusSeconds(seconds);
    }

    @Test
    void forgetsAMissAfterItsTime() {
        Misses misses = new Misses(MissSettings.DEFAULT, () -> now);
        misses.add("s", KEY);
        pass(299);
        assertThat(misses.isKnown("s", KEY)).isTrue();
        assertThat(misses.isKnown("t", KEY)).isFalse();
        assertThat(misses.isKnown("s", new SymbolKey("A.pdb", "K1"))).isFalse();
        pass(1);
        assertThat(misses.isKnown("s", KEY)).isFalse();
        assertThat(misses.list()).isEmpty();
    }

    @Test
    void remembersNoMissesIfTheyLastNoTime() {
        Misses misses = new Misses(new MissSettings(Duration.ZERO, 10, Optional.empty()), () -> now);
        misses.add("s", KEY);
        assertThat(misses.list()).isEmpty();
    }

    @Test
    void forgetsTheLongestUnusedMissIfThereAreTooMany() {
        Misses misses = new Misses(new MissSettings(Duration.ofHours(1), 2, Optional.empty()), () -> now);
        misses.add("a", KEY);
        misses.add("b", KEY);
        assertThat(misses.isKnown("a", KEY)).isTrue();
        misses.add("c", KEY);
        assertThat(misses.isKnown("a", KEY)).isTrue();
        assertThat(misses.isKnown("b", KEY)).isFalse();
        assertThat(misses.list()).hasSize(2);
    }

    @Test
    void forgetsAKeyInAnyCaseForAllStores() {
        Misses misses = new Misses(MissSettings.DEFAULT, () -> now);
        misses.add("a", KEY);
        misses.add("b", new SymbolKey("A.PDB", "k1"));
        misses.add("b", new SymbolKey("b.pdb", "K1"));
        misses.forget(KEY);
        assertThat(misses.list()).extracting(miss -> miss.key().name()).containsExactly("b.pdb");
        misses.clear();
        assertThat(misses.list()).isEmpty();
    }

    @Test
    void keepsMissesInAFileBesideThoseOfOthers() throws IOException {
        MissFile file = new MissFile(root.resolve("deep/misses.txt"), () -> now);
        assertThat(file.read()).isEmpty();
        Misses.Miss one = new Misses.Miss("https://h/s", KEY, now.plusSeconds(100));
        Misses.Miss two = new Misses.Miss("https://h/t", KEY, now.plusSeconds(50));
        file.write(List.of(one));
        file.write(List.of(two, new Misses.Miss("https://h/s", KEY, now.plusSeconds(10))));
        assertThat(file.read()).containsExactlyInAnyOrder(one, two);
        pass(60);
        assertThat(file.read()).containsExactly(one);
        file.clear();
        assertThat(file.read()).isEmpty();
        assertThat(root.resolve("deep")).isDirectoryContaining(each -> each.endsWith("misses.txt"));
        try (var files = Files.list(root.resolve("deep"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void writesNoSecretsIntoTheFile() throws IOException {
        Path path = root.resolve("misses.txt");
        Instant end = now.plusSeconds(100);
        new MissFile(path, () -> now)
                .write(List.of(
                        new Misses.Miss("https://u:secret@h/s", KEY, end),
                        new Misses.Miss("https://h/s?sig=secret", KEY, end),
                        new Misses.Miss("https://h/s", KEY, end)));
        assertThat(path)
                .content()
                .doesNotContain("secret")
                .contains("https://h/s")
                .hasLineCount(1);
    }

    @Test
    void leavesOutLinesThatMeanNothing() throws IOException {
        Path path = root.resolve("misses.txt");
        long end = now.plusSeconds(100).getEpochSecond();
        Files.writeString(
                path,
                "\n\t\t\t\nx\tK\ta.pdb\ts\n" + end + "\tK\t..\ts\n99999999999999999999\tK\ta.pdb\ts\n" + Long.MAX_VALUE
                        + "\tK\ta.pdb\ts\n" + end + "\tK1\ta.pdb\ts\n" + end + "\tK1");
        assertThat(new MissFile(path, () -> now).read())
                .containsExactly(new Misses.Miss("s", KEY, Instant.ofEpochSecond(end)));
    }

    @Test
    void leavesAStoreAloneAfterSoManyFailures() {
        Blackouts blackouts = new Blackouts(BlackoutSettings.DEFAULT, () -> now);
        assertThat(blackouts.failed("s")).isEqualTo(Blackouts.Change.NONE);
        pass(61);
        assertThat(blackouts.failed("s")).isEqualTo(Blackouts.Change.NONE);
        assertThat(blackouts.failed("s")).isEqualTo(Blackouts.Change.NONE);
        assertThat(blackouts.mayAsk("s")).isTrue();
        assertThat(blackouts.failed("s")).isEqualTo(Blackouts.Change.ENTERED);
        assertThat(blackouts.mayAsk("s")).isFalse();
        assertThat(blackouts.mayAsk("t")).isTrue();
        assertThat(blackouts.failed("s")).isEqualTo(Blackouts.Change.NONE);
        pass(299);
        assertThat(blackouts.mayAsk("s")).isFalse();
    }

    @Test
    void testsAStoreWithOneRequest() {
        Blackouts blackouts =
                new Blackouts(new BlackoutSettings(Duration.ofMinutes(1), 1, Duration.ofMinutes(5)), () -> now);
        blackouts.failed("s");
        pass(300);
        assertThat(blackouts.mayAsk("s")).isTrue();
        assertThat(blackouts.mayAsk("s")).isFalse();
        assertThat(blackouts.failed("s")).isEqualTo(Blackouts.Change.NONE);
        pass(299);
        assertThat(blackouts.mayAsk("s")).isFalse();
        pass(1);
        assertThat(blackouts.mayAsk("s")).isTrue();
        blackouts.unknown("s");
        assertThat(blackouts.mayAsk("s")).isTrue();
        assertThat(blackouts.answered("s")).isEqualTo(Blackouts.Change.LEFT);
        assertThat(blackouts.answered("s")).isEqualTo(Blackouts.Change.NONE);
        assertThat(blackouts.mayAsk("s")).isTrue();
        blackouts.failed("s");
        blackouts.reset();
        assertThat(blackouts.mayAsk("s")).isTrue();
    }

    @Test
    void leavesNoStoreAloneIfThatIsOff() {
        Blackouts blackouts = new Blackouts(BlackoutSettings.OFF, () -> now);
        blackouts.failed("s");
        assertThat(blackouts.mayAsk("s")).isTrue();
    }

    @Test
    void readsExclusionsAgainWhenTheirTimeChanges() throws IOException {
        Path file = Files.writeString(root.resolve("symsrv.ini"), "a");
        AtomicInteger reads = new AtomicInteger();
        WatchedExclusions list = new WatchedExclusions(
                file,
                path -> {
                    reads.incrementAndGet();
                    String text = Files.readString(path);
                    return text::equals;
                },
                () -> now);
        assertThat(list.excludes("a")).isTrue();
        pass(60);
        assertThat(list.excludes("b")).isFalse();
        assertThat(reads).hasValue(1);
        Files.writeString(file, "b");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
        pass(2);
        assertThat(list.excludes("b")).isTrue();
        pass(1801);
        assertThat(list.excludes("b")).isTrue();
        assertThat(reads).hasValue(3);
        Files.delete(file);
        pass(2);
        assertThat(list.excludes("b")).isTrue();
    }
}
