// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.storage.Condition;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.symsrv.spi.LookupListener;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads of small and large objects, over connections that break too. */
class S3DownloadIT {
    private static final int RANGE = (int) S3Download.RANGE;

    @TempDir
    private static Path directory;

    private static S3Scene scene;
    private static byte[] large = new byte[0];
    private static String store = "";

    @TempDir
    Path scratch;

    private final Requests requests = new Requests();
    private final List<Long> told = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean cancelled;
    private volatile int stopAfter = Integer.MAX_VALUE;

    @BeforeAll
    static void start() throws Exception {
        scene = new S3Scene(directory);
        store = scene.fresh();
        large = new byte[2 * RANGE + RANGE / 2];
        new SplittableRandom(5).nextBytes(large);
        try (S3Bucket bucket = scene.bucket(store)) {
            bucket.put("large", large, Optional.empty(), Condition.ANY);
            bucket.put("small", Arrays.copyOf(large, 2 * RANGE), Optional.empty(), Condition.ANY);
            bucket.put("empty", new byte[0], Optional.empty(), Condition.ANY);
        }
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @BeforeEach
    void forget() {
        told.clear();
        cancelled = false;
        stopAfter = Integer.MAX_VALUE;
    }

    private final class Listener implements LookupListener {
        @Override
        public void progress(long done, long total) {
            told.add(done);
        }

        @Override
        public boolean cancelled() {
            return cancelled || told.size() >= stopAfter;
        }
    }

    private Path fetch(String name, String endpoint) throws IOException {
        try (S3Bucket bucket = new S3Bucket(S3Scene.location(store), scene.connection(endpoint, requests))) {
            StorageEntry entry = bucket.head(name).orElseThrow();
            requests.take();
            return fetch(bucket, name, entry);
        }
    }

    private Path fetch(S3Bucket bucket, String name, StorageEntry entry) throws IOException {
        Path file = scratch.resolve(name);
        try (FileChannel into = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            new S3Download(bucket, name, entry, new Listener()).run(into);
        }
        return file;
    }

    private static String get(String name, long from, long end) {
        return "GET " + store + "/" + name + " bytes=" + from + "-" + (end - 1);
    }

    @Test
    void aSmallObjectComesWithOneRequest() throws IOException {
        Path file = fetch("small", scene.server().endpoint());
        assertThat(Files.mismatch(file, Files.write(scratch.resolve("x"), Arrays.copyOf(large, 2 * RANGE))))
                .isEqualTo(-1);
        assertThat(requests.take()).containsExactly(get("small", 0, 2 * RANGE));
        assertThat(told).isSorted().endsWith(2L * RANGE);
    }

    @Test
    void anEmptyObjectNeedsNone() throws IOException {
        assertThat(fetch("empty", scene.server().endpoint())).isEmptyFile();
        assertThat(requests.take()).isEmpty();
    }

    @Test
    void aLargeObjectComesInRanges() throws IOException {
        assertThat(fetch("large", scene.server().endpoint())).hasBinaryContent(large);
        assertThat(requests.take())
                .containsExactlyInAnyOrder(
                        get("large", 0, RANGE),
                        get("large", RANGE, 2L * RANGE),
                        get("large", 2L * RANGE, large.length));
        assertThat(told).isSorted().endsWith((long) large.length);
    }

    @Test
    void onlyWhatIsMissingIsAskedForAgain() throws IOException {
        try (CuttingProxy proxy = new CuttingProxy(scene.server().port(), RANGE / 4, 3)) {
            assertThat(fetch("large", proxy.endpoint())).hasBinaryContent(large);
        }
        List<String> all = requests.take();
        assertThat(all).hasSize(6);
        assertThat(all)
                .contains(
                        get("large", 0, RANGE), get("large", RANGE, 2L * RANGE), get("large", 2L * RANGE, large.length))
                .doesNotHaveDuplicates();
        assertThat(told).isSorted().endsWith((long) large.length);
    }

    @Test
    void doesNotTryForEver() throws IOException {
        try (CuttingProxy proxy = new CuttingProxy(scene.server().port(), 100_000, Integer.MAX_VALUE)) {
            assertThatThrownBy(() -> fetch("small", proxy.endpoint()))
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching("s3://symbols/store\\d+/small: the connection was lost at byte \\d+: .*");
        }
        assertThat(requests.take()).hasSize(6);
    }

    @Test
    void allPartsAreOfOneVersion() throws IOException {
        try (S3Bucket bucket = scene.bucket(store)) {
            bucket.put("changing", new byte[] {1}, Optional.empty(), Condition.ANY);
            StorageEntry entry = bucket.head("changing").orElseThrow();
            bucket.put("changing", new byte[] {2}, Optional.empty(), Condition.ANY);
            assertThatThrownBy(() -> fetch(bucket, "changing", entry)).isInstanceOf(S3Errors.Refused.class);
        }
    }

    @Test
    void stopsWhenTheUserSaysSo() {
        cancelled = true;
        assertThatThrownBy(() -> fetch("large", scene.server().endpoint()))
                .isInstanceOf(S3Download.CancelledException.class);
        assertThat(requests.take()).isEmpty();
    }

    @Test
    void stopsInTheMiddleAndLeavesNothing() throws IOException {
        stopAfter = 2;
        try (S3Bucket bucket = scene.bucket(store)) {
            StorageEntry entry = bucket.head("large").orElseThrow();
            S3Temporary file = S3Temporary.begin("large");
            assertThatThrownBy(() -> file.fill(new S3Download(bucket, "large", entry, new Listener())))
                    .isInstanceOf(S3Download.CancelledException.class);
            file.discard();
            assertThat(file.path().getParent()).doesNotExist();
        }
        assertThat(told.get(told.size() - 1)).isLessThan(large.length);
    }
}
