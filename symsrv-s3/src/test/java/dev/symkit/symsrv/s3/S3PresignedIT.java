// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.storage.LockClock;
import dev.symkit.store.storage.PresignedUrls;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** URLs with which anybody can fetch an object. */
class S3PresignedIT {
    @TempDir
    private static Path directory;

    private static S3Scene scene;

    @BeforeAll
    static void start() throws Exception {
        scene = new S3Scene(directory);
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    private static HttpResponse<byte[]> get(URI url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void givesTheBytesWithoutCredentials() throws Exception {
        String store = scene.fresh();
        try (StoreStorage storage = scene.open(store)) {
            storage.claim("a b.pdb/1/a b.pdb", new byte[] {1, 2, 3});
            URI url = ((PresignedUrls) storage)
                    .presign("a b.pdb/1/a b.pdb", Duration.ofMinutes(5))
                    .orElseThrow();
            assertThat(url.getRawQuery()).contains("X-Amz-Expires=300", "X-Amz-Signature=");
            HttpResponse<byte[]> answer = get(url);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).containsExactly(1, 2, 3);
            URI forged = URI.create(url.toString().replace("X-Amz-Expires=300", "X-Amz-Expires=3000"));
            assertThat(get(forged).statusCode()).isEqualTo(403);
            URI bare = URI.create(url.toString().substring(0, url.toString().indexOf('?')));
            assertThat(get(bare).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void refusesWhatCannotBeSigned() throws Exception {
        try (StoreStorage storage = scene.open(scene.fresh())) {
            PresignedUrls urls = (PresignedUrls) storage;
            assertThatThrownBy(() -> urls.presign("a", Duration.ofDays(8)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> urls.presign("a", Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> urls.presign("", Duration.ofMinutes(1)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> urls.presign("../a", Duration.ofMinutes(1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void anAnonymousOneSignsNothing() throws Exception {
        S3Settings settings = new S3Settings(name -> name.equals("symsrv.s3.anonymous") ? "true" : "");
        try (S3Storage storage =
                new S3Storage(new S3Bucket(S3Scene.location("x"), new S3Connection(settings)), LockClock.SYSTEM)) {
            assertThat(storage.presign("a", Duration.ofMinutes(1))).isEmpty();
        }
    }
}
