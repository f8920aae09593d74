// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symproxy.bucket.DiskBuckets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;

/** What tests of servers in front of one bucket have in common. */
abstract class BeforeABucket extends BeforeAnUpstream {
    static final String OBJECT = ProxyBed.KEY + "/a.pdb";

    DiskBuckets.Made bucket;

    @BeforeEach
    void makeBucket() {
        bucket = DiskBuckets.over(directory.resolve("bucket"));
    }

    /** A server with a name of its own, a folder of its own and one directory, {@code /s}. */
    ProxyBed server(String name, String keys, String more) throws IOException {
        Path own = directory.resolve(name);
        return ProxyBed.with(
                own,
                "[directory s]\npath = " + own.resolve("cache") + "\nupstream = u0\n" + keys
                        + "\n[upstream u0]\nretries = 0\nuriFilter = 1\nurl = " + upstream.url("/sym")
                        + "\n[storage]\nbackend = s3\nurl = " + bucket.url("p") + "\n" + more);
    }

    Path object(String key) {
        return bucket.path("p/" + key);
    }

    void put(String key, byte[] content) throws IOException {
        Path file = object(key);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    static void awaitFile(Path file) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!Files.exists(file) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(file).exists();
    }

    static String metrics(ProxyBed bed) throws IOException, InterruptedException {
        return new String(bed.admin("GET", "metrics").body(), StandardCharsets.UTF_8);
    }
}
