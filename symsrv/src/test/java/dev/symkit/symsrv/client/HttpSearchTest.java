// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import static dev.symkit.symsrv.ClientScene.KEY;
import static dev.symkit.symsrv.ClientScene.URL;
import static dev.symkit.symsrv.ClientScene.cab;
import static dev.symkit.symsrv.ClientScene.key;
import static dev.symkit.symsrv.ClientScene.pdb;
import static dev.symkit.symsrv.ClientScene.place;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.symsrv.ClientScene;
import dev.symkit.symsrv.FakeServer;
import dev.symkit.symsrv.SymSrvClient;
import dev.symkit.symsrv.http.FetchResult;
import dev.symkit.symsrv.settings.StoreSettings;
import dev.symkit.symsrv.spi.LookupRequest;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.symsrv.spi.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSearchTest {
    private static final String INDEX = KEY.index();
    private static final StoreSettings D = StoreSettings.DEFAULT;

    @TempDir
    Path root;

    private ClientScene scene;
    private FakeServer server;

    @BeforeEach
    void set() {
        scene = new ClientScene(root);
        server = scene.server();
    }

    private static LookupResult.NotFound missing(LookupResult result) {
        assertThat(result).isInstanceOf(LookupResult.NotFound.class);
        return (LookupResult.NotFound) result;
    }

    private static Path found(LookupResult result) {
        assertThat(result).isInstanceOf(LookupResult.Found.class);
        return ((LookupResult.Found) result).path();
    }

    private static String url(String name, String leaf) {
        return URL + "/" + name + "/" + INDEX + "/" + leaf;
    }

    private static StoreSettings settings(StoreSettings.Casing casing, boolean retry, StoreSettings.Probe probe) {
        return new StoreSettings(casing, retry, 0, 0xFF, D.on403(), D.ranges(), probe, D.pointers(), 0, D.headers());
    }

    @Test
    void asksForTheTierOnceAndThenForThreeCandidates() throws IOException {
        try (SymSrvClient client = scene.client("srv*c*" + URL)) {
            assertThat(missing(client.find(KEY)).code()).isEqualTo(ResultCode.http(404));
            assertThat(server.log())
                    .containsExactly(
                            "/s/index2.txt",
                            "/s/a.pdb/" + INDEX + "/a.pdb",
                            "/s/a.pdb/" + INDEX + "/a.pd_",
                            "/s/a.pdb/" + INDEX + "/file.ptr");
            client.find(new SymbolKey("b.pdb", "K2"));
            assertThat(server.log().subList(4, server.log().size()))
                    .containsExactly("/s/b.pdb/K2/b.pdb", "/s/b.pdb/K2/b.pd_", "/s/b.pdb/K2/file.ptr");
        }
        assertThat(scene.files()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"abc.pdb, ab/abc.pdb", "a.pdb, a/a.pdb", "Ab.pdb, Ab/Ab.pdb"})
    void asksATwoTierStoreBelowThePrefix(String name, String path) {
        server.file(URL + "/index2.txt", new byte[0]);
        scene.find("srv*c*" + URL, LookupRequest.of(new SymbolKey(name, "K")));
        assertThat(server.log()).contains("/s/" + path + "/K/" + name).hasSize(4);
    }

    @Test
    void asksNoTierIfItIsGiven() {
        scene.options(options -> options.tiers(2));
        scene.find("srv*c*" + URL);
        assertThat(server.log()).hasSize(3).allMatch(path -> path.startsWith("/s/a/a.pdb/"));
    }

    @Test
    void asksForTheTierAgainIfTheAnswerWasNotClear() throws IOException {
        server.answer(URL + "/index2.txt", new FetchResult.Missing(ResultCode.http(403), false, false));
        try (SymSrvClient client = scene.client("srv*c*" + URL)) {
            client.find(KEY);
            client.find(new SymbolKey("b.pdb", "K"));
        }
        assertThat(server.log()).filteredOn("/s/index2.txt"::equals).hasSize(2);
        assertThat(server.log()).hasSize(8);
    }

    @Test
    void fetchesIntoTheNearestStoreAndCopiesOn() throws IOException {
        server.file(url("a.pdb", "a.pdb"), pdb());
        Path path = found(scene.find("srv*a*b*" + URL));
        assertThat(path).isEqualTo(scene.at(place("a", "a.pdb"))).hasBinaryContent(pdb());
        assertThat(scene.at(place("b", "a.pdb"))).hasBinaryContent(pdb());
        assertThat(Files.getLastModifiedTime(path).toInstant()).isEqualTo(FakeServer.MODIFIED);
        assertThat(scene.files())
                .containsExactly(place("a", "a.pdb"), "a/pingme.txt", place("b", "a.pdb"), "b/pingme.txt");
    }

    @Test
    void keepsCabinetsInTheMiddleOnly() {
        server.file(url("a.pdb", "a.pd_"), cab("a.pdb", pdb()));
        assertThat(found(scene.find("srv*a*b*" + URL)))
                .isEqualTo(scene.at(place("a", "a.pdb")))
                .hasBinaryContent(pdb());
        assertThat(scene.files())
                .containsExactly(place("a", "a.pdb"), "a/pingme.txt", place("b", "a.pd_"), "b/pingme.txt");
        assertThat(scene.trace())
                .anyMatch(line -> line.contains("UNCOMPRESS: https://h/s/a.pdb/") && line.endsWith("a.pdb"));
    }

    @Test
    void copiesToTheDefaultStoreIfTheUrlIsAlone() {
        server.file(url("a.pdb", "a.pdb"), pdb());
        assertThat(found(scene.find("srv*" + URL))).isEqualTo(scene.at(place("default", "a.pdb")));
    }

    @Test
    void goesPastStoresThatCannotBeWrittenTo() {
        scene.put("b", "a file is in the way");
        server.file(url("a.pdb", "a.pdb"), pdb());
        assertThat(found(scene.find("srv*a*b*" + URL))).isEqualTo(scene.at(place("a", "a.pdb")));
    }

    @Test
    void fetchesToATemporaryFileIfNoStoreCanBeWrittenTo() {
        scene.put("a", "a file is in the way");
        server.file(url("a.pdb", "a.pdb"), pdb());
        LookupResult.Found result = (LookupResult.Found) scene.find("srv*a*" + URL);
        assertThat(result.temporary()).isTrue();
        assertThat(result.path()).hasBinaryContent(pdb()).hasParent(scene.at("tmp"));
    }

    @Test
    void readsAUrlInTheMiddleAndGoesOnBehindIt() {
        server.file(URL + "2/a.pdb/" + INDEX + "/a.pdb", pdb());
        assertThat(found(scene.find("srv*a*" + URL + "*" + URL + "2"))).isEqualTo(scene.at(place("a", "a.pdb")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"html", "zero", "wrong", "cut", "bomb"})
    void keepsNothingThatIsNotTheFile(String kind) {
        byte[] pdb = pdb();
        byte[] body = switch (kind) {
            case "html" -> "<!DOCTYPE html><html>sign in</html>".getBytes(StandardCharsets.UTF_8);
            case "zero" -> new byte[0];
            case "wrong" -> pdb(new UUID(1, 2));
            case "cut" -> java.util.Arrays.copyOf(pdb, 100);
            default -> cab("a.pdb", new byte[] {1, 2, 3});
        };
        server.file(url("a.pdb", "a.pdb"), body);
        LookupResult.NotFound result = missing(scene.find("srv*a*b*" + URL));
        assertThat(result.status()).isEqualTo(Status.BAD_FILE);
        assertThat(scene.files()).allMatch(file -> file.endsWith("pingme.txt"));
    }

    @Test
    void remembersNoMissThatWasNone() throws IOException {
        server.file(url("a.pdb", "a.pdb"), new byte[0]);
        try (SymSrvClient client = scene.client("srv*a*" + URL)) {
            missing(client.find(KEY));
            server.file(url("a.pdb", "a.pdb"), pdb());
            found(client.find(KEY));
        }
    }

    @Test
    void takesTheNextFormIfOneIsBad() {
        server.file(url("a.pdb", "a.pdb"), "<html>".getBytes(StandardCharsets.UTF_8));
        server.file(url("a.pdb", "a.pd_"), cab("a.pdb", pdb()));
        assertThat(found(scene.find("srv*a*" + URL))).hasBinaryContent(pdb());
    }

    @Test
    void stopsAskingWhenTheStoreSaysItHasNothing() {
        server.answer(url("a.pdb", "a.pdb"), new FetchResult.Missing(ResultCode.http(404), true, true));
        scene.find("srv*a*" + URL);
        assertThat(server.log()).containsExactly("/s/index2.txt", "/s/a.pdb/" + INDEX + "/a.pdb");
    }

    @Test
    void stopsAskingAStoreThatFails() {
        server.answer(url("a.pdb", ""), new FetchResult.Failed(ResultCode.http(503), "busy"));
        LookupResult.NotFound result = missing(scene.find("srv*a*" + URL));
        assertThat(result.status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(server.log()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "0x01, a.pdb",
        "0x02, a.pd_",
        "0x04, file.ptr",
    })
    void triesOnlyWhatTheFilterAllows(int filter, String leaf) {
        scene.options(options -> options.uriFilter(filter).tiers(1));
        scene.find("srv*a*" + URL);
        assertThat(server.log()).containsExactly("/s/a.pdb/" + INDEX + "/" + leaf);
    }

    @Test
    void asksForTheCompressedFormFirstIfFavoured() {
        scene.options(options -> options.favorCompressed(true).tiers(1));
        scene.find("srv*a*" + URL);
        assertThat(server.log())
                .containsExactly(
                        "/s/a.pdb/" + INDEX + "/a.pd_",
                        "/s/a.pdb/" + INDEX + "/a.pdb",
                        "/s/a.pdb/" + INDEX + "/file.ptr");
    }

    @ParameterizedTest
    @CsvSource({
        "DEFAULT, App.PDB/0ABCdefF/App.PDB",
        "SSQP, app.pdb/0ABCdefF/app.pdb",
        "LOWER, app.pdb/0abcdeff/app.pdb",
        "UPPER, APP.PDB/0ABCDEFF/APP.PDB",
    })
    void spellsAsTheStoreWants(StoreSettings.Casing casing, String path) {
        scene.options(options -> options.tiers(1).uriFilter(1));
        scene.with(builder -> builder.settings(store -> settings(casing, false, StoreSettings.Probe.SEQUENTIAL)));
        scene.find("srv*a*" + URL, LookupRequest.of(new SymbolKey("App.PDB", "0ABCdefF")));
        assertThat(server.log()).containsExactly("/s/" + path);
    }

    @Test
    void asksInTheOtherCasingOnlyIfToldTo() {
        scene.options(options -> options.tiers(1).uriFilter(1));
        LookupRequest request = LookupRequest.of(new SymbolKey("App.pdb", "ABC"));
        scene.find("srv*a*" + URL, request);
        assertThat(server.log()).containsExactly("/s/App.pdb/ABC/App.pdb");
        scene.options(options -> options.uriFilter(0xFF));
        scene.with(builder -> builder.settings(
                store -> settings(StoreSettings.Casing.DEFAULT, true, StoreSettings.Probe.SEQUENTIAL)));
        scene.find("srv*a*" + URL, request);
        assertThat(server.log()).hasSize(7).contains("/s/app.pdb/ABC/app.pdb");
    }

    @ParameterizedTest
    @CsvSource({"a.pdb, true, a.pdb", "a.pd_, false, a.pd_", "both, true, a.pdb"})
    void asksForAllFormsAtOnceAndTakesTheFirst(String there, boolean plain, String taken) {
        scene.with(builder ->
                builder.settings(store -> settings(StoreSettings.Casing.DEFAULT, false, StoreSettings.Probe.PARALLEL)));
        if (!there.equals("a.pd_")) {
            server.file(url("a.pdb", "a.pdb"), pdb());
        }
        if (!there.equals("a.pdb")) {
            server.file(url("a.pdb", "a.pd_"), cab("a.pdb", pdb()));
        }
        assertThat(found(scene.find("srv*a*" + URL))).hasBinaryContent(pdb());
        assertThat(scene.trace())
                .filteredOn(line -> line.contains("UNCOMPRESS"))
                .hasSize(plain ? 0 : 1);
        assertThat(scene.trace()).anyMatch(line -> line.contains("  " + taken + " from " + URL));
        assertThat(scene.files()).containsExactly(place("a", "a.pdb"), "a/pingme.txt");
    }

    @Test
    void asksAgainForFormsThatWereGivenUpTooEarly() {
        scene.with(builder ->
                builder.settings(store -> settings(StoreSettings.Casing.DEFAULT, false, StoreSettings.Probe.PARALLEL)));
        server.file(url("a.pdb", "a.pdb"), "<html>".getBytes(StandardCharsets.UTF_8));
        server.file(url("a.pdb", "a.pd_"), cab("a.pdb", pdb()));
        assertThat(found(scene.find("srv*a*" + URL))).hasBinaryContent(pdb());
    }

    @Test
    void onlyLooksIfNothingIsToBeCopied() {
        server.file(url("a.pdb", "a.pdb"), pdb());
        scene.options(options -> options.noCopy(true));
        LookupResult.Located result = (LookupResult.Located) scene.find("srv*a*https://u:p@h/s?sig=1");
        assertThat(result.location()).isEqualTo("https://***@h/s/a.pdb/" + INDEX + "/a.pdb?***");
        assertThat(scene.files()).isEmpty();
    }

    @Test
    void asksNoServerWhenOffline() {
        scene.options(options -> options.offline(true));
        assertThat(missing(scene.find("srv*a*" + URL)).status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(server.log()).isEmpty();
    }

    @Test
    void sendsChecksumsAndTheHeaderOfTheOptions() {
        scene.options(options -> options.authorization("Bearer x").tiers(1));
        scene.find("srv*a*" + URL, LookupRequest.of(KEY).withChecksum("SHA256:00"));
        assertThat(server.requests()).allSatisfy(request -> {
            assertThat(request.checksum()).contains("SHA256:00");
            assertThat(request.settings().headers()).containsEntry("Authorization", "Bearer x");
        });
    }

    @Test
    void reportsTheMostTellingOfAllReasons() {
        server.answer("https://denied/", new FetchResult.Failed(ResultCode.http(401), "no"));
        server.answer("https://down/", new FetchResult.Failed(ResultCode.CANNOT_CONNECT, "down"));
        LookupResult.NotFound result = missing(scene.find("srv*a*https://down/s;srv*a*https://denied/s;srv*a*" + URL));
        assertThat(result.status()).isEqualTo(Status.DENIED);
        assertThat(result.code()).isEqualTo(ResultCode.http(401));
        assertThat(result.attempts()).extracting(attempt -> attempt.store()).contains("https://down/s", URL);
    }

    @Test
    void looksUpManyKeysAtOnce() throws IOException {
        List<UUID> guids = java.util.stream.LongStream.range(0, 40)
                .mapToObj(i -> new UUID(7, i))
                .toList();
        for (UUID guid : guids) {
            if (guid.getLeastSignificantBits() % 2 == 0) {
                SymbolKey each = key("m.pdb", guid);
                server.file(URL + "/m.pdb/" + each.index() + "/m.pdb", pdb(guid));
            }
        }
        try (SymSrvClient client = scene.client("srv*a*" + URL)) {
            List<LookupResult> results =
                    client.find(guids.stream().map(guid -> key("m.pdb", guid)).toList());
            for (int i = 0; i < results.size(); i++) {
                if (i % 2 == 0) {
                    assertThat(found(results.get(i))).hasBinaryContent(pdb(guids.get(i)));
                } else {
                    missing(results.get(i));
                }
            }
        }
        assertThat(server.log()).filteredOn("/s/index2.txt"::equals).hasSize(1);
    }
}
