// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.layout.TransactionRecord;
import dev.symkit.store.storage.LockClock;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StoreView;
import dev.symkit.symstore.cli.SymStoreMain;
import dev.symkit.symstore.verify.VerifyStore;
import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.PortablePdbBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole symbol stores in a bucket: what symstore does to them, and writers that die. The system property {@code symkit.test.s3.stride}
 * sets at each how many-th change a writer dies (1: at every one).
 */
class S3StoreIT {
    private static final String ENDPOINT = "symsrv.s3.endpoint";
    private static final String LOCK = "store/000Admin/.symstore.lock.excl";

    @TempDir
    Path directory;

    private FaultyServer server;
    private S3Writer writer;

    @BeforeEach
    void start() throws IOException {
        server = new FaultyServer();
        System.setProperty(ENDPOINT, server.endpoint());
        System.setProperty("symsrv.s3.responseTimeout", "1");
        writer = new S3Writer("s3://symbols/store", Files.createDirectory(directory.resolve("src")));
    }

    @AfterEach
    void stop() {
        System.clearProperty(ENDPOINT);
        System.clearProperty("symsrv.s3.responseTimeout");
        server.close();
    }

    /** Verified, ids without a gap, nothing left behind. Gives back the ids of the history. */
    private List<String> assertClean(String when) throws IOException {
        assertThat(new VerifyStore().run(writer.target()).problems()).as(when).isEmpty();
        assertThat(server.bucket().uploads()).as(when).isZero();
        try (StoreStorage storage = server.open("store", LockClock.SYSTEM)) {
            assertThat(storage.list("000Admin"))
                    .as(when)
                    .noneMatch(name -> name.startsWith("tmp-") || name.endsWith(".pending") || name.endsWith(".excl"));
            List<String> ids = new StoreView(storage)
                    .history().ids().stream().map(id -> id.orElseThrow().text()).toList();
            assertThat(ids)
                    .as(when)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, ids.size())
                            .mapToObj(id -> new TransactionId(id).text())
                            .toList());
            return ids;
        }
    }

    private List<String> live() throws IOException {
        try (StoreStorage storage = server.open("store", LockClock.SYSTEM)) {
            return new StoreView(storage)
                    .server().transactions().stream()
                            .map(TransactionRecord::id)
                            .map(TransactionId::text)
                            .toList();
        }
    }

    private ChildProcess.Result symstore(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                ChildProcess.Spec.java(SymStoreMain.class, arguments).command());
        command.addAll(
                1,
                List.of(
                        "-D" + ENDPOINT + "=" + server.endpoint(),
                        "-Daws.accessKeyId=a",
                        "-Daws.secretAccessKey=HIDDEN"));
        return ChildProcess.run(ChildProcess.Spec.of(command).in(directory).within(Duration.ofMinutes(3)));
    }

    @Test
    void theCommandTakesABucketForAStore() throws Exception {
        String store = writer.store();
        String file = writer.pdb("app.pdb", "x").toString();
        ChildProcess.Result added = symstore("add", "/f", file, "/s", store, "/t", "P");
        assertThat(added.exit()).as(added.out() + added.err()).isZero();
        assertThat(added.out()).contains("Finding ID...  0000000001", "Number of files stored = 1");
        assertThat(added.err()).isEmpty();
        ChildProcess.Result found = symstore("query", "/f", file, "/s", store);
        assertThat(found.out()).as(found.err()).contains("found: " + store + "/app.pdb/");
        ChildProcess.Result verified = symstore("verify", "/s", store);
        assertThat(verified.exit()).as(verified.out() + verified.err()).isZero();
        server.bucket().put(LOCK, "nonce=1 host=elsewhere cmd=x\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        ChildProcess.Result waited = symstore("del", "/i", "1", "/s", store, "--lock-timeout", "1");
        assertThat(waited.exit()).as(waited.out() + waited.err()).isEqualTo(33);
        assertThat(waited.out() + waited.err()).contains("host=elsewhere").doesNotContain("HIDDEN", "\tat ");
        server.bucket().delete(LOCK);
        ChildProcess.Result deleted = symstore("del", "/i", "1", "/s", store);
        assertThat(deleted.exit()).as(deleted.out() + deleted.err()).isZero();
        assertThat(server.bucket().tags()).containsKey("store/000Admin/0000000001.deleted");
        assertThat(server.bucket().tags().keySet()).noneMatch(key -> key.contains("app.pdb"));
        assertThat(assertClean("after all")).hasSize(2);
    }

    /** Its two key directories get the same line of references. */
    @Test
    void aPortablePdbHasTwoEntries() throws IOException {
        UUID guid = UUID.fromString("c9a61ddd-d7e4-4353-a668-e39ac614a7ea");
        Path file = Files.write(
                directory.resolve("app.pdb"),
                new PortablePdbBuilder().id(guid, 7).build());
        String id = writer.add(file).id();
        assertClean("added");
        assertThat(server.bucket().tags().keySet())
                .filteredOn(key -> key.endsWith("/refs.ptr"))
                .hasSize(2);
        writer.delete(id);
        assertClean("deleted");
        assertThat(server.bucket().tags().keySet()).noneMatch(key -> key.contains("app.pdb"));
    }

    /** The request that claimed it was sent again when it had been carried out and removed: its texts could be written again. */
    @Test
    void aPlanThatComesBackIsNotCarriedOutAgain() throws IOException {
        String path = "store/000Admin/0000000002.pending";
        List<byte[]> plans = new CopyOnWriteArrayList<>();
        writer.add(writer.pdb("first.pdb", "x"));
        server.plan(request -> {
            server.bucket().content(path).ifPresent(plans::add);
            return FaultyServer.Fault.NONE;
        });
        String id = writer.add(writer.pdb("a.pdb", "x")).id();
        server.plan(request -> FaultyServer.Fault.NONE);
        writer.delete(id);
        server.bucket().put(path, plans.get(0));
        writer.add(writer.pdb("after.pdb", "x"));
        assertThat(assertClean("afterwards")).hasSize(4);
        assertThat(server.bucket().tags().keySet()).noneMatch(key -> key.contains("a.pdb/"));
    }

    private static boolean changes(String request) {
        return !request.startsWith("GET") && !request.startsWith("HEAD");
    }

    /** From the n-th change on the writer is as good as dead: before the change or behind it, nothing comes through any more. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWriterMayDieAtEveryChange(boolean isDelete) throws IOException {
        writer.add(writer.pdb("a.pdb", "x"), writer.pdb("b.pdb", "x"));
        int transactions = 1;
        boolean done = false;
        int committed = 0;
        for (int n = 1; !done; n += Integer.getInteger("symkit.test.s3.stride", 11)) {
            for (FaultyServer.Fault fault : List.of(FaultyServer.Fault.DEAD, FaultyServer.Fault.DEAD_AFTER)) {
                String when = "change " + n + " " + fault;
                if (isDelete) {
                    writer.add(writer.pdb("c" + n + fault + ".pdb", "x"));
                    transactions++;
                }
                String victim = live().get(live().size() - 1);
                int before = transactions;
                done = dies(n, fault, isDelete, victim);
                server.plan(request -> FaultyServer.Fault.NONE);
                boolean planned = server.bucket().tags().keySet().stream().anyMatch(key -> key.endsWith(".pending"));
                server.bucket().delete(LOCK); // or wait for 120 s
                server.bucket().age(25);
                writer.add(writer.pdb("after.pdb", "x"));
                transactions = assertClean(when).size();
                assertThat(transactions - before).as(when).isBetween(planned || done ? 2 : 1, 2);
                committed += transactions - before - 1;
                if (isDelete) {
                    assertThat(live().contains(victim)).as(when).isEqualTo(transactions - before == 1);
                }
            }
        }
        assertThat(committed).isPositive();
    }

    /** Whether the writer lived long enough. */
    private boolean dies(int n, FaultyServer.Fault fault, boolean isDelete, String victim) throws IOException {
        AtomicInteger count = new AtomicInteger();
        server.plan(request -> {
            int number = changes(request) ? count.incrementAndGet() : count.get();
            return number < n
                    ? FaultyServer.Fault.NONE
                    : number == n && changes(request) ? fault : FaultyServer.Fault.DEAD;
        });
        try {
            if (isDelete) {
                writer.delete(victim);
            } else {
                writer.add(writer.pdb("a.pdb", "x"), writer.pdb("new" + n + fault + ".pdb", "x"));
            }
        } catch (IOException e) {
            return false;
        }
        return count.get() < n;
    }
}
