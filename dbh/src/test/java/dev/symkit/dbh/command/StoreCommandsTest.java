// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.symkit.dbh.Answers;
import dev.symkit.dbh.file.Supplement;
import dev.symkit.symsrv.session.FileKey;
import dev.symkit.testkit.DbgBuilder;
import dev.symkit.testkit.PdbBuilder;
import dev.symkit.testkit.PeBuilder;
import dev.symkit.testkit.PortablePdbBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreCommandsTest {
    private static final UUID GUID = UUID.fromString("5dad4445-5a83-417d-bdb6-be0655ee650d");
    private static final String INDEX = "5DAD44455A83417DBDB6BE0655EE650D1";

    @TempDir
    Path folder;

    private Answers shell;

    @BeforeEach
    void start() throws IOException {
        shell = new Answers(folder, "srv*" + folder.resolve("store"));
        shell.write(
                "app.exe", new PeBuilder().rsds(GUID, 1, "c:\\build\\app.pdb").build());
        shell.write(
                "app.pdb",
                new PdbBuilder().guid(GUID).dbiAge(1).module("a.obj", 0, 100).build());
        shell.write("readme.txt", "just text".getBytes(StandardCharsets.US_ASCII));
    }

    @AfterEach
    void stop() throws Exception {
        shell.close();
    }

    @Test
    void placesAreStoresIfTheyLookLikeOne() throws IOException {
        shell.write("one/pingme.txt", new byte[0]);
        shell.write("two/index2.txt", new byte[0]);
        shell.write("three/000Admin/history.txt", new byte[0]);
        shell.write("four/x.txt", new byte[0]);
        for (String name : new String[] {"one", "two", "three"}) {
            assertThat(shell.to("srvpath " + name)).isEqualTo(name + " is a symbol store\n");
        }
        assertThat(shell.fields()).containsExactly("path=three", "store=true");
        assertThat(shell.to("srvpath four")).matches("0x[0-9a-f]+: four is not a symbol store\n");
        assertThat(shell.to("srvpath nowhere")).matches("0x[0-9a-f]+: nowhere is not a symbol store\n");
    }

    @Test
    void filesHaveTheirIndexes() {
        assertThat(shell.to("srvind app.exe")).isEqualTo("app.exe : 5A0BC0C6c83000\n");
        assertThat(shell.to("srvind .\\app.pdb")).isEqualTo("./app.pdb : " + INDEX + "\n");
        assertThat(shell.to("srvind readme.txt")).isEqualTo("error 0xb calling SymGetFileIndexString()\n");
        assertThat(shell.to("srvind none.dll")).isEqualTo("error 0x2 calling SymGetFileIndexString()\n");
    }

    @Test
    void anImageTellsOfItsPdb() {
        assertThat(shell.to("fii app.exe")).isEqualTo("""
                     file: app.exe
                 stripped: false
                timestamp: 0x5a0bc0c6
                     size: 0xc83000
                      dbg:\040
                      pdb: c:/build/app.pdb
                 pdb guid: 5dad44455a83417dbdb6be0655ee650d
                  pdb sig: 0x0
                  pdb age: 0x1
                """);
        assertThat(shell.fields()).contains("stripped=false", "pdb age=1");
    }

    @Test
    void anOldStrippedImageTellsOfItsDbgFileAndSignature() throws IOException {
        byte[] image = new PeBuilder()
                .pe32()
                .characteristics(0x30E)
                .nb10(0x89ABCDEFL, 3, "old.pdb")
                .build();
        shell.write("old.exe", image);
        assertThat(shell.to("fii old.exe"))
                .contains(
                        " stripped: true\n",
                        "      dbg: old.dbg\n",
                        "      pdb: old.pdb\n",
                        " pdb guid: 89abcdef000000000000000000000000\n",
                        "  pdb sig: 0x89abcdef\n  pdb age: 0x3\n");
    }

    @Test
    void symbolFilesTellOfThemselves() throws IOException {
        assertThat(shell.to("fii app.pdb"))
                .contains("timestamp: 0x0\n     size: 0x0\n", "5dad44455a83417dbdb6be0655ee650d\n  pdb sig: 0x0\n");
        shell.write(
                "v6.pdb",
                new PdbBuilder().pdb2().signature(0x12345678).dbiAge(7).build());
        assertThat(shell.to("fii v6.pdb"))
                .contains(" pdb guid: 12345678000000000000000000000000\n  pdb sig: 0x12345678\n  pdb age: 0x7\n");
        shell.write("old.dbg", new DbgBuilder().build());
        assertThat(shell.to("fii old.dbg")).contains("timestamp: 0x37cdb039\n     size: 0x62040\n");
        shell.write("net.pdb", new PortablePdbBuilder().id(GUID, 5).build());
        assertThat(shell.to("fii net.pdb"))
                .contains("5dad44455a83417dbdb6be0655ee650d\n  pdb sig: 0x0\n  pdb age: 0xffffffff\n");
    }

    @Test
    void whatHasNoFactsIsAnError() throws IOException {
        assertThat(shell.to("fii readme.txt")).isEqualTo("error 0xb calling SymSrvGetFileIndexInfo()\n");
        assertThat(shell.to("fii none.dll")).isEqualTo("error 0x2 calling SymSrvGetFileIndexInfo()\n");
        byte[] pdb = Files.readAllBytes(folder.resolve("app.pdb"));
        for (int length = 0; length < pdb.length; length += 97) {
            shell.write("cut.pdb", Arrays.copyOf(pdb, length));
            assertThat(shell.to("fii cut.pdb"))
                    .matches("(?s)error 0x[bd] calling SymSrvGetFileIndexInfo\\(\\)\n|     file: cut.pdb\n.*");
        }
    }

    @Test
    void filesAreStoredCompressedAndFoundAgain() {
        assertThat(shell.to("storeadd app.pdb store"))
                .isEqualTo(
                        "app.pdb : index is " + INDEX + "\nfile stored in DIR/store/app.pdb/" + INDEX + "/app.pd_\n");
        assertThat(folder.resolve("store/pingme.txt")).exists();
        assertThat(shell.to("storeadd app.pdb store")).contains("file stored in DIR/store/app.pdb/");
        assertThat(shell.to("srvpath store")).isEqualTo("store is a symbol store\n");
        assertThat(shell.to("getfile app.pdb " + INDEX)).matches("found DIR/\\S+app.pdb\n");
        assertThat(shell.to("getfile app.pdb 123")).isEqualTo("not found\n");
        assertThat(shell.to("getsym app.exe 1")).matches("found DIR/\\S*app.pdb\n");
    }

    @Test
    void aManagedStoreGetsATransaction() throws IOException {
        Files.createDirectories(folder.resolve("store/000Admin"));
        assertThat(shell.to("storeadd app.exe store"))
                .contains("file stored in DIR/store/app.exe/5A0BC0C6c83000/app.ex_\n");
        assertThat(folder.resolve("store/app.exe/5A0BC0C6c83000/refs.ptr")).exists();
        assertThat(folder.resolve("store/000Admin/server.txt")).exists();
    }

    @Test
    void whatCannotBeStoredIsAnError() {
        assertThat(shell.to("storeadd readme.txt store")).isEqualTo("error 0xb storing readme.txt\n");
        assertThat(shell.to("storeadd none.dll store")).isEqualTo("error 0x2 storing none.dll\n");
        assertThat(shell.to("storeadd app.exe readme.txt")).matches("(?s).*error 0x[0-9a-f]+ storing app.exe\n");
        assertThat(folder.resolve("store")).doesNotExist();
    }

    @Test
    void theFilesOfAnImageAreFound() {
        assertThat(shell.to("getsym app.exe 0")).isEqualTo("found DIR/app.exe\n");
        assertThat(shell.to("getsym app.exe 1")).isEqualTo("found DIR/app.pdb\n");
        assertThat(shell.to("getsym app.exe 2")).isEqualTo("error 0x2 searching for file\n");
        assertThat(shell.to("getsym none.exe 0")).isEqualTo("error 0x2 searching for file\n");
        assertThat(shell.to("getsym app.exe 3")).startsWith("getsym IMAGE 0|1|2 : ");
    }

    @Test
    void theDefaultStoreIsBelowTheHomeDirectory() throws IOException {
        shell.write("h/sym/app.pdb/" + INDEX + "/app.pdb", Files.readAllBytes(folder.resolve("app.pdb")));
        shell.to("sympath srv*");
        assertThat(shell.to("getfile app.pdb " + INDEX)).isEqualTo("not found\n");
        shell.to("home h");
        assertThat(shell.to("getfile app.pdb " + INDEX)).isEqualTo("found DIR/h/sym/app.pdb/" + INDEX + "/app.pdb\n");
    }

    @Test
    void aServerIsAStoreIfItAnswers() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/symbols";
        assertThat(shell.to("srvpath " + url)).isEqualTo(url + " is a symbol store\n");
        server.stop(0);
        assertThat(shell.to("srvpath " + url)).matches("0x[0-9a-f]+: " + url + " is not a symbol store\n");
    }

    @Test
    void supplementsAreStoredOnceAndFoundThen() throws IOException {
        String name = "5A0BC0C6c83000_" + INDEX + ".xml";
        String path = "store/app.exe/5A0BC0C6c83000/supplement/" + name;
        assertThat(shell.to("sup store app.exe app.pdb"))
                .isEqualTo("Delta file name is " + name
                        + "\nDelta not found.\nerror 0x2 calling SymSrvStoreSupplement()\n");
        Files.createDirectory(folder.resolve("store"));
        assertThat(shell.to("sup store app.exe app.pdb"))
                .isEqualTo(
                        "Delta file name is " + name + "\nDelta not found.\n" + name + " stored in DIR/" + path + "\n");
        assertThat(folder.resolve(path))
                .hasContent("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<supplement>\n"
                        + "  <file name=\"app.exe\" index=\"5A0BC0C6c83000\"/>\n"
                        + "  <file name=\"app.pdb\" index=\"" + INDEX + "\"/>\n</supplement>\n");
        assertThat(folder.resolve(path).getParent()).isDirectoryNotContaining("glob:**~*");
        assertThat(shell.to("sup store app.exe app.pdb"))
                .isEqualTo("Delta file name is " + name + "\nDIR/" + path + "\n");
        assertThat(shell.to("sup app.exe app.exe app.pdb")).endsWith("\nerror 0x2 calling SymSrvStoreSupplement()\n");
    }

    @Test
    void namesInSupplementsAreEscaped() throws IOException {
        FileKey key = new FileKey("a & <b>\"\u0001.exe", "1&2");
        Supplement supplement = new Supplement(folder, new FileKey("x", "y"), key);
        supplement.write();
        assertThat(Files.readString(folder.resolve("x/y/supplement").resolve(supplement.name())))
                .contains("<file name=\"a &amp; &lt;b>&quot;?.exe\" index=\"1&amp;2\"/>");
    }

    @Test
    void supplementsOfWhatHasNoIndexHaveNoName() {
        assertThat(shell.to("sup store none.exe app.pdb")).isEqualTo("error 0x2 calling SymSrvDeltaName()\n");
        assertThat(shell.to("sup store app.exe readme.txt")).isEqualTo("error 0xb calling SymSrvDeltaName()\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "srvpath",
                "srvind",
                "fii",
                "getfile",
                "getfile a",
                "getsym a",
                "storeadd",
                "storeadd a",
                "sup a b"
            })
    void missingPartsAreExplained(String line) {
        assertThat(shell.to(line)).matches(line.split(" ", -1)[0] + " \\S[^:]* : .+\\n");
    }
}
