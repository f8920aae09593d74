// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import static dev.symkit.symsrv.ClientScene.KEY;
import static dev.symkit.symsrv.ClientScene.URL;
import static dev.symkit.symsrv.ClientScene.cab;
import static dev.symkit.symsrv.ClientScene.pdb;
import static dev.symkit.symsrv.ClientScene.place;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.symsrv.ClientScene;
import dev.symkit.symsrv.FakeServer;
import dev.symkit.symsrv.SymSrvClient;
import dev.symkit.symsrv.http.FetchResult;
import dev.symkit.symsrv.settings.BlackoutSettings;
import dev.symkit.symsrv.settings.LookupOptions;
import dev.symkit.symsrv.settings.LookupOptions.PlainOptions;
import dev.symkit.symsrv.settings.MissSettings;
import dev.symkit.symsrv.spi.LookupRequest;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.symsrv.spi.Status;
import dev.symkit.testkit.PeBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathSearchTest {
    private static final FetchResult DOWN = new FetchResult.Failed(ResultCode.CANNOT_CONNECT, "down");

    @TempDir
    Path root;

    private ClientScene scene;
    private FakeServer server;

    @BeforeEach
    void set() {
        scene = new ClientScene(root);
        server = scene.server();
    }

    private static Path found(LookupResult result) {
        assertThat(result).isInstanceOf(LookupResult.Found.class);
        return ((LookupResult.Found) result).path();
    }

    private static LookupResult.NotFound missing(LookupResult result) {
        assertThat(result).isInstanceOf(LookupResult.NotFound.class);
        return (LookupResult.NotFound) result;
    }

    @Test
    void keepsWhatElementsOnTheRightFindInTheCaches() {
        scene.put(place("s", "a.pdb"), pdb());
        assertThat(found(scene.find("cache*c1;cache*c2;srv*x*s"))).isEqualTo(scene.at(place("c1", "a.pdb")));
        assertThat(scene.files())
                .contains(place("c1", "a.pdb"), place("c2", "a.pdb"), place("x", "a.pdb"), place("s", "a.pdb"));
    }

    @Test
    void doesNotSearchAChainBeforeItsCaches() {
        scene.put(place("c1", "a.pdb"), pdb());
        assertThat(found(scene.find("cache*c1;srv*s"))).isEqualTo(scene.at(place("c1", "a.pdb")));
        assertThat(found(scene.find("srv*s;cache*c1"))).isEqualTo(scene.at(place("c1", "a.pdb")));
    }

    @Test
    void copiesAHitOfACacheIntoThoseOnItsLeft() {
        scene.put(place("c2", "a.pdb"), pdb());
        assertThat(found(scene.find("cache*c1;cache*c2;dir"))).isEqualTo(scene.at(place("c1", "a.pdb")));
    }

    @Test
    void unpacksACompressedFileOfACacheBesideIt() {
        scene.put(place("c", "a.pd_"), cab("a.pdb", pdb()));
        assertThat(found(scene.find("cache*c;dir"))).isEqualTo(scene.at(place("c", "a.pdb")));
    }

    @Test
    void namesACacheOnceEvenIfTheChainHasIt() {
        scene.put(place("s", "a.pdb"), pdb());
        found(scene.find("cache*a;srv*a*s"));
        assertThat(scene.trace()).contains("         a*s");
    }

    @Test
    void needsNoDefaultStoreBesideACache() {
        server.file(URL + "/a.pdb/" + KEY.index() + "/a.pdb", pdb());
        assertThat(found(scene.find("cache*c;srv*" + URL))).isEqualTo(scene.at(place("c", "a.pdb")));
        assertThat(scene.files()).containsExactly(place("c", "a.pdb"), "c/pingme.txt");
    }

    @Test
    void takesADirectoryWithTheMarkForAStore() {
        scene.put(place("s", "a.pdb"), pdb());
        assertThat(missing(scene.find("s")).status()).isEqualTo(Status.MISS);
        scene.put("s/pingme.txt", "");
        assertThat(found(scene.find("s"))).isEqualTo(scene.at(place("s", "a.pdb")));
        scene.options(options -> options.autodetect(false));
        assertThat(missing(scene.find("s")).status()).isEqualTo(Status.MISS);
    }

    @ParameterizedTest
    @CsvSource({"a.pdb", "dll/a.pdb", "symbols/dll/a.pdb"})
    void findsAFileOfAPlainDirectory(String place) {
        Path file = scene.put("d/" + place, pdb());
        assertThat(found(scene.find("d", LookupRequest.of(KEY).withImage("C:\\x\\a.DLL"))))
                .isEqualTo(file);
    }

    @Test
    void searchesPlainDirectoriesInTheOrderOfTheTrace() {
        LookupRequest request = LookupRequest.of(KEY).withImage("a.dll");
        scene.find("d", request);
        assertThat(scene.trace())
                .containsExactly(
                        "DBGHELP: " + scene.at("d/a.pdb") + " - file not found",
                        "DBGHELP: " + scene.at("d/dll/a.pdb") + " - file not found",
                        "DBGHELP: " + scene.at("d/symbols/dll/a.pdb") + " - file not found");
        scene.trace().clear();
        scene.options(options -> options.plain(new PlainOptions(true, true, false)));
        scene.find("d", request);
        assertThat(scene.trace())
                .containsExactly(
                        "DBGHELP: " + scene.at("d/symbols/dll/a.pdb") + " - file not found",
                        "DBGHELP: " + scene.at("d/symbols/dll/a.pd_") + " - file not found",
                        "DBGHELP: " + scene.at("d/dll/a.pdb") + " - file not found",
                        "DBGHELP: " + scene.at("d/dll/a.pd_") + " - file not found",
                        "DBGHELP: " + scene.at("d/a.pdb") + " - file not found",
                        "DBGHELP: " + scene.at("d/a.pd_") + " - file not found");
    }

    @Test
    void takesTheExtensionOfAnImageItselfAndOfNoSymbolFile() {
        byte[] image = new PeBuilder().timestamp(0x11223344).sizeOfImage(0x5000).build();
        Path file = scene.put("d/sys/a.sys", image);
        assertThat(found(scene.find("d", LookupRequest.of(new SymbolKey("a.sys", "112233445000")))))
                .isEqualTo(file);
        scene.trace().clear();
        scene.find("d");
        assertThat(scene.trace()).hasSize(1);
    }

    @Test
    void goesPastAFileOfAnotherBuild() {
        scene.put("d/a.pdb", pdb(new UUID(1, 2)));
        Path right = scene.put("d/dll/a.pdb", pdb());
        LookupRequest request = LookupRequest.of(KEY).withImage("a.dll");
        assertThat(found(scene.find("d", request))).isEqualTo(right);
        assertThat(scene.trace())
                .contains("DBGHELP: " + scene.at("d/a.pdb") + " - mismatched pdb", "DBGHELP: " + right + " - OK");
    }

    @Test
    void takesAFileOfAnotherBuildLastAndOnlyIfAsked() {
        UUID other = new UUID(1, 2);
        scene.put("d/a.pdb", pdb(other));
        assertThat(missing(scene.find("d")).status()).isEqualTo(Status.BAD_FILE);
        scene.options(options -> options.plain(new PlainOptions(false, false, true)));
        assertThat(found(scene.find("d"))).isEqualTo(scene.at("d/a.pdb"));
        Path kept = found(scene.find("cache*c;d"));
        assertThat(kept)
                .isEqualTo(scene.at("c/a.pdb/" + ClientScene.key("a.pdb", other).index() + "/a.pdb"));
    }

    @Test
    void prefersTheRightFileOfALaterElementToAnotherBuild() {
        scene.put("d/a.pdb", pdb(new UUID(1, 2)));
        Path right = scene.put(place("s", "a.pdb"), pdb());
        scene.options(options -> options.plain(new PlainOptions(false, false, true)));
        LookupResult result = scene.find("d;srv*s");
        assertThat(found(result)).isEqualTo(right);
        assertThat(result.attempts().get(0).isMismatch()).isTrue();
        assertThat(result.attempts().get(0).reason())
                .contains(scene.at("d/a.pdb") + " is of "
                        + ClientScene.key("a.pdb", new UUID(1, 2)).index());
    }

    @Test
    void keepsAFileOfAPlainDirectoryInTheCache() {
        scene.put("d/a.pd_", cab("a.pdb", pdb()));
        scene.options(options -> options.plain(new PlainOptions(false, true, false)));
        assertThat(found(scene.find("cache*c;d")))
                .isEqualTo(scene.at(place("c", "a.pdb")))
                .hasBinaryContent(pdb());
    }

    @Test
    void looksUpNoNameThatIsExcluded() {
        scene.put(place("s", "a.pdb"), pdb());
        scene.with(builder -> builder.exclusions("a.pdb"::equals));
        LookupResult.NotFound result = missing(scene.find("srv*s"));
        assertThat(result.status()).isEqualTo(Status.EXCLUDED);
        assertThat(scene.trace()).containsExactly("SYMSRV:  EXCLUDED: a.pdb");
    }

    @Test
    void goesOnToTheNextElement() {
        scene.put(place("s", "a.pdb"), pdb());
        server.answer("https://down/", DOWN);
        assertThat(found(scene.find("srv*c*https://down/s;d;srv*s"))).isEqualTo(scene.at(place("s", "a.pdb")));
    }

    @Test
    void asksAStoreOnceForWhatItDoesNotHave() throws IOException {
        try (SymSrvClient client = scene.client("srv*c*" + URL)) {
            client.find(KEY);
            assertThat(server.log()).hasSize(4);
            missing(client.find(KEY));
            assertThat(server.log()).hasSize(4);
            assertThat(scene.trace()).contains("SYMSRV:  MISSCACHED: " + URL);
            assertThat(client.misses()).hasSize(1);
            client.find(
                    LookupRequest.of(KEY), LookupOptions.builder().refresh(true).build(), scene.listener());
            assertThat(server.log()).hasSize(7);
            scene.pass(Duration.ofSeconds(301));
            client.find(KEY);
            assertThat(server.log()).hasSize(10);
            client.forget(KEY);
            client.find(KEY);
            assertThat(server.log()).hasSize(13);
            client.clearMisses();
            client.find(KEY);
            assertThat(server.log()).hasSize(16);
        }
    }

    @ParameterizedTest
    @CsvSource({"503", "401", "403"})
    void doesNotRememberWhatIsNoMiss(int status) throws IOException {
        FetchResult answer = status == 403
                ? new FetchResult.Missing(ResultCode.http(403), false, false)
                : new FetchResult.Failed(ResultCode.http(status), "no");
        server.answer(URL + "/a.pdb", answer);
        try (SymSrvClient client = scene.client("srv*c*" + URL)) {
            client.find(KEY);
            server.recover();
            server.file(URL + "/a.pdb/" + KEY.index() + "/a.pdb", pdb());
            found(client.find(KEY));
        }
    }

    @Test
    void remembersNoMissIfNotAllFormsWereTried() throws IOException {
        scene.options(options -> options.uriFilter(1));
        server.file(URL + "/a.pdb/" + KEY.index() + "/a.pd_", cab("a.pdb", pdb()));
        try (SymSrvClient client = scene.client("srv*c*" + URL)) {
            missing(client.find(KEY));
            found(client.find(LookupRequest.of(KEY), LookupOptions.DEFAULT, scene.listener()));
        }
    }

    @Test
    void keepsMissesFromOneProcessToTheNext() throws IOException {
        Path file = scene.at("misses.txt");
        scene.with(builder -> builder.misses(new MissSettings(Duration.ofHours(1), 100, Optional.of(file))));
        scene.find("srv*c*" + URL);
        scene.find("srv*c*" + URL);
        assertThat(server.log()).hasSize(4);
        try (SymSrvClient client = scene.client("srv*c*" + URL)) {
            client.clearMisses();
        }
        scene.find("srv*c*" + URL);
        assertThat(server.log()).hasSize(8);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 3"})
    void asksADeadHostOnlySoOftenInAWindow(int count, int requests) throws IOException {
        server.answer(URL, DOWN);
        scene.with(builder ->
                builder.blackouts(new BlackoutSettings(Duration.ofMinutes(1), count, Duration.ofMinutes(5))));
        try (SymSrvClient client = scene.client("srv*c*" + URL)) {
            for (int i = 0; i < 20; i++) {
                LookupResult.NotFound result = missing(client.find(new SymbolKey("k" + i, "K")));
                assertThat(result.status()).isEqualTo(Status.UNAVAILABLE);
            }
            assertThat(server.log()).hasSize(requests);
            assertThat(scene.trace())
                    .filteredOn(("SYMSRV:  BLACKOUT: " + URL + " begins")::equals)
                    .hasSize(1);
            scene.pass(Duration.ofMinutes(5));
            client.find(KEY);
            client.find(KEY);
            assertThat(server.log()).hasSize(requests + 1);
            scene.pass(Duration.ofMinutes(5));
            server.recover();
            assertThat(missing(client.find(KEY)).status()).isEqualTo(Status.MISS);
            assertThat(scene.trace())
                    .filteredOn(("SYMSRV:  BLACKOUT: " + URL + " ends")::equals)
                    .hasSize(1);
        }
    }

    @Test
    void asksADeadHostAgainIfThatIsWantedOrAfterAReset() throws IOException {
        server.answer(URL, DOWN);
        try (SymSrvClient client = scene.client("srv*c*" + URL)) {
            for (int i = 0; i < 5; i++) {
                client.find(KEY);
            }
            assertThat(server.log()).hasSize(3);
            client.find(
                    LookupRequest.of(KEY),
                    LookupOptions.builder().blackout(false).build(),
                    scene.listener());
            assertThat(server.log()).hasSize(4);
            client.reset();
            client.find(KEY);
            assertThat(server.log()).hasSize(5);
            assertThat(server.resets()).isEqualTo(1);
        }
    }

    @Test
    void sharesTheWorkOfManyCallers() throws Exception {
        int callers = 32;
        CountDownLatch waiting = new CountDownLatch(callers);
        server.file(URL + "/a.pdb/" + KEY.index() + "/a.pdb", pdb());
        server.during(() -> await(waiting));
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try (SymSrvClient client = scene.client("srv*c*" + URL)) {
            List<Future<LookupResult>> results = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                results.add(threads.submit(
                        () -> client.find(LookupRequest.of(KEY), LookupOptions.DEFAULT, counting(waiting))));
            }
            for (Future<LookupResult> result : results) {
                assertThat(found(result.get())).hasBinaryContent(pdb());
            }
        } finally {
            threads.shutdown();
        }
        assertThat(server.log()).containsExactly("/s/index2.txt", "/s/a.pdb/" + KEY.index() + "/a.pdb");
    }

    /** Counts each caller when it says what it looks for. The one that does the work waits for all of them inside of a request. */
    private static dev.symkit.symsrv.spi.LookupListener counting(CountDownLatch latch) {
        return new dev.symkit.symsrv.spi.LookupListener() {
            @Override
            public void trace(String line) {
                if (line.equals("         " + KEY.index())) {
                    latch.countDown();
                }
            }
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
