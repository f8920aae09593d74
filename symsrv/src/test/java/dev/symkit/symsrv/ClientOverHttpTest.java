// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv;

import static dev.symkit.symsrv.ClientScene.KEY;
import static dev.symkit.symsrv.ClientScene.cab;
import static dev.symkit.symsrv.ClientScene.pdb;
import static dev.symkit.symsrv.ClientScene.place;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.symsrv.http.FetcherConfig;
import dev.symkit.symsrv.http.JdkHttpFetcher;
import dev.symkit.symsrv.settings.StoreSettings;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.Status;
import dev.symkit.testkit.http.Replies;
import dev.symkit.testkit.http.ScriptedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search together with the HTTP side, against a server on a loopback port. */
class ClientOverHttpTest {
    @TempDir
    Path root;

    private ScriptedServer server;
    private ClientScene scene;
    private String path;

    @BeforeEach
    void start() throws IOException {
        server = ScriptedServer.start();
        path = "srv*c*" + server.url("/s");
        scene = new ClientScene(root);
        scene.with(builder -> {
            try {
                return builder.fetcher(
                        JdkHttpFetcher.open(FetcherConfig.in(Map.of()).build()));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static String at(String leaf) {
        return "/s/a.pdb/" + KEY.index() + "/" + leaf;
    }

    @Test
    void asksForTheTierAndThreeCandidatesAndThenForThreeMore() throws IOException {
        try (SymSrvClient client = scene.client(path)) {
            assertThat(client.find(KEY)).isInstanceOf(LookupResult.NotFound.class);
            assertThat(server.paths()).containsExactly("/s/index2.txt", at("a.pdb"), at("a.pd_"), at("file.ptr"));
            client.find(new SymbolKey("b.pdb", "K"));
            assertThat(server.paths()).hasSize(7);
        }
    }

    @Test
    void fetchesFromATwoTierStore() {
        server.on("/s/index2.txt", Replies.status(200));
        server.on("/s/a" + at("a.pd_").substring(2), Replies.ok(cab("a.pdb", pdb())));
        LookupResult.Found found = (LookupResult.Found) scene.find(path);
        assertThat(found.path()).isEqualTo(scene.at(place("c", "a.pdb"))).hasBinaryContent(pdb());
        assertThat(server.paths())
                .containsExactly(
                        "/s/index2.txt",
                        "/s/a" + at("a.pdb").substring(2),
                        "/s/a" + at("a.pd_").substring(2));
    }

    @Test
    void keepsNothingThatIsHtmlOrEmpty() {
        server.on(
                at("a.pdb"),
                Replies.ok("<html>sign in</html>".getBytes(StandardCharsets.UTF_8), "Content-Type: text/html"));
        LookupResult.NotFound html = (LookupResult.NotFound) scene.find(path);
        assertThat(html.status()).isEqualTo(Status.UNAVAILABLE);
        server.on(at("a.pdb"), Replies.ok(new byte[0]));
        LookupResult.NotFound empty = (LookupResult.NotFound) scene.find(path);
        assertThat(empty.status()).isEqualTo(Status.BAD_FILE);
        assertThat(scene.files()).noneMatch(file -> file.contains("a.pdb"));
    }

    @Test
    void onlyLooksIfNothingIsToBeCopied() {
        server.on(at("a.pdb"), Replies.ok(pdb()));
        scene.options(options -> options.noCopy(true));
        LookupResult.Located located = (LookupResult.Located) scene.find(path);
        assertThat(located.location()).isEqualTo(server.url(at("a.pdb")));
        assertThat(scene.files()).isEmpty();
    }

    @Test
    void asksForAllFormsAtOnce() {
        StoreSettings d = StoreSettings.DEFAULT;
        StoreSettings parallel = new StoreSettings(
                d.casing(),
                false,
                1,
                0xFF,
                d.on403(),
                d.ranges(),
                StoreSettings.Probe.PARALLEL,
                d.pointers(),
                0,
                Map.of());
        scene.with(builder -> builder.settings(store -> parallel));
        server.on(at("a.pd_"), Replies.ok(cab("a.pdb", pdb())));
        assertThat(((LookupResult.Found) scene.find(path)).path()).hasBinaryContent(pdb());
        assertThat(scene.files()).containsExactly(place("c", "a.pdb"), "c/pingme.txt");
    }
}
