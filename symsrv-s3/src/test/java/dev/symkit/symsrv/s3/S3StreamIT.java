// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.storage.Condition;
import dev.symkit.store.storage.StorageFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects that are read from their beginning to their end. */
class S3StreamIT {
    private static final int SIZE = 3_000_000;
    private static final int PIECE = 70_001;

    @TempDir
    private static Path directory;

    private static S3Scene scene;
    private static String store;
    private static byte[] content;

    private final Requests requests = new Requests();

    @BeforeAll
    static void start() throws Exception {
        scene = new S3Scene(directory);
        store = scene.fresh();
        content = new byte[SIZE];
        new SplittableRandom(7).nextBytes(content);
        try (S3Bucket bucket = scene.bucket(store)) {
            bucket.put("large", content, Optional.empty(), Condition.ANY);
            bucket.put("replaced", content, Optional.empty(), Condition.ANY);
            bucket.put("empty", new byte[0], Optional.empty(), Condition.ANY);
        }
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    private S3Bucket bucket(String endpoint) throws IOException {
        return new S3Bucket(S3Scene.location(store), scene.connection(endpoint, requests));
    }

    private static byte[] readAll(StorageFile file) throws IOException {
        byte[] all = new byte[(int) file.size()];
        for (int at = 0; at < all.length; at += PIECE) {
            file.read(at, all, at, Math.min(PIECE, all.length - at));
        }
        return all;
    }

    @Test
    void oneRequestBringsAll() throws IOException {
        try (S3Bucket bucket = bucket(scene.server().endpoint());
                StorageFile file = S3Stream.open(bucket, "large")) {
            assertThat(file.size()).isEqualTo(SIZE);
            assertThat(file.version())
                    .isEqualTo(bucket.head("large").orElseThrow().version());
            requests.take();
            assertThat(readAll(file)).isEqualTo(content);
            assertThat(requests.take()).isEmpty();
        }
        try (S3Bucket bucket = bucket(scene.server().endpoint());
                StorageFile file = S3Stream.open(bucket, "empty")) {
            assertThat(file.size()).isZero();
            assertThatThrownBy(() -> file.read(0, new byte[1], 0, 1)).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void afterALostConnectionTheRestIsAskedFor() throws IOException {
        try (CuttingProxy cutting = new CuttingProxy(scene.server().port(), SIZE / 2, 1);
                S3Bucket bucket = bucket(cutting.endpoint());
                StorageFile file = S3Stream.open(bucket, "large")) {
            assertThat(readAll(file)).isEqualTo(content);
            List<String> asked = requests.take();
            assertThat(asked.get(0)).doesNotContain("bytes=");
            assertThat(asked.get(1)).contains("bytes=");
        }
    }

    @Test
    void whatIsReadInAnotherOrderIsAskedForInParts() throws IOException {
        try (S3Bucket bucket = bucket(scene.server().endpoint());
                StorageFile file = S3Stream.open(bucket, "large")) {
            byte[] end = new byte[100];
            file.read(SIZE - 100, end, 0, 100);
            assertThat(end).isEqualTo(Arrays.copyOfRange(content, SIZE - 100, SIZE));
            byte[] start = new byte[100];
            file.read(0, start, 0, 100);
            assertThat(start).isEqualTo(Arrays.copyOf(content, 100));
        }
    }

    @Test
    void whatWasReplacedIsNotPutTogether() throws IOException {
        try (CuttingProxy cutting = new CuttingProxy(scene.server().port(), SIZE / 2, 1);
                S3Bucket bucket = bucket(cutting.endpoint());
                StorageFile file = S3Stream.open(bucket, "replaced")) {
            try (S3Bucket other = scene.bucket(store)) {
                other.put("replaced", new byte[SIZE], Optional.empty(), Condition.ANY);
            }
            assertThatThrownBy(() -> readAll(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("was replaced while it was read");
        }
    }

    @Test
    void aMissingObjectIsMissing() throws IOException {
        try (S3Bucket bucket = bucket(scene.server().endpoint())) {
            assertThatThrownBy(() -> S3Stream.open(bucket, "nothing")).isInstanceOf(NoSuchFileException.class);
        }
    }
}
