// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import static dev.symkit.symsrv.ClientScene.KEY;
import static dev.symkit.symsrv.ClientScene.URL;
import static dev.symkit.symsrv.ClientScene.pdb;
import static dev.symkit.symsrv.ClientScene.place;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.symsrv.ClientScene;
import dev.symkit.symsrv.SymSrvClient;
import dev.symkit.testkit.PeBuilder;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trace, as public logs have it (15.1). */
class TraceTest {
    private static final String PUBLIC = "https://msdl.microsoft.com/download/symbols";

    @TempDir
    Path root;

    @Test
    void readsLikeThatOfSymSrv() throws IOException {
        byte[] image =
                new PeBuilder().timestamp(0xAFBF9EF6L).sizeOfImage(0x354000).build();
        try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
            Path programData = windows.getPath("C:\\ProgramData\\Dbg");
            Files.createDirectories(programData);
            ClientScene scene = new ClientScene(programData);
            scene.with(builder -> builder.defaultStore(programData.resolve("sym")));
            scene.server().file(PUBLIC + "/combase.dll/AFBF9EF6354000/combase.dll", image);
            try (SymSrvClient client = scene.client("srv*")) {
                client.find(new SymbolKey("combase.dll", "AFBF9EF6354000"));
            }
            String key = "C:\\ProgramData\\Dbg\\sym\\combase.dll\\AFBF9EF6354000\\";
            assertThat(scene.trace())
                    .containsExactly(
                            "SYMSRV:  BYINDEX: 0x1",
                            "         C:\\ProgramData\\Dbg\\sym*" + PUBLIC,
                            "         combase.dll",
                            "         AFBF9EF6354000",
                            "SYMSRV:  UNC: " + key + "combase.dll - path not found",
                            "SYMSRV:  UNC: " + key + "combase.dl_ - path not found",
                            "SYMSRV:  UNC: " + key + "file.ptr - path not found",
                            "SYMSRV:  HTTPGET: /download/symbols/index2.txt",
                            "SYMSRV:  HttpQueryInfo: 80190194 - HTTP_STATUS_NOT_FOUND",
                            "SYMSRV:  HTTPGET: /download/symbols/combase.dll/AFBF9EF6354000/combase.dll",
                            "SYMSRV:  HttpQueryInfo: 801900c8 - HTTP_STATUS_OK",
                            "SYMSRV:  combase.dll from " + PUBLIC + ": " + image.length + " bytes - copied",
                            "SYMSRV:  PATH: " + key + "combase.dll",
                            "SYMSRV:  RESULT: 0x00000000");
        }
    }

    @Test
    void saysWhatIsNotThereAndWhatIsCached() {
        ClientScene scene = new ClientScene(root);
        scene.put(place("a", "x"), "x");
        scene.put(place("c", "a.pdb"), pdb());
        scene.find("srv*a*b*c");
        String a = scene.at(place("a", "")).toString();
        assertThat(scene.trace())
                .contains(
                        "SYMSRV:  UNC: " + a + "/a.pdb - file not found",
                        "SYMSRV:  UNC: " + scene.at(place("b", "a.pdb")) + " - path not found",
                        "SYMSRV:  a.pdb from c: " + pdb().length + " bytes - copied");
        scene.trace().clear();
        scene.find("srv*a*b*c");
        assertThat(scene.trace())
                .containsExactly(
                        "SYMSRV:  BYINDEX: 0x1",
                        "         a*b*c",
                        "         a.pdb",
                        "         " + KEY.index(),
                        "SYMSRV:  CACHED: " + a + "/a.pdb",
                        "SYMSRV:  PATH: " + a + "/a.pdb",
                        "SYMSRV:  RESULT: 0x00000000");
    }

    @Test
    void countsSearchesInHex() throws IOException {
        ClientScene scene = new ClientScene(root);
        try (SymSrvClient client = scene.client("srv*a")) {
            for (int i = 0; i < 27; i++) {
                client.find(KEY);
            }
        }
        assertThat(scene.trace()).contains("SYMSRV:  BYINDEX: 0xA", "SYMSRV:  BYINDEX: 0x1B");
        assertThat(scene.trace()).contains("SYMSRV:  RESULT: 0x80070003");
    }

    @Test
    void showsNoSecret() throws IOException {
        ClientScene scene = new ClientScene(root);
        scene.server().file(URL + "/a.pdb/" + KEY.index() + "/a.pdb", pdb());
        List<Object> shown = new ArrayList<>(List.of(scene.find("srv*a*https://me:secret@h/s?sig=secret")));
        shown.addAll(scene.trace());
        assertThat(shown.toString()).doesNotContain("secret").contains("https://***@h/s?***");
    }
}
