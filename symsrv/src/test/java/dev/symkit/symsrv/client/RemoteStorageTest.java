// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import static dev.symkit.symsrv.ClientScene.KEY;
import static dev.symkit.symsrv.ClientScene.URL;
import static dev.symkit.symsrv.ClientScene.cab;
import static dev.symkit.symsrv.ClientScene.pdb;
import static dev.symkit.symsrv.ClientScene.place;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import dev.symkit.symsrv.ClientScene;
import dev.symkit.symsrv.StorePing;
import dev.symkit.symsrv.SymSrvClient;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.symsrv.spi.Status;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores on servers that a storage plug-in reaches: files there can be read and written, but not opened in place. */
class RemoteStorageTest {
    private static final String SHARE = "\\\\host\\share";

    @TempDir
    Path root;

    private ClientScene scene;

    @BeforeEach
    void set() {
        scene = new ClientScene(root);
        scene.with(builder -> builder.storages(store -> {
            assertThat(store).startsWith(SHARE);
            String below = store.substring(SHARE.length()).replace('\\', '/');
            return StoreStorages.local(scene.at("share" + below), StorageOptions.DEFAULT);
        }));
    }

    private static Path found(LookupResult result) {
        assertThat(result).isInstanceOf(LookupResult.Found.class);
        return ((LookupResult.Found) result).path();
    }

    @Test
    void fetchesAFileFromAShare() {
        scene.put(place("share/sym", "a.pdb"), pdb());
        assertThat(found(scene.find("srv*c*" + SHARE + "\\sym"))).isEqualTo(scene.at(place("c", "a.pdb")));
        assertThat(found(scene.find("srv*" + SHARE + "\\sym"))).isEqualTo(scene.at(place("default", "a.pdb")));
        assertThat(scene.trace()).contains("         " + scene.at("default") + "*" + SHARE + "\\sym");
    }

    @Test
    void takesAFileThatVanishesForAbsent() throws IOException {
        Path file = scene.put(place("share", "a.pdb"), pdb());
        scene.put(place("share", "a.pd_"), cab("a.pdb", pdb()));
        StoreStorage real = StoreStorages.local(scene.at("share"), StorageOptions.DEFAULT);
        StoreStorage vanishing = (StoreStorage) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {StoreStorage.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("open")) {
                        Files.deleteIfExists(file);
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        scene.with(builder -> builder.storages(store -> vanishing));
        assertThat(found(scene.find("srv*c*" + SHARE))).hasBinaryContent(pdb());
        assertThat(scene.trace()).anyMatch(line -> line.endsWith("a.pdb - file not found"));
    }

    @Test
    void fetchesACompressedFileHoweverItIsSpelled() {
        scene.put("share/A.PDB/" + KEY.index() + "/A.PD_", cab("a.pdb", pdb()));
        assertThat(found(scene.find("srv*c*" + SHARE))).hasBinaryContent(pdb());
    }

    @Test
    void putsWhatItFetchesIntoAShare() {
        scene.server().file(URL + "/a.pdb/" + KEY.index() + "/a.pd_", cab("a.pdb", pdb()));
        assertThat(found(scene.find("srv*c*" + SHARE + "\\new*" + URL))).isEqualTo(scene.at(place("c", "a.pdb")));
        assertThat(scene.at(place("share/new", "a.pd_"))).hasBinaryContent(cab("a.pdb", pdb()));
        assertThat(scene.files()).noneMatch(file -> file.startsWith("tmp/") && !file.endsWith("pingme.txt"));
    }

    @Test
    void usesAShareAsCacheWithACopyThatCanBeOpened() {
        scene.server().file(URL + "/a.pdb/" + KEY.index() + "/a.pdb", pdb());
        assertThat(found(scene.find("srv*" + SHARE + "*" + URL))).isEqualTo(scene.at(place("default", "a.pdb")));
        assertThat(scene.at(place("share", "a.pdb"))).hasBinaryContent(pdb());
    }

    @Test
    void changesNothingInAnEntryThatIsManaged() {
        scene.put(place("share", "refs.ptr"), "1,file,\"x\"");
        scene.put(place("share", "a.pdb"), "not usable");
        scene.put(place("s", "a.pdb"), pdb());
        found(scene.find("srv*c*" + SHARE + "*s"));
        assertThat(scene.at(place("share", "a.pdb"))).hasContent("not usable");
    }

    @Test
    void followsPointersIntoAShare() {
        scene.put("share/drop/x.pdb", pdb());
        scene.put(place("s", "file.ptr"), SHARE + "\\drop\\x.pdb");
        assertThat(found(scene.find("srv*c*s"))).hasBinaryContent(pdb());
    }

    @Test
    void onlyLooksIfNothingIsToBeCopied() {
        scene.put(place("share", "a.pdb"), pdb());
        scene.options(options -> options.noCopy(true));
        LookupResult.Located result = (LookupResult.Located) scene.find("srv*c*" + SHARE);
        assertThat(result.location()).isEqualTo(SHARE + "\\a.pdb\\" + KEY.index() + "\\a.pdb");
    }

    @Test
    void remembersMissesOfAShareAndAsksNoneOffline() throws IOException {
        try (SymSrvClient client = scene.client("srv*c*" + SHARE)) {
            client.find(KEY);
            scene.put(place("share", "a.pdb"), pdb());
            assertThat(client.find(KEY)).isInstanceOf(LookupResult.NotFound.class);
            client.clearMisses();
            found(client.find(KEY));
            assertThat(client.isStore(SHARE)).isFalse();
            scene.put("share/pingme.txt", "");
            assertThat(client.isStore(SHARE)).isTrue();
            assertThat(client.ping(SHARE).reachable()).isTrue();
        }
        scene.options(options -> options.offline(true));
        LookupResult.NotFound offline = (LookupResult.NotFound)
                scene.find("srv*d*" + SHARE, dev.symkit.symsrv.spi.LookupRequest.of(new SymbolKey("b.pdb", "K")));
        assertThat(offline.code()).isEqualTo(ResultCode.CANNOT_CONNECT);
    }

    @Test
    void pingsASharesRoot() throws IOException {
        scene.put("share/two/index2.txt", "");
        scene.put("share/one/pingme.txt", "");
        try (SymSrvClient client = scene.client("srv*c*" + SHARE)) {
            assertThat(client.ping(SHARE + "\\two").layout()).isEqualTo("two-tier");
            StorePing one = client.ping(SHARE + "\\one");
            assertThat(one.reachable()).isTrue();
            assertThat(one.layout() + one.reason()).isEqualTo("one-tieris there");
            StorePing none = client.ping(SHARE + "\\none");
            assertThat(none.reachable()).isFalse();
            assertThat(none.code()).isEqualTo(ResultCode.PATH_NOT_FOUND);
        }
    }

    @Test
    void saysWhyAShareCannotBeUsed() throws IOException {
        scene.with(builder -> builder.storages(store -> {
            throw store.endsWith("share")
                    ? new StoreException(StoreException.Reason.NOT_A_STORE, "the name is missing")
                    : new StoreException(StoreException.Reason.NO_PLUGIN, "x");
        }));
        try (SymSrvClient client = scene.client("srv*c*" + SHARE)) {
            LookupResult.NotFound result = (LookupResult.NotFound) client.find(KEY);
            assertThat(result.code()).isEqualTo(ResultCode.BAD_NETWORK_PATH);
            assertThat(result.reason()).isEqualTo(SHARE + ": the name is missing");
            assertThat(client.ping(SHARE).reason()).isEqualTo("the name is missing");
            assertThat(client.ping("\\\\other\\x").reason())
                    .isEqualTo("the share is not mounted, and there is no plug-in");
        }
    }

    @Test
    void asksNoShareForPlainFilesWhenOffline() {
        scene.put("share/d/a.pdb", pdb());
        scene.with(builder -> builder.storages(store -> {
            throw new IOException("asked");
        }));
        scene.options(options -> options.offline(true));
        LookupResult.NotFound plain = (LookupResult.NotFound) scene.find(SHARE + "\\d");
        assertThat(plain.status()).isEqualTo(Status.UNAVAILABLE);
    }

    @Test
    void searchesAShareAsPlainDirectory() {
        scene.put("share/d/dll/a.pdb", pdb());
        LookupResult result = scene.find(
                "cache*c;" + SHARE + "\\d",
                dev.symkit.symsrv.spi.LookupRequest.of(KEY).withImage("a.dll"));
        assertThat(found(result)).isEqualTo(scene.at(place("c", "a.pdb")));
    }
}
