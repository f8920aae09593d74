// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.miss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.key.SymbolKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryMissTableTest {
    private static final SymbolKey KEY = new SymbolKey("a.pdb", "C9A61DDDD7E44353A668E39AC614A7EA1");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final MissLifetime FIVE = new MissLifetime(MINUTE.multipliedBy(5), 1, Duration.ofHours(6));
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final AtomicLong time = new AtomicLong();
    private final MemoryMissTable table = table(1000);

    private MemoryMissTable table(long most) {
        return new MemoryMissTable(most, Duration.ofHours(24), time::get);
    }

    private void pass(Duration duration) {
        time.addAndGet(duration.toNanos());
    }

    private Duration miss(String place) {
        return table.add(place, KEY, FIVE, table.stamp(KEY));
    }

    @Test
    void aMissIsBelievedForAWhile() {
        assertThat(table.remaining("symbols", KEY)).isEmpty();
        assertThat(miss("symbols")).isEqualTo(FIVE.first());
        pass(MINUTE);
        assertThat(table.remaining("symbols", KEY)).contains(MINUTE.multipliedBy(4));
        assertThat(table.remaining("other", KEY)).isEmpty();
        pass(MINUTE.multipliedBy(4));
        assertThat(table.remaining("symbols", KEY)).isEmpty();
    }

    @Test
    void furtherMissesMayBeBelievedLonger() {
        MissLifetime doubling = new MissLifetime(MINUTE, 2, MINUTE.multipliedBy(5));
        for (int minutes : new int[] {1, 2, 4, 5, 5}) {
            assertThat(table.add("symbols", KEY, doubling, table.stamp(KEY))).isEqualTo(MINUTE.multipliedBy(minutes));
            pass(MINUTE.multipliedBy(minutes));
            assertThat(table.remaining("symbols", KEY)).isEmpty();
        }
        assertThat(new MissLifetime(Duration.ofDays(2), 1, MINUTE).after(9)).isEqualTo(Duration.ofDays(2));
        assertThat(new MissLifetime(MINUTE, 2, Duration.ofDays(9999)).after(Integer.MAX_VALUE))
                .isEqualTo(Duration.ofDays(9999));
    }

    @Test
    void whatNobodyAsksForIsForgotten() {
        miss("symbols");
        pass(Duration.ofHours(23));
        assertThat(table.remaining("symbols", KEY)).isEmpty();
        pass(Duration.ofHours(23));
        assertThat(table.size()).isEqualTo(1);
        pass(Duration.ofHours(24));
        assertThat(table.size()).isZero();
        assertThat(table.evicted()).isEqualTo(1);
    }

    @Test
    void aTableHasALimit() {
        MemoryMissTable small = table(10);
        for (int i = 0; i < 1000; i++) {
            SymbolKey key = new SymbolKey("a" + i, "X");
            small.add("symbols", key, FIVE, small.stamp(key));
        }
        assertThat(small.size()).isLessThanOrEqualTo(10);
    }

    @Test
    void aKeyThatChangedIsAskedForAgain() {
        miss("symbols");
        miss("@corp");
        long stamp = table.stamp(KEY);
        table.changed(KEY);
        assertThat(table.remaining("symbols", KEY)).isEmpty();
        assertThat(table.remaining("@corp", KEY)).isEmpty();
        assertThat(table.add("symbols", KEY, FIVE, stamp)).isZero();
        assertThat(table.remaining("symbols", KEY)).isEmpty();
        assertThat(miss("symbols")).isEqualTo(FIVE.first());
    }

    @Test
    void missesAreCleared() {
        SymbolKey other = new SymbolKey("b.pdb", KEY.index());
        miss("symbols");
        miss("extra");
        table.add("symbols", other, FIVE, table.stamp(other));
        table.clear("symbols", Optional.of("A.PDB"));
        assertThat(table.remaining("symbols", KEY)).isEmpty();
        assertThat(table.remaining("symbols", other)).isPresent();
        assertThat(table.remaining("extra", KEY)).isPresent();
        table.clear("symbols", Optional.empty());
        assertThat(table.remaining("symbols", other)).isEmpty();
        table.clear();
        assertThat(table.size()).isZero();
    }

    @Test
    void nothingIsRememberedWhereTheTimeIsZero() {
        assertThat(table.add("symbols", KEY, new MissLifetime(Duration.ZERO, 1, MINUTE), table.stamp(KEY)))
                .isZero();
        assertThat(table.size()).isZero();
    }

    @Test
    void missesOutliveARestart(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("misses");
        SymbolKey other = new SymbolKey("b.pdb", KEY.index());
        miss("symbols");
        table.add("", other, new MissLifetime(Duration.ofHours(9), 1, MINUTE), table.stamp(other));
        new MissStore(file, InstantSource.fixed(NOON), Duration.ofHours(6)).save(table);
        MemoryMissTable later = table(1000);
        new MissStore(file, InstantSource.fixed(NOON.plusSeconds(60)), Duration.ofHours(6)).load(later);
        assertThat(later.remaining("symbols", KEY)).contains(MINUTE.multipliedBy(4));
        assertThat(later.remaining("", other)).contains(Duration.ofHours(6));
        later.changed(KEY);
        assertThat(later.remaining("symbols", KEY)).isEmpty();
        MemoryMissTable muchLater = table(1000);
        new MissStore(file, InstantSource.fixed(NOON.plusSeconds(600)), Duration.ofHours(6)).load(muchLater);
        assertThat(muchLater.remaining("symbols", KEY)).isEmpty();
    }

    @Test
    void aDamagedFileCostsOnlyTheDamagedLines(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("misses");
        MissStore store = new MissStore(file, InstantSource.fixed(NOON), Duration.ofHours(6));
        store.load(table);
        assertThat(table.size()).isZero();
        miss("symbols");
        store.save(table);
        byte[] good = Files.readAllBytes(file);
        for (int size = 0; size <= good.length; size++) {
            Files.write(file, java.util.Arrays.copyOf(good, size));
            store.load(table(10));
        }
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] = (byte) ('!' + random.nextInt(90));
            Files.write(file, bad);
            store.load(table(10));
        }
        Files.write(
                file,
                (new String(good, StandardCharsets.UTF_8) + "x\ty\n\t\t\n1\t1\t/\n").getBytes(StandardCharsets.UTF_8));
        MemoryMissTable read = table(10);
        store.load(read);
        assertThat(read.remaining("symbols", KEY)).isPresent();
    }

    @Test
    void namesAskedForMost() {
        MissCounts counts = new MissCounts(3);
        for (int i = 0; i < 60; i++) {
            counts.add("often");
            counts.add(i % 2 == 0 ? "less" : "rare" + i);
        }
        List<MissCounts.Count> top = counts.top(2);
        assertThat(top.get(0).name()).isEqualTo("often");
        assertThat(top.get(0).count()).isBetween(40, 60);
        assertThat(top.get(1).name()).isEqualTo("less");
        counts.clear();
        assertThat(counts.top(5)).isEmpty();
    }
}
