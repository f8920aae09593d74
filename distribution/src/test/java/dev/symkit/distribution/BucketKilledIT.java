// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.s3.S3Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The packaged symstore is killed (SIGKILL) at each request by which an add or a del changes a store in a bucket of S3Proxy; after the next
 * command the store is clean and has the whole transaction or none of it. The system property {@code symkit.test.s3.stride} sets at each
 * how many-th change (1: at every one).
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "starts the launcher for POSIX shells")
class BucketKilledIT {
    private static final int STRIDE = Integer.getInteger("symkit.test.s3.stride", 5);
    private static final int FILES = 2;

    @TempDir
    private static Path common;

    private static S3Server server;
    private static Bucket bucket;

    @TempDir
    private Path scratch;

    private Packaged tools;
    private BucketStore store;
    private final List<String> ends = new ArrayList<>();

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

    @BeforeEach
    void prepare() throws Exception {
        store = new BucketStore(bucket, scratch.getFileName().toString().toLowerCase(Locale.ROOT));
        tools = Packaged.in(scratch).on(server, server.endpoint());
        add("first");
    }

    /** The folder with a file of this name and one that each transaction adds. */
    private Path sources(String name) throws IOException {
        return BucketStore.folder(scratch.resolve("src-" + name), name + ".pdb", "shared.pdb");
    }

    private String[] addition(String name) throws IOException {
        return new String[] {"add", "/f", sources(name).toString(), "/s", store.url(), "/t", "P"};
    }

    private String add(String name) throws IOException, InterruptedException {
        return BucketStore.told(tools.run("symstore", addition(name)));
    }

    @ParameterizedTest
    @EnumSource
    void anAddIsWholeOrAbsent(Killer.Moment moment) throws Exception {
        boolean lives = false;
        for (int n = 1; !lives; n += STRIDE) {
            String name = "new" + n;
            int before = store.history().size();
            Killer killer = new Killer(n, moment);
            lives = isAlive(killer, addition(name));
            boolean whole = recover(killer, before);
            assertThat(names(name)).as(when(killer)).hasSize(whole ? 2 : 0);
            assertThat(bucket.uploads(store.prefix() + "/" + name))
                    .as(when(killer))
                    .hasSizeLessThan(whole ? 1 : 2);
        }
        report("add", moment);
    }

    @ParameterizedTest
    @EnumSource
    void aDelIsWholeOrAbsent(Killer.Moment moment) throws Exception {
        boolean lives = false;
        for (int n = 1; !lives; n += STRIDE) {
            String name = "old" + n;
            String id = add(name);
            int before = store.history().size();
            Killer killer = new Killer(n, moment);
            lives = isAlive(killer, "del", "/i", id, "/s", store.url());
            boolean whole = recover(killer, before);
            assertThat(names(name)).as(when(killer)).hasSize(whole ? 0 : 2);
            assertThat(store.live().contains(id)).as(when(killer)).isNotEqualTo(whole);
            assertThat(store.adminNames().contains(id + ".deleted"))
                    .as(when(killer))
                    .isEqualTo(whole);
        }
        report("del", moment);
    }

    /** Keys of a file and what belongs to it. */
    private List<String> names(String name) {
        return bucket.keys(store.prefix() + "/" + name + ".pdb/");
    }

    private static String when(Killer killer) {
        return "killed at '" + killer.deadAt() + "'";
    }

    /** Runs symstore with the killer between it and the server. */
    private boolean isAlive(Killer killer, String... arguments) throws IOException, InterruptedException {
        try (CountingProxy proxy = CountingProxy.before(server.endpoint(), killer);
                ChildProcess victim =
                        Packaged.in(scratch).on(server, proxy.url()).start("symstore", arguments)) {
            killer.aimAt(victim.process());
            ChildProcess.Result result = victim.await();
            boolean lives = killer.deadAt().isEmpty();
            assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(lives ? 0 : 128 + 9);
            return lives;
        }
    }

    /**
     * Lets the next writer in.
     *
     * @param before how many transactions there were
     * @return whether the one that was cut off was committed; it is finished then
     */
    private boolean recover(Killer killer, int before) throws IOException, InterruptedException {
        boolean isPlanned = store.adminNames().stream().anyMatch(name -> name.endsWith(".pending"));
        boolean isTold = store.history().size() > before;
        bucket.delete(store.admin(".symstore.lock.excl")); // or wait for 120 s
        String next = add("after" + before);
        boolean whole = isPlanned || isTold;
        assertThat(next).as(when(killer)).isEqualTo("%010d", before + (whole ? 2 : 1));
        assertThat(store.history()).as(when(killer)).endsWith(next);
        store.assertSound(when(killer), tools, FILES);
        ends.add(killer.deadAt().isEmpty() ? "alive" : isPlanned ? "unfinished" : whole ? "finished" : "absent");
        return whole;
    }

    /** Both ends were met: a kill that came too early for the transaction and one that came behind its commit point. */
    private void report(String verb, Killer.Moment moment) {
        System.out.println(verb + " " + moment + ": killed " + (ends.size() - 1) + " times, " + ends);
        assertThat(ends).contains("absent", "unfinished").endsWith("alive");
    }
}
