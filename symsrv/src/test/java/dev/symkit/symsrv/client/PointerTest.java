// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import static dev.symkit.symsrv.ClientScene.KEY;
import static dev.symkit.symsrv.ClientScene.URL;
import static dev.symkit.symsrv.ClientScene.cab;
import static dev.symkit.symsrv.ClientScene.pdb;
import static dev.symkit.symsrv.ClientScene.place;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.path.PathMap;
import dev.symkit.symsrv.ClientScene;
import dev.symkit.symsrv.settings.StoreSettings;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointerTest {
    private static final String REST = KEY.name() + "/" + KEY.index() + "/";

    @TempDir
    Path root;

    private ClientScene scene;

    @BeforeEach
    void set() {
        scene = new ClientScene(root);
        scene.with(builder -> builder.shares(new PathMap(List.of(
                new PathMap.Mapping("\\\\host\\share", root.resolve("mnt").toString())))));
    }

    private static Path found(LookupResult result) {
        assertThat(result).isInstanceOf(LookupResult.Found.class);
        return ((LookupResult.Found) result).path();
    }

    private static LookupResult.NotFound missing(LookupResult result) {
        assertThat(result).isInstanceOf(LookupResult.NotFound.class);
        return (LookupResult.NotFound) result;
    }

    private void policy(StoreSettings.Pointers policy) {
        StoreSettings d = StoreSettings.DEFAULT;
        StoreSettings settings =
                new StoreSettings(d.casing(), false, 0, 0xFF, d.on403(), d.ranges(), d.probe(), policy, 0, d.headers());
        scene.with(builder -> builder.settings(store -> settings));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s/build/x.pdb",
                "PATH:%s/build/x.pdb",
                "path: %s/build/x.pdb\r\n",
                "MSG: fresh\r\nPATH:%s/build/x.pdb"
            })
    void followsEveryFormOfAPathToTheRealFile(String text) {
        Path target = scene.put("build/x.pdb", pdb());
        scene.put(place("b", "file.ptr"), text.replace("%s", root.toString()));
        assertThat(found(scene.find("srv*b"))).isEqualTo(target);
        assertThat(found(scene.find("srv*a*b")))
                .isEqualTo(scene.at(place("a", "a.pdb")))
                .hasBinaryContent(pdb());
        assertThat(scene.files()).doesNotContain(place("a", "file.ptr"));
    }

    @ParameterizedTest
    @CsvSource({"../build/x.pdb", ".\\sub\\x.pdb", "sub/x.pdb", "beside.pdb"})
    void followsARelativePathFromTheRootOfTheStoreOrFromThePointer(String text) {
        scene.put("build/x.pdb", pdb());
        scene.put("b/sub/x.pdb", pdb());
        scene.put(place("b", "beside.pdb"), pdb());
        scene.put(place("b", "file.ptr"), text);
        found(scene.find("srv*a*b"));
        assertThat(scene.at(place("a", "a.pdb"))).hasBinaryContent(pdb());
    }

    @Test
    void followsAShareWhereItIsMounted() {
        scene.put("mnt/drop/X.pdb", pdb());
        scene.put(place("b", "file.ptr"), "\\\\HOST\\Share\\drop\\x.pdb");
        assertThat(found(scene.find("srv*a*b"))).hasBinaryContent(pdb());
    }

    @Test
    void unpacksACompressedTarget() {
        scene.put("build/a.pd_", cab("a.pdb", pdb()));
        scene.put(place("c", "file.ptr"), root + "/build/a.pdb");
        assertThat(found(scene.find("srv*a*b*c")))
                .isEqualTo(scene.at(place("a", "a.pdb")))
                .hasBinaryContent(pdb());
        assertThat(scene.at(place("b", "a.pd_"))).exists();
    }

    @Test
    void looksIntoTheDirectoryOfCompressedPdbs() {
        scene.put("build/msfz0/a.pdb", pdb());
        scene.put(place("b", "file.ptr"), root + "/build/a.pdb");
        assertThat(found(scene.find("srv*a*b"))).hasBinaryContent(pdb());
    }

    @Test
    void goesOnInTheStoreThatThePointerLeadsTo() {
        scene.put("other/index2.txt", "");
        scene.put("other/a/" + REST + "a.pd_", cab("a.pdb", pdb()));
        scene.put(place("b", "file.ptr"), root + "/other/" + REST + "a.pdb");
        assertThat(found(scene.find("srv*a*b"))).hasBinaryContent(pdb());
    }

    @Test
    void followsUpToFourPointers() {
        for (int i = 0; i < 4; i++) {
            scene.put(place("p" + i, "file.ptr"), root + "/p" + (i + 1) + "/" + REST + "a.pdb");
        }
        scene.put(place("p4", "a.pdb"), pdb());
        assertThat(found(scene.find("srv*a*p0"))).hasBinaryContent(pdb());
        scene.put(place("p", "file.ptr"), root + "/p0/" + REST + "a.pdb");
        LookupResult.NotFound result = missing(scene.find("srv*a2*p"));
        assertThat(result.status()).isEqualTo(Status.BAD_FILE);
        assertThat(result.reason()).contains("more than 4 pointers");
    }

    @Test
    void noticesALoop() {
        scene.put(place("b", "file.ptr"), root + "/c/" + REST + "a.pdb");
        scene.put(place("c", "file.ptr"), root + "/b/" + REST + "a.pdb");
        LookupResult.NotFound result = missing(scene.find("srv*a*b"));
        assertThat(result.status()).isEqualTo(Status.BAD_FILE);
        assertThat(result.reason()).contains("pointer loop");
    }

    @Test
    void showsTheMessageOfAStore() {
        scene.put(place("b", "file.ptr"), "MSG: ask Ann");
        LookupResult.NotFound result = missing(scene.find("srv*a*b"));
        assertThat(result.status()).isEqualTo(Status.MISS);
        assertThat(result.message()).contains("ask Ann");
        scene.put(place("c", "a.pdb"), pdb());
        LookupResult.Found found = (LookupResult.Found) scene.find("srv*a*b*c");
        assertThat(found.message()).contains("ask Ann");
    }

    @Test
    void endsTheSearchIfAStoreWhoseWordCountsSaysSo() {
        scene.put(place("b", "file.ptr"), "MSG: NoLongerIndexed since 2020");
        scene.put(place("c", "a.pdb"), pdb());
        found(scene.find("srv*b;srv*c"));
        scene.options(options -> options.noLongerIndexedAuthoritative(true));
        assertThat(missing(scene.find("srv*n*b*c")).message())
                .hasValueSatisfying(text -> assertThat(text).contains("since 2020"));
        missing(scene.find("srv*b;srv*c"));
    }

    @Test
    void copiesThePointerIntoAStoreThatWantsPointers() {
        Path target = scene.put("build/x.pdb", pdb());
        scene.put(place("c", "file.ptr"), target.toString());
        scene.put("b/wantsptr.txt", "");
        assertThat(found(scene.find("srv*a*b*c"))).isEqualTo(scene.at(place("a", "a.pdb")));
        assertThat(scene.at(place("b", "file.ptr"))).hasContent(target.toString());
        assertThat(scene.files()).doesNotContain(place("b", "a.pdb"));
        assertThat(found(scene.find("srv*a3*b"))).hasBinaryContent(pdb());
    }

    @Test
    void copiesTheFileWhereAPointerWouldMeanSomethingElse() {
        scene.put("c/sub/x.pdb", pdb());
        scene.put(place("c", "file.ptr"), "sub/x.pdb");
        scene.put("b/wantsptr.txt", "");
        found(scene.find("srv*a*b*c"));
        assertThat(scene.files()).contains(place("b", "a.pdb")).doesNotContain(place("b", "file.ptr"));
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, inside, false",
        "SAME_STORE, inside, true",
        "SAME_STORE, configured, false",
        "SAME_STORE, share, false",
        "UNC, inside, true",
        "UNC, configured, true",
        "UNC, share, true",
        "UNC, outside, false",
        "ANY, outside, true",
        "DEFAULT, outside, true",
    })
    void goesOnlyWhereThePolicyAllows(StoreSettings.Pointers policy, String where, boolean allowed) {
        policy(policy);
        for (String place : List.of("b/sub", "c/sub", "mnt/sub", "else")) {
            scene.put(place + "/x.pdb", pdb());
        }
        String target = switch (where) {
            case "inside" -> "sub/x.pdb";
            case "configured" -> root + "/c/sub/x.pdb";
            case "share" -> "\\\\host\\share\\sub\\x.pdb";
            default -> root + "/else/x.pdb";
        };
        scene.put(place("b", "file.ptr"), target);
        assertThat(scene.find("srv*a*b;srv*c") instanceof LookupResult.Found).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"%s/secret.pdb", "\\\\host\\share\\..\\secret.pdb", "%s/c/../secret.pdb", "http://elsewhere/x.pdb"})
    void refusesToBeLedAnywhereByAnHttpStore(String text) {
        scene.put("secret.pdb", pdb());
        scene.put("mnt/x", "");
        scene.server().file("http://elsewhere/x.pdb", pdb());
        scene.server()
                .file(
                        URL + "/" + REST + "file.ptr",
                        text.replace("%s", root.toString()).getBytes(StandardCharsets.UTF_8));
        assertThat(missing(scene.find("srv*a*" + URL + ";srv*c")).status()).isIn(Status.DENIED, Status.MISS);
        assertThat(scene.server().log()).doesNotContain("/x.pdb");
        assertThat(scene.files()).noneMatch(file -> file.startsWith("a/"));
    }

    @Test
    void isNotLedByAnHttpStoreThroughAShareToLocalFiles() {
        scene.put("secret.pdb", pdb());
        scene.put("mnt/" + REST + "file.ptr", root + "/secret.pdb");
        scene.server()
                .file(
                        URL + "/" + REST + "file.ptr",
                        ("\\\\host\\share\\" + REST.replace('/', '\\') + "a.pdb").getBytes(StandardCharsets.UTF_8));
        assertThat(missing(scene.find("srv*a*" + URL)).status()).isEqualTo(Status.DENIED);
    }

    @ParameterizedTest
    @CsvSource({"PATH:\\\\host\\share\\x.pdb", "https://h/s/moved/x.pdb", "moved/x.pdb"})
    void followsPointersOfAnHttpStore(String text) {
        scene.put("mnt/x.pdb", pdb());
        scene.server().file(URL + "/moved/x.pdb", pdb());
        scene.server().file(URL + "/" + REST + "file.ptr", text.getBytes(StandardCharsets.UTF_8));
        assertThat(found(scene.find("srv*a*" + URL)))
                .isEqualTo(scene.at(place("a", "a.pdb")))
                .hasBinaryContent(pdb());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "D:\\drop\\x.pdb",
                "\\drop\\x.pdb",
                "\\\\nohost\\share\\x.pdb",
                "none/x.pdb",
                "..",
                "/"
            })
    void findsNothingWhereAPointerLeadsNowhere(String text) {
        scene.put(place("b", "file.ptr"), text.isEmpty() ? "\r\n" : text);
        LookupResult.NotFound result = missing(scene.find("srv*a*b"));
        assertThat(result.status()).isIn(Status.MISS, Status.UNAVAILABLE, Status.BAD_FILE);
    }

    @Test
    void ignoresAPointerThatIsTooLarge() {
        scene.put(place("b", "file.ptr"), " ".repeat(33_000) + root + "/x.pdb");
        scene.put("x.pdb", pdb());
        assertThat(missing(scene.find("srv*a*b")).status()).isEqualTo(Status.BAD_FILE);
        scene.server().file(URL + "/" + REST + "file.ptr", new byte[33_000]);
        assertThat(missing(scene.find("srv*a*" + URL)).status()).isEqualTo(Status.BAD_FILE);
    }

    @Test
    void masksSecretsOfATarget() throws IOException {
        scene.put(place("b", "file.ptr"), "https://u:secret@h/x/y.pdb?sig=secret");
        scene.find("srv*a*b");
        assertThat(scene.trace()).anyMatch(line -> line.contains("POINTER: https://***@h/x/y.pdb?***"));
        assertThat(String.join("\n", scene.trace())).doesNotContain("secret");
        assertThat(Files.exists(scene.at("a"))).isFalse();
    }
}
