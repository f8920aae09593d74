// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.storage.Condition;
import dev.symkit.store.storage.LockClock;
import dev.symkit.store.storage.Outcome;
import dev.symkit.store.storage.StagedContent;
import dev.symkit.store.storage.Staging;
import dev.symkit.store.storage.StorageContract;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that the server has carried out although the client had no answer, and answers that come in part. */
class S3LostAnswersIT {
    private static final byte[] CONTENT = "content".getBytes(UTF_8);

    private FaultyServer server;
    private StoreStorage storage;

    @BeforeEach
    void start() throws IOException {
        server = new FaultyServer();
        storage = server.open("store", LockClock.SYSTEM);
    }

    @AfterEach
    void stop() throws IOException {
        storage.close();
        server.close();
    }

    /** The next requests that begin so fail so, one after the other. */
    private void next(String begin, FaultyServer.Fault... faults) {
        Deque<FaultyServer.Fault> left = new ArrayDeque<>(Arrays.asList(faults));
        server.plan(request -> {
            synchronized (left) {
                return request.startsWith(begin) && !left.isEmpty() ? left.remove() : FaultyServer.Fault.NONE;
            }
        });
    }

    private long count(String begin) {
        return server.takeRequests().stream()
                .filter(request -> request.startsWith(begin))
                .count();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "RESET_BEFORE",
                "RESET_AFTER",
                "HELD_BEFORE",
                "HELD_AFTER",
                "ERROR",
                "SLOW_DOWN",
                "CONFLICT",
                "ERROR_AFTER"
            })
    void aClaimIsWonWhateverBecomesOfTheAnswer(FaultyServer.Fault fault) throws IOException {
        next("PUT store/a", fault);
        assertThat(storage.claim("a", CONTENT)).isTrue();
        assertThat(storage.claim("a", CONTENT)).isFalse();
        assertThat(server.bucket().text("store/a")).isEqualTo("content");
        assertThat(count("PUT store/a")).isEqualTo(3);
    }

    /** The last answer says neither that the request was repeated nor who won. */
    @Test
    void aClaimWhoseAnswerWasLostAndThatIsInConflictWithItselfIsWon() throws IOException {
        next("PUT store/a", FaultyServer.Fault.ERROR_AFTER, FaultyServer.Fault.CONFLICT);
        assertThat(storage.claim("a", CONTENT)).isTrue();
    }

    @Test
    void aClaimThatAnotherWinsMeanwhileIsLost() throws IOException {
        server.plan(request -> {
            if (request.startsWith("PUT") && server.bucket().text("store/a").equals("absent")) {
                server.bucket().put("store/a", "other".getBytes(UTF_8));
                return FaultyServer.Fault.RESET_BEFORE;
            }
            return FaultyServer.Fault.NONE;
        });
        assertThat(storage.claim("a", CONTENT)).isFalse();
        assertThat(server.bucket().text("store/a")).isEqualTo("other");
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "RESET_BEFORE",
                "RESET_AFTER",
                "HELD_AFTER",
                "ERROR",
                "SLOW_DOWN",
                "CONFLICT",
                "ERROR_AFTER",
                "CUT",
                "EMPTY"
            })
    void anUploadIsPublishedOnce(FaultyServer.Fault fault) throws IOException {
        for (Condition condition : List.of(Condition.IF_ABSENT, Condition.ANY)) {
            String path = "dir/" + condition.kind();
            try (Staging staging = storage.newStaging()) {
                String handle = staging.stage(path, StagedContent.of(CONTENT), Optional.empty());
                next("POST store/" + path + "?uploadId", fault);
                Outcome outcome = publish(handle, path, condition);
                assertThat(outcome).isEqualTo(Outcome.PUBLISHED);
                assertThat(storage.publish(handle, path, condition)).isEqualTo(Outcome.GONE);
            }
            assertThat(server.bucket().text("store/" + path)).isEqualTo("content");
        }
        assertThat(server.bucket().uploads()).isZero();
    }

    /** Half a document is an error of this run; the one that tries again finds it done. */
    private Outcome publish(String handle, String path, Condition condition) throws IOException {
        try {
            return storage.publish(handle, path, condition);
        } catch (IOException e) {
            assertThat(e).hasMessageStartingWith("s3://symbols/store/" + path + ": ");
            return storage.publish(handle, path, condition) == Outcome.GONE ? Outcome.PUBLISHED : Outcome.IN_USE;
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET_BEFORE", "RESET_AFTER", "HELD_AFTER", "ERROR", "SLOW_DOWN", "CONFLICT", "ERROR_AFTER"})
    void aTextIsPublishedOnce(FaultyServer.Fault fault) throws IOException {
        String path = "000Admin/lastid.txt";
        storage.claim(path, "old".getBytes(UTF_8));
        String old = StorageContract.version(storage, path);
        try (Staging staging = storage.newStaging()) {
            String handle = staging.stage(path, StagedContent.of(CONTENT), Optional.empty());
            next("PUT store/000Admin", fault);
            assertThat(storage.publish(handle, path, Condition.ifVersion(old))).isEqualTo(Outcome.PUBLISHED);
            try (StoreStorage other = server.open("store", LockClock.SYSTEM)) {
                assertThat(other.publish(handle, path, Condition.ifVersion(old)))
                        .isEqualTo(Outcome.GONE);
            }
        }
        assertThat(server.bucket().text("store/" + path)).isEqualTo("content");
    }

    @Test
    void noRequestIsRepeatedForEver() throws IOException {
        storage.claim("a", CONTENT);
        for (FaultyServer.Fault fault :
                List.of(FaultyServer.Fault.ERROR, FaultyServer.Fault.RESET_BEFORE, FaultyServer.Fault.SLOW_DOWN)) {
            server.plan(request -> fault);
            server.takeRequests();
            assertThatThrownBy(() -> storage.claim("b", CONTENT)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> storage.stat("a")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> storage.readAll("a", 100)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> storage.list("")).isInstanceOf(IOException.class);
            assertThat(server.takeRequests()).hasSizeBetween(4, 32);
        }
        server.plan(request -> FaultyServer.Fault.CONFLICT);
        assertThatThrownBy(() -> storage.claim("b", CONTENT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("409");
        assertThat(server.takeRequests()).hasSize(20);
    }

    /** The SDK takes no body for an empty listing, and the JDK half a body for a whole one. */
    @ParameterizedTest
    @EnumSource(names = {"EMPTY", "CUT"})
    void anAnswerThatIsCutIsNeverTakenForAWholeOne(FaultyServer.Fault fault) throws IOException {
        storage.claim("a/b", CONTENT);
        next("GET store/a/b", fault);
        assertThat(storage.readAll("a/b", 100)).contains(CONTENT);
        next("GET ?", fault);
        try {
            assertThat(storage.list("a")).containsExactly("b");
        } catch (IOException e) {
            assertThat(e).hasMessageStartingWith("s3://symbols/store: ");
        }
        server.plan(request -> request.startsWith("GET") ? fault : FaultyServer.Fault.NONE);
        server.takeRequests();
        assertThatThrownBy(() -> storage.list("a")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> storage.readAll("a/b", 100)).isInstanceOf(IOException.class);
        assertThat(server.takeRequests()).hasSizeLessThan(17);
    }

    /** Its writer died when it was completed and not yet where it belongs. */
    @Test
    void anUploadForAnotherPlaceIsMovedByWhoeverComesNext() throws IOException {
        try (Staging staging = storage.newStaging()) {
            String handle = staging.stage("x.pdb/1/x.pdb", StagedContent.of(CONTENT), Optional.empty());
            staging.committed(true);
            server.plan(request ->
                    request.startsWith("PUT store/X.PDB") ? FaultyServer.Fault.ERROR : FaultyServer.Fault.NONE);
            assertThatThrownBy(() -> storage.publish(handle, "X.PDB/1/x.pdb", Condition.ANY))
                    .isInstanceOf(IOException.class);
            server.plan(request -> FaultyServer.Fault.NONE);
            try (StoreStorage other = server.open("store", LockClock.SYSTEM)) {
                assertThat(other.publish(handle, "X.PDB/1/x.pdb", Condition.ANY))
                        .isEqualTo(Outcome.PUBLISHED);
            }
        }
        assertThat(server.bucket().tags()).containsOnlyKeys("store/X.PDB/1/x.pdb");
    }

    @Test
    void anUploadThatReplacesWhatIsGoneIsGivenUp() throws IOException {
        try (Staging staging = storage.newStaging()) {
            String handle = staging.stage("x/y", StagedContent.of(CONTENT), Optional.empty());
            staging.committed(true);
            assertThat(storage.publish(handle, "x/y", Condition.ifVersion("0"))).isEqualTo(Outcome.GONE);
        }
        assertThat(server.bucket().uploads()).isZero();
    }

    /** A handle is asked for as if it were a path, and one with a text in it is longer than a key may be. */
    @Test
    void aHandleIsNoObject() throws IOException {
        try (Staging staging = storage.newStaging()) {
            byte[] content = new byte[2000];
            new Random(1).nextBytes(content); // a long one, deflated too
            String handle = staging.stage("000Admin/history.txt", StagedContent.of(content), Optional.empty());
            server.takeRequests();
            assertThat(storage.stat(handle)).isEmpty();
            assertThat(server.takeRequests()).isEmpty();
        }
    }

    @Test
    void uploadsThatAreADayOldAreGivenUp() throws IOException {
        Staging dead = storage.newStaging();
        dead.stage("a", StagedContent.of(CONTENT), Optional.empty());
        String named = dead.stage("b", StagedContent.of(CONTENT), Optional.empty());
        server.bucket().age(23);
        storage.discardAbandoned(Set.of());
        assertThat(server.bucket().uploads()).isEqualTo(2);
        server.bucket().age(2);
        Staging live = storage.newStaging();
        live.stage("c", StagedContent.of(CONTENT), Optional.empty());
        storage.discardAbandoned(Set.of(named));
        assertThat(server.bucket().uploads()).isEqualTo(2);
        assertThat(storage.publish(named, "b", Condition.IF_ABSENT)).isEqualTo(Outcome.PUBLISHED);
        live.close();
        assertThat(server.bucket().uploads()).isZero();
    }

    @Test
    void aLargeFileGoesInParts() throws IOException {
        byte[] large = new byte[40_000_000];
        new java.util.Random(1).nextBytes(large);
        try (Staging staging = storage.newStaging()) {
            String handle = staging.stage("large", StagedContent.of(large), Optional.empty());
            assertThat(count("PUT store/large")).isEqualTo(5);
            assertThat(storage.publish(handle, "large", Condition.IF_ABSENT)).isEqualTo(Outcome.PUBLISHED);
        }
        assertThat(storage.readAll("large", large.length)).contains(large);
        assertThat(server.bucket().tags().get("store/large")).endsWith("-5");
    }

    /** S3Proxy lists an object so that is deleted meanwhile. */
    @Test
    void anObjectThatIsListedByItsNameAloneIsAskedFor() throws IOException {
        storage.claim("d/a", CONTENT);
        Map<String, StorageEntry> told = storage.entries("d");
        server.plan(request -> request.contains("list-type") ? FaultyServer.Fault.BARE : FaultyServer.Fault.NONE);
        assertThat(storage.entries("d")).hasSize(1).isEqualTo(told);
        server.plan(request -> {
            if (request.startsWith("HEAD")) {
                server.bucket().delete("store/d/a");
            }
            return request.contains("list-type") ? FaultyServer.Fault.BARE : FaultyServer.Fault.NONE;
        });
        assertThat(storage.entries("d")).isEmpty();
        server.bucket().put("store/d/a", CONTENT);
        List<String> walked = new ArrayList<>();
        storage.walk("", (path, entry) -> walked.add(path));
        assertThat(walked).isEmpty();
    }
}
