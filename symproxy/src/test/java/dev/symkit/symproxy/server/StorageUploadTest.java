// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreStorages;
import dev.symkit.symproxy.bucket.BucketChangesTest;
import dev.symkit.symproxy.bucket.DiskBuckets;
import dev.symkit.testkit.http.Replies;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Uploads into a bucket, and what servers in front of it see of them. */
class StorageUploadTest extends BeforeABucket {
    private static final String STORE = "kind = store\nuploads = on\n";
    private static final String OFTEN = "poll = 100ms\n";
    private static final String SELDOM = "poll = 1h\n";

    private static HttpResponse<String> upload(ProxyBed bed, String query, byte[] body) throws Exception {
        return bed.upload("PUT", ProxyBed.FILE + query, body);
    }

    private static void awaitStatus(ProxyBed bed, int status) throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        int now;
        do {
            now = bed.get(ProxyBed.FILE).statusCode();
        } while (now != status && System.nanoTime() < end);
        assertThat(now).isEqualTo(status);
    }

    private static void awaitBody(ProxyBed bed, byte[] body) throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        byte[] now;
        do {
            now = bed.get(ProxyBed.FILE).body();
        } while (now.length != body.length && System.nanoTime() < end);
        assertThat(now).isEqualTo(body);
    }

    @Test
    void anUploadIsATransactionInTheBucketAndServedAtOnce() throws Exception {
        try (ProxyBed bed = server("one", STORE, SELDOM)) {
            assertThat(bed.get(ProxyBed.FILE).statusCode()).isEqualTo(404);
            HttpResponse<String> answer = upload(bed, "?product=Game&version=1.2", ProxyBed.pdb());
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.body()).contains("\"transaction\":\"0000000001\",\"stored\":[\"" + OBJECT + "\"]");
            assertThat(bed.get(ProxyBed.FILE).body()).isEqualTo(ProxyBed.pdb());
            assertThat(object(OBJECT)).hasBinaryContent(ProxyBed.pdb());
            assertThat(Files.readString(object("000Admin/server.txt")))
                    .contains("0000000001,add,file,")
                    .contains("\"Game\",\"1.2\",\"\"");
            assertThat(directory.resolve("one/cache/000Admin")).doesNotExist();
            assertThat(upload(bed, "", ProxyBed.pdb()).statusCode())
                    .as("the same")
                    .isEqualTo(200);
            assertThat(upload(bed, "", ProxyBed.pdb(LARGE)).statusCode())
                    .as("other content")
                    .isEqualTo(409);
            assertThat(bed.upload(
                                    "POST",
                                    "/s/exists",
                                    ("[\"" + ProxyBed.KEY + "\",\"b.pdb/1\"]").getBytes(StandardCharsets.UTF_8))
                            .body())
                    .isEqualTo("[true,false]\n");
        }
    }

    @Test
    void otherServersSeeUploadsReplacementsAndDeletions() throws Exception {
        try (ProxyBed one = server("one", STORE, SELDOM);
                ProxyBed other = server("other", STORE, OFTEN)) {
            assertThat(other.get(ProxyBed.FILE).statusCode()).isEqualTo(404);
            assertThat(upload(one, "", ProxyBed.pdb()).statusCode()).isEqualTo(201);
            awaitStatus(other, 200);
            assertThat(upload(one, "?overwrite=1", ProxyBed.pdb(LARGE)).statusCode())
                    .isEqualTo(201);
            assertThat(one.get(ProxyBed.FILE).body()).isEqualTo(ProxyBed.pdb(LARGE));
            awaitBody(other, ProxyBed.pdb(LARGE));
            assertThat(one.upload("DELETE", "/s/transactions/0000000001", new byte[0])
                            .statusCode())
                    .isEqualTo(200);
            assertThat(one.upload("DELETE", "/s/transactions/0000000002", new byte[0])
                            .statusCode())
                    .isEqualTo(200);
            assertThat(one.get(ProxyBed.FILE).statusCode()).isEqualTo(404);
            awaitStatus(other, 404);
        }
    }

    @Test
    void whatOthersStoreWithSymstoreIsSeenToo() throws Exception {
        try (ProxyBed bed = server("one", "", OFTEN)) {
            assertThat(bed.get(ProxyBed.FILE).statusCode()).isEqualTo(404);
            BucketChangesTest.add(
                    StoreStorages.local(bucket.path("p"), StorageOptions.DEFAULT),
                    Files.write(directory.resolve("a.pdb"), ProxyBed.pdb()),
                    ProxyBed.KEY);
            awaitStatus(bed, 200);
        }
    }

    @Test
    void aServerThatRestedHearsOfWhatItMissed() throws Exception {
        upstream.on(UPSTREAM_FILE, Replies.ok(ProxyBed.pdb()));
        try (ProxyBed bed = server("one", STORE, OFTEN)) {
            assertThat(upload(bed, "", ProxyBed.pdb()).statusCode()).isEqualTo(201);
            assertThat(bed.get(ProxyBed.FILE).body()).isEqualTo(ProxyBed.pdb());
        }
        try (ProxyBed bed = server("other", STORE, SELDOM)) {
            assertThat(upload(bed, "?overwrite=1", ProxyBed.pdb(LARGE)).statusCode())
                    .isEqualTo(201);
        }
        assertThat(directory.resolve("one/cache").resolve(OBJECT)).hasBinaryContent(ProxyBed.pdb());
        try (ProxyBed bed = server("one", STORE, SELDOM)) {
            awaitBody(bed, ProxyBed.pdb(LARGE));
        }
    }

    @Test
    void anUploadDuringAFillOfTheSameKeyStays() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch uploaded = new CountDownLatch(1);
        upstream.on(UPSTREAM_FILE, (request, out, server) -> {
            asked.countDown();
            await(uploaded);
            return Replies.ok(ProxyBed.pdb()).answer(request, out, server);
        });
        try (ProxyBed bed = server("one", STORE, OFTEN)) {
            Thread client = new Thread(() -> {
                try {
                    bed.get(ProxyBed.FILE);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            client.start();
            await(asked);
            assertThat(upload(bed, "", ProxyBed.pdb(LARGE)).statusCode()).isEqualTo(201);
            uploaded.countDown();
            client.join();
            awaitNoSearch(bed);
            awaitBody(bed, ProxyBed.pdb(LARGE));
        }
        assertThat(object(OBJECT)).hasBinaryContent(ProxyBed.pdb(LARGE));
    }

    @Test
    void clientsAreSentToTheBucket() throws Exception {
        put(OBJECT, ProxyBed.pdb());
        put("b.pdb/" + UploadBed.index(1) + "/b.pd_", ProxyBed.cab(UploadBed.pdb(1)));
        Path here = directory.resolve("one/cache");
        try (ProxyBed bed = server("one", "", "delivery = redirect\nredirectLife = 5m\n")) {
            HttpResponse<byte[]> answer = bed.get(ProxyBed.FILE);
            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location"))
                    .hasValue(DiskBuckets.Made.signed("p/" + OBJECT).toString());
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("private, max-age=150");
            assertThat(bed.head(ProxyBed.FILE).headers().firstValueAsLong("Content-Length"))
                    .hasValue(ProxyBed.pdb().length);
            assertThat(here.resolve(OBJECT)).doesNotExist();
            HttpResponse<byte[]> packed = bed.get("/s/b.pdb/" + UploadBed.index(1) + "/b.pdb");
            assertThat(packed.body()).as("nobody could read that").isEqualTo(UploadBed.pdb(1));
            assertThat(metrics(bed))
                    .contains("symproxy_upstream_fetches_total{outcome=\"found\",upstream=\"storage\"} 2.0");
        }
    }

    @Test
    void whereNothingIsSignedFilesComeFromHere() throws Exception {
        put(OBJECT, ProxyBed.pdb());
        bucket.signsNothing();
        try (ProxyBed bed = server("one", "", "delivery = redirect\n")) {
            HttpResponse<byte[]> answer = bed.get(ProxyBed.FILE);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(ProxyBed.pdb());
        }
    }
}
