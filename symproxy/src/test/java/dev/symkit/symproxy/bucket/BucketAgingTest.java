// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes from a bucket when it is old, and which server sees to it. */
class BucketAgingTest {
    private static final Duration AGE = Duration.ofDays(30);
    private static final Duration PAUSE = Duration.ofHours(24);
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Instant OLD = NOW.minus(AGE).minusSeconds(1);

    @TempDir
    private Path directory;

    private DiskBuckets.Made made;
    private StoreStorage storage;
    private Path file;
    private final AtomicLong nanos = new AtomicLong();
    private Instant now = NOW;

    @BeforeEach
    void make() throws IOException {
        made = DiskBuckets.over(directory.resolve("bucket"));
        storage = new DiskBuckets().open(made.url("p"), StorageOptions.DEFAULT);
        file = Files.writeString(directory.resolve("file"), "content");
    }

    private BucketAging server() {
        Bucket bucket = new Bucket(
                "s", made.url("p"), storage, false, Optional.empty(), new BucketWriter(1, 1, BucketListener.NONE));
        return new BucketAging(bucket, new BucketAging.Rules(AGE, PAUSE), () -> now, nanos::get);
    }

    private Path put(String path, Instant time) throws IOException {
        Path object = made.path("p/" + path);
        Files.createDirectories(object.getParent());
        Files.writeString(object, "12345");
        Files.setLastModifiedTime(object, FileTime.from(time));
        return object;
    }

    private static BucketAging.Deleted run(BucketAging aging) throws IOException {
        return aging.run(() -> false);
    }

    private void later(Duration time) {
        now = now.plus(time);
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void onlyOldCopiesGo() throws IOException {
        BucketChangesTest.add(storage, file, "added.pdb/1");
        Path added = made.path("p/added.pdb/1/added.pdb");
        Files.setLastModifiedTime(added, FileTime.from(OLD));
        Files.setLastModifiedTime(made.path("p/added.pdb/1/refs.ptr"), FileTime.from(OLD));
        Path old = put("old.pdb/1/old.pdb", OLD);
        Path packed = put("old.pdb/1/old.pd_", OLD);
        Path young = put("young.pdb/1/young.pdb", OLD.plusSeconds(1));
        Path mixed = put("mixed.pdb/1/mixed.pdb", OLD);
        put("mixed.pdb/1/mixed.pd_", NOW);
        Path strange = put("readme.txt", OLD);
        assertThat(run(server())).isEqualTo(new BucketAging.Deleted(2, 10));
        assertThat(old).doesNotExist();
        assertThat(packed).doesNotExist();
        for (Path stays : new Path[] {added, young, mixed, strange, made.path("p/000Admin/server.txt")}) {
            assertThat(stays).exists();
        }
    }

    @Test
    void manyGoInBatchesAndTwoTiersAreSeen() throws IOException {
        put("index2.txt", OLD);
        for (int i = 0; i < 250; i++) {
            put("f/f" + i + ".pdb/1/f.pdb", OLD);
        }
        assertThat(run(server())).isEqualTo(new BucketAging.Deleted(250, 1250));
        assertThat(made.path("p/index2.txt")).exists();
    }

    @Test
    void whatATransactionTookMeanwhileStays() throws IOException {
        put("old.pdb/1/old.pdb", OLD);
        BucketAging aging = server();
        AtomicInteger asked = new AtomicInteger();
        BucketAging.Deleted deleted = aging.run(() -> {
            if (asked.incrementAndGet() == 1) { // before the first batch
                try {
                    BucketChangesTest.add(storage, file, "old.pdb/1");
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
            return false;
        });
        assertThat(asked.get()).isPositive();
        assertThat(deleted.files()).isZero();
        assertThat(made.path("p/old.pdb/1/old.pdb")).hasContent("content");
    }

    @Test
    void oneServerHasTheTurnAndTheNextComesAfterAPause() throws IOException {
        put("a.pdb/1/a.pdb", OLD);
        BucketAging one = server();
        BucketAging other = server();
        assertThat(run(one).files()).isOne();
        put("a.pdb/1/a.pdb", OLD);
        assertThat(run(other).files()).isZero();
        assertThat(run(one).files()).isZero();
        later(PAUSE);
        assertThat(run(other).files()).isOne();
        assertThat(made.path("p/" + BucketLease.PATH))
                .content()
                .startsWith("turn=2 ")
                .contains(" ended=");
    }

    @Test
    void aDeadServersTurnEndsWhenItWasNotHeardOfForAMinute() throws IOException {
        put("a.pdb/1/a.pdb", OLD);
        BucketLease dead = new BucketLease(storage, nanos::get, () -> now);
        assertThat(dead.take(PAUSE)).isTrue();
        BucketAging other = server();
        assertThat(run(other).files()).isZero();
        later(Duration.ofSeconds(59));
        assertThat(run(other).files()).isZero();
        later(Duration.ofSeconds(1));
        assertThat(run(other).files()).isOne();
        later(Duration.ofSeconds(20));
        assertThat(dead.isHeld()).as("it wakes up").isFalse();
    }

    @Test
    void whoHasTheTurnKeepsIt() throws IOException {
        BucketLease holder = new BucketLease(storage, nanos::get, () -> now);
        BucketLease other = new BucketLease(storage, nanos::get, () -> now);
        assertThat(holder.take(PAUSE)).isTrue();
        for (int i = 0; i < 10; i++) {
            later(Duration.ofSeconds(30));
            assertThat(holder.isHeld()).isTrue();
            assertThat(other.take(PAUSE)).isFalse();
        }
    }

    /** Nothing is old, so nothing is deleted; each file takes twenty seconds. */
    @Test
    void whoOnlyLooksKeepsTheTurn() throws IOException {
        for (int i = 0; i < 10; i++) {
            put("f" + i + ".pdb/1/f.pdb", NOW);
        }
        BucketLease other = new BucketLease(storage, nanos::get, () -> now);
        List<Boolean> taken = new ArrayList<>();
        server().run(() -> {
            later(Duration.ofSeconds(20));
            try {
                taken.add(other.take(PAUSE));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return false;
        });
        assertThat(taken).hasSizeGreaterThan(10).containsOnly(false);
    }

    @Test
    void whoIsStoppedDeletesNoMore() throws IOException {
        Path old = put("a.pdb/1/a.pdb", OLD);
        assertThat(server().run(() -> true).files()).isZero();
        assertThat(old).exists();
    }

    @Test
    void aTextThatNobodyUnderstandsIsADeadServers() throws IOException {
        put("a.pdb/1/a.pdb", OLD);
        put(".symproxy/aging", NOW);
        BucketAging aging = server();
        assertThat(run(aging).files()).isZero();
        later(Duration.ofMinutes(1));
        assertThat(run(aging).files()).isOne();
    }
}
