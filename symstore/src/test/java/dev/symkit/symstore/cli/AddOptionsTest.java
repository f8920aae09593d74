// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ElfBuilder;
import dev.symkit.testkit.MachOBuilder;
import dev.symkit.testkit.PdbBuilder;
import dev.symkit.testkit.PeBuilder;
import dev.symkit.testkit.PortablePdbBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The options of add and query, from the command line to the store. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "paths are compared in the form of other systems")
final class AddOptionsTest {
    private static final UUID GUID = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
    private static final String DIGITS = "0123456789ABCDEF0123456789ABCDEF";

    @TempDir
    Path directory;

    @BeforeEach
    void writeFiles() throws IOException {
        write(
                "in/App.exe",
                new PeBuilder()
                        .timestamp(0x1234ABCD)
                        .sizeOfImage(0x5000)
                        .rsds(GUID, 1, "App.pdb")
                        .build());
        write("in/App.pdb", new PdbBuilder().guid(GUID).module("a.obj", 0, 4).build());
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private SymStoreRun run(String line) {
        return SymStoreRun.of(directory, line.split(" "));
    }

    private String ok(String line) {
        SymStoreRun run = run(line);
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        return run.out();
    }

    private String text(String name) throws IOException {
        return Files.readString(directory.resolve(name), StandardCharsets.UTF_8);
    }

    /** The stored files of a store and nothing else. */
    private List<String> stored(String store) throws IOException {
        Path root = directory.resolve(store);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(name ->
                            name.indexOf('/') >= 0 && !name.startsWith("000Admin") && !name.endsWith("refs.ptr"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aLostServerFileIsNotReplacedByAnEmptyOne() throws IOException {
        ok("add /f in/App.exe /s S /t P");
        String server = text("S/000Admin/server.txt");
        Files.delete(directory.resolve("S/000Admin/server.txt"));

        SymStoreRun add = run("add /f in/App.pdb /s S /t P");

        assertThat(add.code()).isEqualTo(13);
        assertThat(add.out()).contains("server.txt is missing");
        assertThat(directory.resolve("S/000Admin/server.txt")).doesNotExist();
        run("verify /s S --repair");
        assertThat(text("S/000Admin/server.txt")).isEqualTo(server);
        ok("add /f in/App.pdb /s S /t P");
    }

    @Test
    void anIndexFileOutlivesTheMoveOfItsFiles() throws IOException {
        write("in/p/portable.pdb", new PortablePdbBuilder().id(GUID, 7).build());
        ok("add /r /f in /s first /t P");
        assertThat(ok("add /r /f in /g in /x i.txt")).isEqualTo("""

                SYMSTORE: Number of files stored = 4
                SYMSTORE: Number of errors = 0
                SYMSTORE: Number of files ignored = 0
                """);
        assertThat(text("i.txt")).startsWith("\"App.exe\\1234ABCD5000\",\"App.exe\",bin,1536,\r\n\"App.pdb\\" + DIGITS);
        List<String> before = stored("first");
        Files.move(directory.resolve("in"), directory.resolve("moved"));
        Files.move(directory.resolve("first"), directory.resolve("gone"));

        ok("add /y i.txt /g moved /s first /t P /yi i.txt");

        assertThat(stored("first")).isEqualTo(before).hasSize(4);
        assertThat(text("i.txt")).endsWith("\r\n; transaction 0000000001\r\n");
        ok("add /yi i.txt /g moved /s first /t P --verify");
        assertThat(text("i.txt")).endsWith("; transaction 0000000001\r\n; transaction 0000000002\r\n");
        ok("verify /s first");
    }

    @Test
    void anIndexIsReplacedOrContinuedAndQuotesCanBeLeftOut() throws IOException {
        write("in/b,c.exe", new PeBuilder().timestamp(1).sizeOfImage(0x1000).build());
        ok("add /f in/App.exe /g in /x i.txt");
        ok("add /f in/App.pdb /g IN /x i.txt");
        assertThat(text("i.txt")).doesNotContain("App.exe");
        SymStoreRun unquoted = run("add /f in /g in /x i.txt /a /q");

        assertThat(unquoted.code()).isEqualTo(1);
        assertThat(unquoted.out()).contains("needs quotes; leave '/q' out");
        assertThat(text("i.txt").lines()).hasSize(3);
        assertThat(text("i.txt")).contains("\r\nApp.exe\\1234ABCD5000,App.exe,bin,1536,\r\n");
        ok("add /y i.txt /g in /s S /t P");
    }

    @Test
    void theKeyInTheIndexCountsUnlessItIsVerified() throws IOException {
        write("i.txt", "\"App.exe\\DEADBEEF1\",\"App.exe\",bin,\r\n".getBytes(StandardCharsets.UTF_8));
        ok("add /y i.txt /g in /s S /t P");
        SymStoreRun verified = run("add /y i.txt /g in /s S /t P --verify");

        assertThat(stored("S")).containsExactly("App.exe/DEADBEEF1/App.exe");
        assertThat(verified.code()).isEqualTo(1);
        assertThat(verified.out()).contains("the key of the file is 1234ABCD5000, not DEADBEEF1");
    }

    @Test
    void anIndexWithoutClassesIsReadAnew() throws IOException {
        write("i.txt", "; comment\nApp.exe\\1234ABCD5000,App.exe\n".getBytes(StandardCharsets.UTF_8));
        ok("add /y i.txt /g in /s S /t P");

        assertThat(text("S/App.exe/1234ABCD5000/refs.ptr")).endsWith(",bin,,N,,");
    }

    @Test
    void linesOfAnIndexThatLeadElsewhereAreErrors() throws IOException {
        write(
                "i.txt",
                "\"a.exe\\1\",\"..\\a.exe\",bin,\nnonsense\n\"b.exe\\1\",\"b.exe\",bin\n"
                        .getBytes(StandardCharsets.UTF_8));
        SymStoreRun run = run("add /y i.txt /g in /s S /t P");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains("i.txt(1) to server Error13: the path does not lie below the share")
                .contains("i.txt(2) to server Error13: not a line of an index file")
                .contains("/in/b.exe to server Error2: not found");
        assertThat(run("add /y none.txt /g in /s S /t P").code()).isEqualTo(2);
    }

    @Test
    void aFileThatWasCompressedMeanwhileIsFoundAndAddedAsItIs() throws IOException {
        ok("add /f in /g in /x i.txt");
        ok("add /f in /s C /t P /compress");
        Files.move(directory.resolve("C/App.pdb/" + DIGITS + "1/App.pd_"), directory.resolve("in/App.pd_"));
        Files.delete(directory.resolve("in/App.pdb"));
        ok("add /y i.txt /g in /s S /t P");
        ok("add /f in/App.pd_ /s T /t P");

        String place = "App.pdb/" + DIGITS + "1/App.pd_";
        assertThat(stored("S")).contains(place);
        assertThat(stored("T")).containsExactly(place);
        assertThat(directory.resolve("T/" + place)).hasSameBinaryContentAs(directory.resolve("in/App.pd_"));
        assertThat(text("T/App.pdb/" + DIGITS + "1/refs.ptr")).endsWith(",pri,,Y,,");
        assertThat(ok("query /f in/App.pd_ /s T")).contains("(compressed)");
    }

    @Test
    void pointersHoldThePathThatIsAskedFor() throws IOException {
        assertThat(ok("add /f in/App.exe /s S /t P /p /l -:MSG moved /o"))
                .contains("Storing pointer to " + directory.resolve("in/App.exe") + " in S/App.exe/1234ABCD5000\n")
                .contains("SYMSTORE: Number of pointers stored = 1\n");
        assertThat(text("S/App.exe/1234ABCD5000/file.ptr"))
                .isEqualTo("PATH:" + directory.resolve("in/App.exe") + "\r\nMSG:moved");
        ok("add /f in/App.exe /s S /t P /p -:REL --ptr-prefix");
        assertThat(text("S/App.exe/1234ABCD5000/file.ptr")).isEqualTo("PATH:..\\in\\App.exe");
        assertThat(ok("add /f in/App.exe /s S /t P /p /l /compress"))
                .contains("SYMSTORE MESSAGE: '/compress' has no effect on pointers.\n");
        write("list.txt", "in/App.exe".getBytes(StandardCharsets.UTF_8));
        assertThat(run("add /f @list.txt /s S /t P /p").out()).contains("is a local path; use '/l'");
    }

    @Test
    void sharesThatAreMountedKeepTheirNames() throws IOException {
        String map = " --map \\\\Srv\\out=" + directory.resolve("in") + " --map \\\\srv\\sym=" + directory.resolve("S");
        assertThat(ok("add /f \\\\srv\\OUT\\*.exe /s \\\\srv\\sym /t P /o" + map))
                .contains(
                        "Copying \\\\Srv\\out\\App.exe to \\\\srv\\sym\\App.exe\\1234ABCD5000\\App.exe [Force: T, Compress: F]");
        assertThat(text("S/App.exe/1234ABCD5000/refs.ptr")).contains("\"\\\\Srv\\out\\App.exe\"");
        assertThat(ok("query /f \\\\srv\\out\\App.exe /s \\\\srv\\sym" + map))
                .contains(" found: \\\\srv\\sym\\App.exe\\");
        ok("add /f \\\\srv\\out\\App.pdb /s \\\\srv\\sym /t P /p" + map);
        assertThat(text("S/App.pdb/" + DIGITS + "1/file.ptr")).isEqualTo("\\\\Srv\\out\\App.pdb");
        assertThat(run("add /f in /s \\\\other\\sym /t P" + map))
                .isEqualTo(new SymStoreRun(
                        3, "SYMSTORE ERROR: Class: Store. Desc: no storage plug-in for '\\\\other\\sym'.\n", ""));
        assertThat(run("add /f \\\\srv\\out\\..\\..\\x /s S /t P" + map).code()).isEqualTo(2);
    }

    @Test
    void publicOrPrivatePdbsCanBeLeftOut() throws IOException {
        write(
                "in/pub.pdb",
                new PdbBuilder().guid(new UUID(1, 2)).module("a.obj", 0, 0).build());
        String out = ok("add /f in /s S /t P /z PUB /o");

        assertThat(out).contains("Skipping file " + directory.resolve("in/App.pdb") + " - excluded by /z.\n");
        assertThat(stored("S")).hasSize(2).allMatch(name -> name.startsWith("App.exe") || name.startsWith("pub.pdb"));
        ok("add /f in /s T /t P /z pri");
        assertThat(stored("T")).hasSize(2).noneMatch(name -> name.startsWith("pub.pdb"));
    }

    @Test
    void portablePdbsHaveTheKeysAskedFor() throws IOException {
        write("p/p.pdb", new PortablePdbBuilder().id(GUID, 7).build());
        List<String> found = new ArrayList<>();
        for (String key : List.of("ssqp", "Classic")) {
            ok("add /f p /s " + key + " /t P --portable-key " + key);
            found.addAll(stored(key));
        }

        assertThat(found).containsExactly("p.pdb/" + DIGITS + "FFFFFFFF/p.pdb", "p.pdb/" + DIGITS + "1/p.pdb");
    }

    @Test
    void imagesOfResourcesAreRefusedOnlyIfTheOriginalIsTheModel() throws IOException {
        write("r/r.dll", new PeBuilder().sectionName(".rsrc").build());

        assertThat(ok("add /f r /s S /t P")).contains("stored = 1");
        assertThat(ok("add /f r /s S /t P --strict-compat /o"))
                .contains("r.dll - not a known file type. ErrorLevel is 13.")
                .contains("ignored = 1");
    }

    @Test
    void ssqpAddsFilesOfOtherSystemsAndWritesLowerCase() throws IOException {
        byte[] id = new byte[20];
        id[0] = (byte) 0xAB;
        byte[] uuid = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
        write("in/Lib.so", new ElfBuilder(false, true).buildId(id).build());
        write(
                "in/Lib.so.dbg",
                new ElfBuilder(true, false).buildId(id).withoutCode().build());
        write(
                "in/Fat",
                MachOBuilder.fat(
                        false,
                        List.of(
                                new MachOBuilder(false, true).uuid(uuid).build(),
                                new MachOBuilder(true, false).uuid(new byte[16]).build())));

        assertThat(ok("add /f in /s S /t P --ssqp")).contains("stored = 5");
        assertThat(ok("add /f in /s S /t P --ssqp")).contains("stored = 5");

        String build = "ab" + "00".repeat(19);
        assertThat(stored("S"))
                .containsExactlyInAnyOrder(
                        "app.exe/1234ABCD5000/app.exe",
                        "app.pdb/" + DIGITS.toLowerCase(Locale.ROOT) + "1/app.pdb",
                        "lib.so/elf-buildid-" + build + "/lib.so",
                        "_.debug/elf-buildid-sym-" + build + "/_.debug",
                        "fat/mach-uuid-0102030405060708090a0b0c0d0e0f10/fat",
                        "fat/mach-uuid-" + "00".repeat(16) + "/fat");
        ok("verify /s S");
    }

    @Test
    void filesThatAreThereCanBeLeftOutOrKept() throws IOException {
        ok("add /f in/App.exe /s S /t P");
        assertThat(ok("add /f in/App.exe /s S /t P --skip-existing --json"))
                .contains("\"stored\":0,\"errors\":0,\"ignored\":1", "\"status\":\"skipped\"");
        byte[] other = new PeBuilder().timestamp(0x1234ABCD).sizeOfImage(0x5000).build();
        write("in/App.exe", other);
        assertThat(ok("add /f in/App.exe /s S /t P -:NOFORCECOPY /o")).contains("[Force: F, Compress: F]");
        assertThat(Files.readAllBytes(directory.resolve("S/App.exe/1234ABCD5000/App.exe")))
                .isNotEqualTo(other);
    }

    @Test
    void privateSymbolsCanBeProtected() throws IOException {
        ok("add /f in/App.pdb /s S /t P");
        write("in/App.pdb", new PdbBuilder().guid(GUID).module("a.obj", 0, 0).build());
        SymStoreRun refused = run("add /f in/App.pdb /s S /t P --refuse-class-change");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out()).contains("SYMSTORE: Number of errors = 1");
        assertThat(run("add /f in/App.pdb /s S /t P").err()).contains("public and private symbols share a key");
    }

    @Test
    void preferencesDecideWhichReferenceIsLast() throws IOException {
        ok("add /f in/App.pdb /s S /t P /p /l");
        write("other/App.pdb", new PdbBuilder().guid(GUID).module("a.obj", 0, 0).build());
        ok("add /f other/App.pdb /s S /t P /p /l /h PRI");
        assertThat(text("S/App.pdb/" + DIGITS + "1/file.ptr")).endsWith("/in/App.pdb");
        ok("add /f other/App.pdb /s S /t P /p /l /m other");
        assertThat(text("S/App.pdb/" + DIGITS + "1/file.ptr")).endsWith("/other/App.pdb");
    }

    @Test
    void aStoreWithoutReferencesStaysOneInAnyOrderOfOptions() throws IOException {
        ok("add /f in /s S /t P /compress -:NOREFS");
        ok("add /f in -:NOREFS /s S /t P /compress CAB");
        ok("add -:NOREFS /compress /f in /s S /t P");
        assertThat(stored("S")).allMatch(name -> name.endsWith("_")).hasSize(2);
        try (Stream<Path> files = Files.walk(directory.resolve("S"))) {
            assertThat(files).noneMatch(file -> file.endsWith("refs.ptr"));
        }
        SymStoreRun mixed = run("add /f in /s S /t P");
        assertThat(mixed.code()).isEqualTo(87);
        assertThat(mixed.out())
                .startsWith("SYMSTORE ERROR: Class: Syntax. Desc: ")
                .contains("-:NOREFS", "stored = 0");
    }

    @Test
    void aLayoutHasNothingElse() throws IOException {
        String out = ok("add /f in /s S /t P --layout-only --lower-case /compress --max-compress 2000 /3");

        assertThat(out).doesNotContain("Finding ID").contains("stored = 2");
        assertThat(stored("S"))
                .containsExactly(
                        "ap/app.exe/1234ABCD5000/app.ex_",
                        "ap/app.pdb/" + DIGITS.toLowerCase(Locale.ROOT) + "1/app.pdb");
        assertThat(directory.resolve("S/000Admin")).doesNotExist();
        ok("add /f in /s managed /t P");
        assertThat(run("add /f in /s managed /t P --layout-only").code()).isEqualTo(87);
    }

    @Test
    void renamedPdbsAndShortNamesAreWarnedOf() throws IOException {
        write(
                "in/Other.pdb",
                new PdbBuilder().guid(new UUID(3, 4)).module("a.obj", 0, 4).build());
        write(
                "in/Other.exe",
                new PeBuilder().rsds(new UUID(3, 4), 1, "c:\\x\\RIGHT.pdb").build());
        write(
                "in/PROGRA~1.exe",
                new PeBuilder().rsds(new UUID(5, 6), 1, "NOTEPA~1.pdb").build());
        SymStoreRun run = run("add /f in /s S /t P /o");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("Other.exe asks for 'RIGHT.pdb', but its PDB is added as 'Other.pdb'");
        assertThat(run.err()).contains("'PROGRA~1.exe' looks like a short name", "asks for 'NOTEPA~1.pdb'");
        assertThat(run("add /f in /s S /t P").out()).doesNotContain("RIGHT.pdb");
    }

    @Test
    void namesOfTheStoreItselfAreRefused() throws IOException {
        write("n/refs.ptr", new PeBuilder().build());

        SymStoreRun run = run("add /f n /s S /t P");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("Error123: the name \"refs.ptr\" is a name of the store itself");
    }

    @Test
    void forcingAndProgressCanBeTurnedOff() throws IOException {
        assertThat(ok("add /f in /s S /t P --no-sync --quiet")).contains("stored = 2");
        assertThat(stored("S")).hasSize(2);
    }

    @Test
    void longPathsAreNothingSpecial() throws IOException {
        String deep = "in/" + "d".repeat(200) + "/" + "e".repeat(200) + "/a.exe";
        write(deep, new PeBuilder().build());
        ok("add /f " + deep + " /s " + "s".repeat(200) + "/S /t P");

        assertThat(ok("query /f " + deep + " /s " + "s".repeat(200) + "/S")).contains("/a.exe (file)");
    }

    @Test
    void aDamagedCabinetIsIgnored() throws IOException {
        write("c/damaged.pd_", new byte[] {'M', 'S', 'C', 'F', 0, 0, 0, 0, 1});
        assertThat(ok("add /f c /s S /t P")).contains("ignored = 1");
    }
}
