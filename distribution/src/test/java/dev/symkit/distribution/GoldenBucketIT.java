// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.GoldenRunner;
import dev.symkit.testkit.GoldenStores;
import dev.symkit.testkit.s3.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The golden cases of symstore that take a store, with {@code s3://bucket/prefix} on S3Proxy in place of each folder. System property {@code
 * symkit.test.goldens.stride}: every so many of them, 1 for all.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the cases have the separators of other systems")
@Execution(ExecutionMode.CONCURRENT)
class GoldenBucketIT {
    private static final int STRIDE = Integer.getInteger("symkit.test.goldens.stride", 4);

    /** Cases that are not run on a bucket, and why. */
    private static final Map<String, String> FOLDERS_ONLY = Map.ofEntries(
            Map.entry("add-pointers", "no relative path leads out of a bucket; BucketStoreIT has what -:REL does then"),
            Map.entry("add-mapped-share", "the store is a share, which --map makes a folder"),
            Map.entry("query-mapped-share", "the store is a share, which --map makes a folder"),
            Map.entry("no-plug-in", "its URLs are of other kinds"),
            Map.entry("wrong-quote-in-value", "the store is a share, whose name is wrong"),
            Map.entry("wrong-store-http", "the store is a URL of another kind"),
            Map.entry("wrong-store-symbol-path", "the store is a symbol path"));

    @TempDir
    private static Path common;

    private static S3Server server;
    private static Bucket bucket;

    @TempDir
    Path scratch;

    @BeforeAll
    static void start() throws Exception {
        server = S3Server.start(common, Bucket.NAME);
        bucket = new Bucket(server);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
        if (bucket != null) {
            bucket.close();
        }
    }

    private static List<Path> all() throws IOException {
        List<Path> all = new ArrayList<>();
        for (Path folder : GoldenRunner.cases(Tree.sources().resolve("distribution/src/test/golden/symstore"))) {
            if (GoldenRunner.takesStore(folder)) {
                all.add(folder);
            }
        }
        return all;
    }

    private static String name(Path folder) {
        return folder.getFileName().toString();
    }

    static Stream<Named<Path>> cases() throws IOException {
        List<Path> cases = all();
        cases.removeIf(folder -> FOLDERS_ONLY.containsKey(name(folder)));
        return IntStream.range(0, cases.size())
                .filter(number -> number % STRIDE == 0)
                .mapToObj(cases::get)
                .map(folder -> Named.of(name(folder), folder));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void symstore(Path folder) throws Exception {
        GoldenIT.runner("symstore", " -Dsymsrv.s3.endpoint=" + server.endpoint(), server.environment(), false)
                .run(folder, Files.createDirectory(scratch.resolve("work")), new Stores(name(folder)));
    }

    @Test
    void whatIsLeftOutIsThere() throws IOException {
        assertThat(all()).extracting(GoldenBucketIT::name).containsAll(FOLDERS_ONLY.keySet());
    }

    /** Stores in the bucket, below one prefix. */
    private record Stores(String prefix) implements GoldenStores {
        @Override
        public String url(String name) {
            return "s3://" + Bucket.NAME + "/" + prefix + "/" + name;
        }

        private String below(String name) {
            return prefix + "/" + name + "/";
        }

        @Override
        public void put(String name, Path folder) throws IOException {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    bucket.put(below(name) + folder.relativize(file), file);
                }
            }
        }

        @Override
        public void get(String name, Path folder) throws IOException {
            for (String key : bucket.keys(below(name))) {
                Path file = folder.resolve(key.substring(below(name).length()));
                Files.createDirectories(file.resolveSibling("."));
                Files.write(file, bucket.read(key));
            }
        }
    }
}
