// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv;

import static dev.symkit.symsrv.ClientScene.KEY;
import static dev.symkit.symsrv.ClientScene.URL;
import static dev.symkit.symsrv.ClientScene.pdb;
import static dev.symkit.symsrv.ClientScene.place;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.layout.Tier;
import dev.symkit.symsrv.http.FetchResult;
import dev.symkit.symsrv.settings.LookupOptions;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.LookupRequest;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.ResultCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymSrvClientTest {
    @TempDir
    Path root;

    private ClientScene scene;

    @BeforeEach
    void set() {
        scene = new ClientScene(root);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pingme.txt", "index2.txt", "000Admin/server.txt"})
    void knowsAStoreByItsFiles(String file) throws IOException {
        scene.put("s/" + file, "");
        scene.put("d/x.txt", "");
        scene.server().file(URL + "/" + file, new byte[0]);
        try (SymSrvClient client = scene.client("srv*c")) {
            assertThat(client.isStore("s")).isTrue();
            assertThat(client.isStore("d")).isFalse();
            assertThat(client.isStore("none")).isFalse();
            assertThat(client.isStore("\\\\host\\share")).isFalse();
            assertThat(client.isStore(URL)).isEqualTo(!file.startsWith("000Admin"));
        }
    }

    /** Who was killed while another one put the file in place left something that nobody writes beside any more. */
    @Test
    void removesWhatKilledOnesLeftBesideAFileInACache() {
        scene.put(place("c", "a.pdb"), pdb());
        scene.put(place("c", "~0123456789abcdef.tmp"), pdb());
        scene.put(place("c", "~0123456789abcdef.txt"), "not one");
        scene.find("srv*c*" + URL);
        assertThat(scene.files()).containsExactly(place("c", "a.pdb"), place("c", "~0123456789abcdef.txt"));
    }

    @Test
    void removesNothingFromAStoreThatIsNoCache() {
        scene.put(place("s", "a.pdb"), pdb());
        scene.put(place("s", "~0123456789abcdef.tmp"), pdb());
        scene.find("srv*s");
        assertThat(scene.files()).contains(place("s", "~0123456789abcdef.tmp"));
        scene.find("srv*c*s");
        assertThat(scene.files()).contains(place("s", "~0123456789abcdef.tmp"), place("c", "a.pdb"));
    }

    @Test
    void pingsDirectoriesAndServers() throws IOException {
        scene.put("s/index2.txt", "");
        scene.server()
                .answer("https://down/", new FetchResult.Failed(ResultCode.CANNOT_CONNECT, "no connection"))
                .answer("https://denied/", new FetchResult.Failed(ResultCode.http(401), "who are you"));
        try (SymSrvClient client = scene.client("srv*c")) {
            StorePing folder = client.ping("s");
            assertThat(folder.reachable()).isTrue();
            assertThat(folder.tier()).contains(Tier.TWO);
            assertThat(client.ping("none").reachable()).isFalse();
            assertThat(client.ping("none").code()).isEqualTo(ResultCode.PATH_NOT_FOUND);
            StorePing server = client.ping(URL);
            assertThat(server.reachable()).isTrue();
            assertThat(server.code()).isEqualTo(ResultCode.http(404));
            assertThat(server.tier()).contains(Tier.ONE);
            StorePing down = client.ping("https://down/s");
            assertThat(down.reachable()).isFalse();
            assertThat(down.reason()).isEqualTo("no connection");
            assertThat(down.tier()).isEmpty();
            assertThat(client.ping("https://denied/s").reachable()).isTrue();
            assertThat(client.ping("\\\\host\\share").code()).isEqualTo(ResultCode.BAD_NETWORK_PATH);
        }
    }

    @Test
    void staysSecureAndOfflineWhateverALookUpAsks() throws IOException {
        scene.options(options -> options.secure(true).offline(true));
        scene.put(place("c", "a.pdb"), pdb());
        scene.server().file(URL + "/a.pdb/" + KEY.index() + "/a.pdb", pdb());
        try (SymSrvClient client = scene.client("srv*c*" + URL)) {
            LookupResult result = client.find(LookupRequest.of(KEY), LookupOptions.DEFAULT, LookupListener.NONE);
            assertThat(result).isInstanceOf(LookupResult.NotFound.class);
        }
        assertThat(scene.server().log()).isEmpty();
    }

    @Test
    void answersForNoKeysToo() throws IOException {
        try (SymSrvClient client = scene.client("srv*c")) {
            assertThat(client.find(List.of())).isEmpty();
        }
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> SymSrvClient.builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no fetcher given");
    }

    @Test
    void showsNoHeaderOfTheOptions() {
        LookupOptions options =
                LookupOptions.builder().authorization("Bearer secret").build();
        assertThat(options.toString()).doesNotContain("secret");
        assertThat(options.toBuilder().build()).isEqualTo(options);
        assertThatThrownBy(() -> LookupOptions.builder().tiers(3).build()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void findsProvidersInADirectoryAndSaysWhichCannotBeUsed() throws IOException {
        Path plugins = Files.createDirectories(scene.at("plugins"));
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(plugins.resolve("x.jar")))) {
            jar.putNextEntry(new JarEntry("META-INF/services/dev.symkit.symsrv.spi.SymbolServerProvider"));
            jar.write("no.such.Provider\n".getBytes(StandardCharsets.UTF_8));
        }
        try (Plugins open = Plugins.open(plugins, getClass().getClassLoader());
                Plugins none = Plugins.open(scene.at("none"), getClass().getClassLoader())) {
            assertThat(open.providers()).isEmpty();
            assertThat(open.warnings()).hasSize(1).first().asString().contains("no.such.Provider");
            assertThat(none.warnings()).isEmpty();
        }
    }
}
