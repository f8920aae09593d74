// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.http.Replies;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Servers in front of one bucket. */
class StorageTest extends BeforeABucket {
    @Test
    void whatOneFetchedTheOtherFindsInTheBucket() throws Exception {
        upstream.on(UPSTREAM_FILE, Replies.ok(ProxyBed.pdb()));
        try (ProxyBed one = server("one", "", "");
                ProxyBed other = server("other", "", "")) {
            HttpResponse<byte[]> first = one.get(ProxyBed.FILE);
            assertThat(first.body()).isEqualTo(ProxyBed.pdb());
            awaitFile(object(OBJECT));
            int asked = upstream.requests().size();
            int before = bucket.opened().size();
            HttpResponse<byte[]> second = other.get(ProxyBed.FILE);
            assertThat(second.body()).isEqualTo(ProxyBed.pdb());
            assertThat(upstream.requests()).hasSize(asked);
            assertThat(bucket.opened().subList(before, bucket.opened().size()))
                    .as("the layout, once, and the file")
                    .containsExactly("index2.txt", OBJECT);
            assertThat(other.get(ProxyBed.FILE).statusCode()).isEqualTo(200);
            assertThat(bucket.opened()).as("a file that is here").hasSize(before + 2);
            assertThat(metrics(other))
                    .contains("symproxy_upstream_fetches_total{outcome=\"found\",upstream=\"storage\"} 1.0");
        }
        assertThat(Files.readAllBytes(directory.resolve("other/cache").resolve(OBJECT)))
                .isEqualTo(ProxyBed.pdb());
    }

    @Test
    void aMissCostsTheBucketTwoRequestsAndThenNone() throws Exception {
        try (ProxyBed bed = server("one", "", "")) {
            assertThat(bed.get(ProxyBed.FILE).statusCode()).isEqualTo(404);
            assertThat(bucket.opened()).containsExactly("index2.txt", OBJECT, ProxyBed.KEY + "/a.pd_");
            assertThat(bed.get(ProxyBed.FILE).statusCode()).isEqualTo(404);
            assertThat(bed.get("/s/" + ProxyBed.KEY + "/a.pd_").statusCode()).isEqualTo(404);
            assertThat(bucket.opened()).hasSize(3);
            assertThat(bed.get("/s/b.pdb/" + UploadBed.index(1) + "/b.pdb").statusCode())
                    .isEqualTo(404);
            assertThat(bucket.opened()).as("the layout is known").hasSize(5);
        }
    }

    @Test
    void namesAreCanonicalInTheBucketAndItsLayoutCounts() throws Exception {
        put("index2.txt", new byte[0]);
        put("a/" + OBJECT, ProxyBed.pdb());
        upstream.on("/sym/B.pdb/" + UploadBed.index(2) + "/B.pdb", Replies.ok(UploadBed.pdb(2)));
        try (ProxyBed bed = server("one", "", "")) {
            String key = ProxyBed.KEY.toLowerCase(Locale.ROOT).replace("a.pdb", "A.PDB");
            assertThat(bed.get("/s/" + key + "/A.PDB").body()).isEqualTo(ProxyBed.pdb());
            assertThat(bed.get("/s/B.pdb/" + UploadBed.index(2) + "/B.pdb").body())
                    .isEqualTo(UploadBed.pdb(2));
            awaitFile(object("b/b.pdb/" + UploadBed.index(2) + "/b.pdb"));
        }
    }

    @Test
    void aCompressedFileOfTheBucketIsUnpacked() throws Exception {
        put(ProxyBed.KEY + "/a.pd_", ProxyBed.cab(ProxyBed.pdb()));
        try (ProxyBed bed = server("one", "", "")) {
            HttpResponse<byte[]> answer = bed.get(ProxyBed.FILE);
            assertThat(answer.body()).isEqualTo(ProxyBed.pdb());
            assertThat(upstream.requests()).isEmpty();
        }
    }

    @Test
    void aLargeFileComesWholeAndHeadOnlyLooks() throws Exception {
        byte[] large = ProxyBed.pdb(LARGE);
        put(OBJECT, large);
        try (ProxyBed bed = server("one", "", "")) {
            HttpResponse<byte[]> head = bed.head(ProxyBed.FILE);
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(large.length);
            assertThat(directory.resolve("one/cache").resolve(OBJECT)).doesNotExist();
            assertThat(bed.get(ProxyBed.FILE).body()).isEqualTo(large);
            awaitNoSearch(bed);
            assertThat(directory.resolve("one/cache").resolve(OBJECT)).hasBinaryContent(large);
        }
    }

    @Test
    void aWrongFileOfTheBucketIsNotServed() throws Exception {
        put(OBJECT, UploadBed.pdb(9));
        upstream.on(UPSTREAM_FILE, Replies.ok(ProxyBed.pdb()));
        try (ProxyBed bed = server("one", "", "")) {
            assertThat(bed.get(ProxyBed.FILE).body()).isEqualTo(ProxyBed.pdb());
            assertThat(metrics(bed))
                    .contains("symproxy_validation_failures_total{kind=\"identity\",upstream=\"storage\"} 1.0");
        }
        assertThat(object(OBJECT)).as("it is never replaced").hasBinaryContent(UploadBed.pdb(9));
    }

    @Test
    void aBucketThatFailsIsLeftAloneAndUpstreamsGoOn() throws Exception {
        upstream.on(UPSTREAM_FILE, Replies.ok(ProxyBed.pdb()));
        bucket.breaks(".");
        try (ProxyBed bed = server("one", "", "[blackout]\ncount = 2\n")) {
            assertThat(bed.get(ProxyBed.FILE).body()).isEqualTo(ProxyBed.pdb());
            assertThat(bed.get("/s/b.pdb/" + UploadBed.index(1) + "/b.pdb").statusCode())
                    .as("it may be in the bucket")
                    .isEqualTo(503);
            awaitNoSearch(bed);
            assertThat(new String(bed.admin("GET", "blackouts").body(), StandardCharsets.UTF_8))
                    .contains("{\"name\":\"storage\",\"url\":\"" + bucket.url("p") + "\",\"blackout\":true");
        }
    }

    @Test
    void aFileThatCannotBeWrittenToTheBucketCostsTheClientNothing() throws Exception {
        upstream.on(UPSTREAM_FILE, Replies.ok(ProxyBed.pdb()));
        bucket.breaks("publish");
        String text;
        try (ProxyBed bed = server("one", "", "")) {
            assertThat(bed.get(ProxyBed.FILE).body()).isEqualTo(ProxyBed.pdb());
            assertThat(bed.get(ProxyBed.FILE).statusCode()).isEqualTo(200);
            String wanted = "symproxy_storage_writes_total{dir=\"s\",outcome=\"failed\"} 1.0";
            long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
            do {
                text = metrics(bed);
            } while (!text.contains(wanted) && System.nanoTime() < end);
            assertThat(text).contains(wanted);
        }
        assertThat(object(OBJECT)).doesNotExist();
    }

    @Test
    void whatWasFetchedIsInTheBucketWhenTheServerHasEnded() throws Exception {
        upstream.on(UPSTREAM_FILE, Replies.ok(ProxyBed.pdb(LARGE)));
        try (ProxyBed bed = server("one", "", "")) {
            assertThat(bed.get(ProxyBed.FILE).body()).isEqualTo(ProxyBed.pdb(LARGE));
            awaitNoSearch(bed);
        }
        assertThat(object(OBJECT)).hasBinaryContent(ProxyBed.pdb(LARGE));
        try (Stream<Path> all = Files.walk(bucket.path("p"))) {
            assertThat(all.filter(Files::isRegularFile))
                    .as("nothing half written")
                    .hasSize(1);
        }
    }

    @Test
    void theFolderIsACacheWhateverItsKindIs() throws Exception {
        upstream.on(UPSTREAM_FILE, Replies.ok(ProxyBed.pdb()));
        try (ProxyBed bed = server("one", "kind = store\nquota = 1\n", "[aging]\nminAge = 0\ninterval = 1h\n")) {
            bed.get(ProxyBed.FILE);
            awaitFile(object(OBJECT));
            int asked = upstream.requests().size();
            Path here = directory.resolve("one/cache").resolve(OBJECT);
            Files.setLastModifiedTime(here, java.nio.file.attribute.FileTime.fromMillis(0));
            bed.get(ProxyBed.FILE);
            assertThat(bed.server()
                            .sites()
                            .directories()
                            .get(0)
                            .evictor()
                            .orElseThrow()
                            .run())
                    .isPositive();
            assertThat(here).doesNotExist();
            bed.server().sites().forgetHot();
            assertThat(bed.get(ProxyBed.FILE).body()).isEqualTo(ProxyBed.pdb());
            assertThat(bucket.opened())
                    .filteredOn(OBJECT::equals)
                    .as("before the upstream, and now")
                    .hasSize(2);
            assertThat(upstream.requests()).hasSize(asked);
            assertThat(bed.admin("POST", "purge?dir=s&name=a.pdb").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whatMayNotBeReadIsNotThereIfTheConfigurationSaysSo() throws Exception {
        bucket.hides();
        try (ProxyBed bed = server("one", "", "")) {
            assertThat(bed.get(ProxyBed.FILE).statusCode())
                    .as("it may be there")
                    .isEqualTo(503);
        }
        try (ProxyBed bed = server("other", "", "on403 = miss\n")) {
            assertThat(bed.get(ProxyBed.FILE).statusCode()).isEqualTo(404);
        }
        put(OBJECT, ProxyBed.pdb());
        try (ProxyBed bed = server("third", "", "on403 = miss\n")) {
            assertThat(bed.get(ProxyBed.FILE).body()).isEqualTo(ProxyBed.pdb());
        }
    }

    @Test
    void theStorageNeedsARestart() throws Exception {
        put(OBJECT, ProxyBed.pdb());
        try (ProxyBed bed = server("one", "", "")) {
            bed.change(bed.settings().replace(bucket.url("p"), bucket.url("q")));
            assertThat(bed.server().reload()).containsExactly("[storage]");
            assertThat(bed.get(ProxyBed.FILE).statusCode()).isEqualTo(200);
        }
    }
}
