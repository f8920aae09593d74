// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.evict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.path.PathMap;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.Tier;
import dev.symkit.symproxy.config.SpaceLimit;
import dev.symkit.symproxy.disk.Digests;
import dev.symkit.symproxy.disk.MemoryIndex;
import dev.symkit.symproxy.disk.StoreDirectory;
import dev.symkit.symproxy.route.Leaf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvictorTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final int SIZE = 1000;
    private static final SpaceLimit NOTHING = new SpaceLimit(0, 0);

    private final Digests digests = new Digests();
    private final Set<SymbolKey> inFlight = new HashSet<>();
    private final List<String> gone = new ArrayList<>();

    @TempDir
    private Path root;

    @AfterEach
    void end() {
        digests.close();
    }

    private StoreDirectory directory() {
        StoreDirectory.Settings settings =
                new StoreDirectory.Settings("s", root, Tier.ONE, root, false, false, List.of(), PathMap.NONE);
        return new StoreDirectory(settings, new MemoryIndex(Tier.ONE, 1000), digests, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static SymbolKey key(int number) {
        return new SymbolKey("a" + number + ".pdb", "0F7FCF88442F4B0E9FB51DC4A754D9DE1");
    }

    /** A file that was put there so many days ago, and last used so many hours ago. */
    private void file(StoreDirectory in, int number, int days, int hours) throws IOException {
        Path place = Files.createDirectories(
                root.resolve(key(number).name()).resolve(key(number).index()));
        Path file = Files.write(place.resolve(key(number).name()), new byte[SIZE]);
        Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofDays(days))));
        assertThat(in.find(key(number), Leaf.FILE)).isPresent();
        in.index().used(key(number), NOW.minus(Duration.ofHours(hours)).getEpochSecond());
    }

    private Evictor evictor(StoreDirectory in, EvictionRules rules) {
        return new Evictor(
                in,
                rules,
                inFlight::contains,
                (name, key, cause, bytes) -> gone.add(key.name() + " " + cause + " " + bytes),
                () -> 1L << 40,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static EvictionRules rules(boolean managed, long quota, boolean byAge, Duration maxUnused) {
        return new EvictionRules(
                managed, new SpaceLimit(quota, 0), NOTHING, byAge, maxUnused, Duration.ofHours(1), 0.5);
    }

    @Test
    void theLeastRecentlyUsedGoFirst() throws IOException {
        StoreDirectory in = directory();
        file(in, 1, 50, 3);
        file(in, 2, 2, 30);
        file(in, 3, 40, 20);
        Evictor evictor = evictor(in, rules(false, 2500, false, Duration.ZERO));
        assertThat(evictor.plan().files()).isEqualTo(2);
        assertThat(evictor.run()).isEqualTo(2 * SIZE);
        assertThat(gone).containsExactly("a2.pdb quota 1000", "a3.pdb quota 1000");
        assertThat(root.resolve("a2.pdb")).doesNotExist();
        assertThat(in.index().bytes()).isEqualTo(SIZE);
        assertThat(evictor.run()).isZero();
    }

    @Test
    void whatIsThereLongestGoesFirstIfThatIsWanted() throws IOException {
        StoreDirectory in = directory();
        file(in, 1, 50, 3);
        file(in, 2, 2, 30);
        evictor(in, rules(false, 1500, true, Duration.ZERO)).run();
        assertThat(gone).first().isEqualTo("a1.pdb quota 1000");
    }

    @Test
    void whatNobodyUsedGoesWhateverSpaceThereIs() throws IOException {
        StoreDirectory in = directory();
        file(in, 1, 50, 24 * 40);
        file(in, 2, 50, 24 * 20);
        evictor(in, rules(false, 1 << 20, false, Duration.ofDays(30))).run();
        assertThat(gone).containsExactly("a1.pdb age 1000");
    }

    @Test
    void whatIsYoungOrBeingFetchedStays() throws IOException {
        StoreDirectory in = directory();
        file(in, 1, 0, 500);
        file(in, 2, 9, 400);
        inFlight.add(key(2));
        assertThat(evictor(in, rules(false, 10, false, Duration.ofDays(1))).run())
                .isZero();
        assertThat(gone).isEmpty();
    }

    @Test
    void entriesOfTransactionsStay() throws IOException {
        StoreDirectory in = directory();
        file(in, 1, 9, 400);
        file(in, 2, 9, 300);
        Files.writeString(root.resolve(key(1).name()).resolve(key(1).index()).resolve("refs.ptr"), "x");
        Files.createDirectory(root.resolve("000Admin"));
        evictor(in, rules(true, 10, false, Duration.ZERO)).run();
        assertThat(gone).containsExactly("a2.pdb quota 1000");
        assertThat(in.find(key(1), Leaf.FILE)).isPresent();
    }
}
