// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symproxy.bucket.DiskBuckets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check} says of a bucket. */
class CheckStorageTest {
    @TempDir
    private Path directory;

    private DiskBuckets.Made bucket;

    @BeforeEach
    void makeBucket() throws IOException {
        bucket = DiskBuckets.over(directory.resolve("bucket"));
        Files.createDirectories(bucket.path("p"));
    }

    private SymProxyRun check(String text, String... more) throws IOException {
        Files.writeString(directory.resolve("s.ini"), text);
        String[] argv = new String[3 + more.length];
        argv[0] = "check";
        argv[1] = "--config";
        argv[2] = "s.ini";
        System.arraycopy(more, 0, argv, 3, more.length);
        return SymProxyRun.of(directory, argv);
    }

    private String directory(String name) {
        return "[directory " + name + "]\npath = " + directory.resolve("cache-" + name) + "\n";
    }

    private String storage(String url) {
        return "[storage]\nbackend = s3\nurl = " + url + "\n";
    }

    private void isWrong(String text, String message) throws IOException {
        SymProxyRun run = check(text);
        assertThat(run.err()).isEqualTo("symproxy: " + message + "\n");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void whatIsRightIsTaken() throws IOException {
        SymProxyRun run = check(directory("s") + "mode = fill-only\n" + storage(bucket.url("p")));
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("[storage]\nbackend = s3\nurl = " + bucket.url("p") + "\n");
        assertThat(check(directory("s") + directory("t") + storage(bucket.url("{directory}")))
                        .code())
                .isZero();
    }

    @Test
    void whatIsWrongIsNamed() throws IOException {
        String url = bucket.url("p");
        isWrong(directory("s") + "[storage]\nbackend = s3\n", "[storage]: backend = s3 needs url = s3://bucket/prefix");
        isWrong(directory("s") + storage("http://x/y"), "[storage]: url is not s3://bucket/prefix");
        isWrong(
                directory("s") + directory("t") + storage(url),
                "[storage]: several directories need {directory} in url");
        isWrong(
                "[directory]\npath = x\n" + directory("t") + storage(bucket.url("{directory}")),
                "[storage]: the directory at the root of the URL has no name for {directory}");
        isWrong(directory("s") + storage(url) + "poll = 50ms\n", "[storage]: poll is less than 100ms");
        isWrong(
                directory("s") + storage(url) + "redirectLife = 8d\n",
                "[storage]: redirectLife is not between 10s and 7d");
        isWrong(
                directory("s") + "pointers = follow\n" + storage(url),
                "[directory s]: pointers in a bucket are not followed: pointers = none");
        isWrong(
                directory("s") + "upstream = storage\n[upstream storage]\nurl = http://x/\n" + storage(url),
                "[upstream storage]: with backend = s3 that is what the bucket is called");
        isWrong(directory("s") + "[storage]\nurl = " + url + "\n", "[storage]: url means nothing with backend = disk");
    }

    @Test
    void aPlugInHasToBeInstalled() throws IOException {
        isWrong(directory("s") + storage("s3://unknown/p"), "[storage]: no storage plug-in for 's3://unknown/p'.");
        SymProxyRun serve = SymProxyRun.of(directory, "serve", "--config", "s.ini");
        assertThat(serve.err()).contains("[storage]: no storage plug-in for 's3://unknown/p'.");
        assertThat(serve.code()).isNotZero();
    }

    @Test
    void aManagedStoreIsNotMadeACache() throws IOException {
        Path store =
                Files.createDirectories(directory.resolve("cache-s/000Admin")).getParent();
        isWrong(
                directory("s") + storage(bucket.url("p")),
                "[directory s]: " + store
                        + ": it holds a managed store (000Admin), and in front of a bucket it would be a cache");
        SymProxyRun serve = SymProxyRun.of(directory, "serve", "--config", "s.ini");
        assertThat(serve.err()).contains("it holds a managed store (000Admin)");
        assertThat(serve.code()).isNotZero();
    }

    @Test
    void theBucketIsAsked() throws IOException {
        String text = directory("s") + storage(bucket.url("p"));
        SymProxyRun run = check(text, "--online");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("; storage s: " + bucket.url("p") + ": answers, one-tier, can be written to\n");
        bucket.breaks("claim");
        SymProxyRun failed = check(text, "--online");
        assertThat(failed.code()).isEqualTo(3);
        assertThat(failed.err()).isEqualTo("symproxy: storage s: " + bucket.url("p") + ": the test has it fail\n");
    }
}
