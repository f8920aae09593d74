// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.symkit.testkit.ChildProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Conversions of many entries, killed, and beside readers. {@code -Dsymkit.test.entries=10000 -Dsymkit.test.kills=50} (in {@code
 * symkit.test.jvmArgs}) is the long form.
 */
final class ConvertStoreIT {
    private static final int MANY = Integer.getInteger("symkit.test.entries", 2_000);
    private static final int SOME = 1_000;
    private static final int KILLS = Integer.getInteger("symkit.test.kills", 15);
    private static final int LONGEST_LIFE_MILLIS = 120;

    @TempDir
    private Path directory;

    @BeforeEach
    void caseMatters() throws IOException {
        Files.createFile(directory.resolve("case"));
        assumeTrue(!Files.exists(directory.resolve("CASE")), "the names need a disk where case matters");
    }

    @Test
    void thereAndBackIsTheIdentityOnTenThousandEntries() throws IOException {
        NastyStore store = NastyStore.create(directory.resolve("store"), MANY);
        Map<String, String> before = store.tree();

        ConvertReport there = store.convert(2);
        assertThat(there.errors()).isEmpty();
        assertThat(there.moved()).isGreaterThanOrEqualTo(MANY);
        store.assertAllFound(store.keys(MANY));

        assertThat(store.convert(1).errors()).isEmpty();
        assertThat(store.tree()).isEqualTo(before);
    }

    /** SIGKILL, at random moments between the first rename and the end, in both directions. */
    @Test
    void killedAtFiftyRandomMomentsItCompletes() throws Exception {
        NastyStore store = NastyStore.create(directory.resolve("store"), SOME);
        Map<String, String> oneTier = store.tree();
        NastyStore model = new NastyStore(directory.resolve("model"));
        ChildProcess.Result copy = ChildProcess.run(ChildProcess.Spec.of(
                List.of("cp", "-a", store.root().toString(), model.root().toString())));
        assertThat(copy.exit()).as(copy.err()).isZero();
        model.convert(2);
        Map<String, String> twoTier = withoutMarkerTime(model.tree());
        SplittableRandom random = new SplittableRandom(20261125);
        int tier = 2;
        int unfinished = 0;
        for (int i = 0; i < KILLS; i++) {
            try (ChildProcess child = ChildProcess.start(child("convert", store, Integer.toString(tier)))) {
                child.awaitOutput("START");
                child.process().waitFor(random.nextInt(1, LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS);
                child.process().destroyForcibly();
                child.await();
            }
            store.assertAllFound(store.keys(SOME));
            if (Files.exists(store.root().resolve("000Admin/convert.journal"))) {
                unfinished++;
                if (random.nextInt(3) > 0) {
                    continue; // the next one goes on, and is killed too
                }
            }
            assertThat(store.convert(tier).errors()).isEmpty();
            assertThat(withoutMarkerTime(store.tree())).as("kill %d", i).isEqualTo(tier == 2 ? twoTier : oneTier);
            tier = 3 - tier;
        }
        assertThat(unfinished).isPositive();
        assertThat(store.convert(2).errors()).isEmpty();
        assertThat(withoutMarkerTime(store.tree())).isEqualTo(twoTier);
    }

    private static Map<String, String> withoutMarkerTime(Map<String, String> tree) {
        tree.computeIfPresent("index2.txt", (name, text) -> "file");
        return tree;
    }

    @Test
    void aReaderFindsEveryEntryThroughout() throws Exception {
        NastyStore store = NastyStore.create(directory.resolve("store"), SOME);
        try (ChildProcess reader = ChildProcess.start(child("read", store, Integer.toString(SOME)))) {
            reader.awaitOutput("READING");
            for (int i = 0; i < 6; i++) {
                assertThat(store.convert(2).errors()).isEmpty();
                assertThat(store.convert(1).errors()).isEmpty();
            }
            try (OutputStream stdin = reader.process().getOutputStream()) {
                stdin.write('\n');
                stdin.flush();
                ChildProcess.Result result = reader.await();
                assertThat(result.out().lines().filter(line -> !line.startsWith("LOOKED")))
                        .as(result.err())
                        .containsExactly("READING");
                assertThat(result.out()).contains("LOOKED");
            }
        }
    }

    private static ChildProcess.Spec child(String what, NastyStore store, String argument) {
        return ChildProcess.Spec.java(ConvertChild.class, what, store.root().toString(), argument)
                .with(
                        "JDK_JAVA_OPTIONS",
                        "-Xmx128m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Dsun.jnu.encoding=UTF-8")
                .with("LC_ALL", "C.UTF-8")
                .within(Duration.ofMinutes(5));
    }
}
