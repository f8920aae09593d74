// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.FormatException;
import dev.symkit.symchk.TestImages;
import dev.symkit.symchk.check.Item;
import dev.symkit.symchk.facts.Candidate;
import dev.symkit.symchk.facts.ImageFacts;
import dev.symkit.symchk.search.SymbolPlace;
import dev.symkit.symchk.search.SymbolPlaces;
import dev.symkit.testkit.CabBuilder;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.KernelDumpBuilder;
import dev.symkit.testkit.MinidumpBuilder;
import dev.symkit.testkit.PeBuilder;
import dev.symkit.testkit.PeImageBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DumpFileTest {
    private static final long BASE = 0x140000000L;

    @TempDir
    Path temporary;

    private List<String> told(byte[] dump, String only, List<SymbolPlace> places) throws IOException {
        Path file = Files.write(temporary.resolve("test.dmp"), dump);
        List<String> told = new ArrayList<>();
        try (DumpFile open = DumpFile.open(file, "test.dmp")) {
            for (Item item : open.modules(only, places)) {
                told.add(item.path() + ": " + told(item.read()));
            }
        }
        return told;
    }

    private static String told(Candidate candidate) {
        if (candidate instanceof Candidate.Program program) {
            ImageFacts facts = program.facts();
            return facts.pdb().map(pdb -> pdb.name() + "/" + pdb.index()).orElse("no debug data");
        }
        Candidate.Other other = (Candidate.Other) candidate;
        return (other.failsIfNamed() ? "failed " : "ignored ") + other.reason();
    }

    @Test
    void aRecordOfTheDumpIsEnough() throws IOException {
        byte[] dump = new MinidumpBuilder()
                .system(9, 2, "")
                .rsds(TestImages.GUID, 1, "c:\\b\\app.pdb")
                .module("C:\\bin\\App.exe", BASE, 0x5000, 0x5A0BC0C6)
                .nb10(0x3B7D82D3L, 2, "old.pdb")
                .module("C:\\bin\\Old.dll", BASE, 0x5000, 0x5A0BC0C6)
                .build();
        String app = "C:\\bin\\App.exe: app.pdb/5DAD44455A83417DBDB6BE0655EE650D1";
        String old = "C:\\bin\\Old.dll: old.pdb/3B7D82D32";
        assertThat(told(dump, "", List.of())).containsExactly(app, old);
        assertThat(told(dump, "app.EXE", List.of())).containsExactly(app);
    }

    @Test
    void paddedListsAreReadToo() throws IOException {
        byte[] dump = new MinidumpBuilder()
                .padded()
                .rsds(TestImages.GUID, 1, "app.pdb")
                .module("C:\\bin\\App.exe", BASE, 0x5000, 0x5A0BC0C6)
                .build();
        assertThat(told(dump, "", List.of()))
                .containsExactly("C:\\bin\\App.exe: app.pdb/5DAD44455A83417DBDB6BE0655EE650D1");
    }

    @Test
    void modulesOfOtherSystemsAreIgnored() throws IOException {
        MinidumpBuilder mac = new MinidumpBuilder()
                .system(9, 0x8101, "")
                .rsds(TestImages.GUID, 0, "crashy")
                .module("/bin/crashy", BASE, 0x4000, 0);
        assertThat(told(mac.build(), "", List.of())).containsExactly("/bin/crashy: ignored not a Windows module");
        MinidumpBuilder elf = new MinidumpBuilder()
                .codeView(new byte[] {'L', 'E', 'p', 'B', 1, 2, 3, 4})
                .module("/bin/crashy", BASE, 0x4000, 0);
        assertThat(told(elf.build(), "", List.of())).containsExactly("/bin/crashy: ignored not a Windows module");
    }

    @Test
    void withoutARecordTheMemoryOfTheDumpMayHoldTheImage() throws IOException {
        byte[] image = new PeImageBuilder()
                .section(".text", 0x1000, new byte[] {1}, PeImageBuilder.CODE)
                .buildLoaded();
        byte[] dump = new MinidumpBuilder()
                .module("C:\\bin\\App.exe", BASE, image.length, 0x5A0BC0C6)
                .memory64(BASE, image)
                .build();
        assertThat(told(dump, "", List.of())).containsExactly("C:\\bin\\App.exe: no debug data");
    }

    @Test
    void elseTheImageIsFetched() throws Exception {
        byte[] dump = new MinidumpBuilder()
                .module("C:\\bin\\App.exe", BASE, 0xC83000, 0x5A0BC0C6)
                .build();
        TestImages.write(temporary.resolve("store/pingme.txt"), new byte[0]);
        try (SymbolPlaces places = TestImages.places(temporary, "srv*" + temporary.resolve("store"))) {
            assertThat(told(dump, "", places.places()))
                    .containsExactly("C:\\bin\\App.exe: failed App.exe image not found");
            TestImages.write(temporary.resolve("store/App.exe/5A0BC0C6c83000/App.exe"), TestImages.image());
            assertThat(told(dump, "", places.places()))
                    .containsExactly("C:\\bin\\App.exe: app.pdb/5DAD44455A83417DBDB6BE0655EE650D1");
        }
    }

    @Test
    void driversOfASmallKernelDumpNeedTheirImages() throws Exception {
        byte[] dump = KernelDumpBuilder.bits64()
                .type(4)
                .driver("nt.sys", 0xFFFFF80000000000L, 0xC83000, 0, 0x5A0BC0C6)
                .build();
        TestImages.write(temporary.resolve("store/pingme.txt"), new byte[0]);
        TestImages.write(
                temporary.resolve("store/nt.sys/5A0BC0C6c83000/nt.sys"),
                new PeBuilder().rsds(TestImages.GUID, 3, "nt.pdb").build());
        try (SymbolPlaces places = TestImages.places(temporary, "srv*" + temporary.resolve("store"))) {
            assertThat(told(dump, "", places.places()))
                    .containsExactly("nt.sys: nt.pdb/5DAD44455A83417DBDB6BE0655EE650D3");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 6, 7, 8, 9, 10})
    void otherKernelDumpsAreNamed(int type) {
        byte[] dump = KernelDumpBuilder.bits64().type(type).build();
        assertThatThrownBy(() -> told(dump, "", List.of()))
                .isInstanceOfSatisfying(
                        DumpFile.Unsupported.class,
                        e -> assertThat(e.summary())
                                .startsWith("test.dmp: 64-bit kernel dump, machine 0x8664, type " + type))
                .hasMessage("kernel dump module list not supported");
    }

    @Test
    void aCabinetWithADumpIsUnpacked() throws IOException {
        byte[] dump = new MinidumpBuilder()
                .rsds(TestImages.GUID, 1, "app.pdb")
                .module("App.exe", BASE, 0x5000, 0x5A0BC0C6)
                .build();
        byte[] cabinet = new CabBuilder()
                .folder(CabBuilder.STORED)
                .block(dump, dump.length)
                .file("memory.dmp", 0, dump.length)
                .build();
        assertThat(told(cabinet, "", List.of())).containsExactly("App.exe: app.pdb/5DAD44455A83417DBDB6BE0655EE650D1");
    }

    @Test
    void namesAndRecordsHaveToBeThere() {
        byte[] dump = new MinidumpBuilder()
                .rsds(TestImages.GUID, 1, "app.pdb")
                .module("App.exe", BASE, 0x5000, 0x5A0BC0C6)
                .codeViewAt(0x7FFFFFF0L, 30)
                .module("Lost.dll", BASE, 0x5000, 0x5A0BC0C6)
                .build();
        int list = dump.length - 12 - 4 - 2 * 108;
        assertThatThrownBy(() -> told(dump, "", List.of()))
                .isInstanceOf(FormatException.class)
                .hasMessageEndingWith(String.format(
                        Locale.ROOT,
                        "test.dmp: module list +0x%08X: name or records of module 1 are not inside the file",
                        list + 4 + 108));
        byte[] drivers = KernelDumpBuilder.bits64()
                .driver("a.sys", 0xFFFFF80000000000L, 0x5000, 0, 0x5A0BC0C6)
                .build();
        drivers[0x2080 + 2] = 0x70; // the offset of the name
        assertThatThrownBy(() -> told(drivers, "", List.of()))
                .hasMessageEndingWith("test.dmp: driver list +0x00002080: the name of driver 0 is not inside the file");
    }

    @Test
    void aDirectoryThatLeadsOutOfTheFileIsTold() throws IOException {
        byte[] dump = new MinidumpBuilder().stream(3, new byte[8]).build();
        assertThat(told(dump, "", List.of())).isEmpty();
        dump[dump.length - 5] = 0x10; // its size
        assertThatThrownBy(() -> told(dump, "", List.of()))
                .hasMessageEndingWith(
                        "test.dmp: stream directory +0x00000028: 268435464 bytes at 32" + " are not inside the file");
    }

    static Stream<byte[]> small() {
        return Stream.of(
                new MinidumpBuilder()
                        .system(9, 2, "SP1")
                        .rsds(TestImages.GUID, 1, "app.pdb")
                        .misc("app.dbg")
                        .module("C:\\bin\\App.exe", BASE, 0x5000, 0x5A0BC0C6)
                        .module("C:\\bin\\Bare.dll", BASE + 0x10000, 0x2000, 0x5A0BC0C6)
                        .memory(BASE + 0x10000, new byte[64])
                        .memory64(BASE, new byte[64])
                        .build(),
                KernelDumpBuilder.bits32()
                        .driver("a.sys", 0x80400000L, 0x5000, 0, 0x5A0BC0C6)
                        .driver("b.sys", 0x80500000L, 0x5000, 0, 0x5A0BC0C6)
                        .build(),
                KernelDumpBuilder.bits64().type(6).bitmap("SDMP").build());
    }

    /** Most of the header of a kernel dump is filler. */
    private static int step(byte[] dump, int at) {
        int header = dump.length > 0x2000 ? 0x2000 : dump.length > 0x1000 ? 0x1000 : 0;
        return at < header - 97 ? 97 : 1;
    }

    /** What is cut off is told as damage with its place, or the modules are those of the whole dump. */
    @ParameterizedTest
    @MethodSource("small")
    void everyCutIsTold(byte[] dump) throws IOException {
        List<String> whole = outcome(dump);
        for (int length = 0; length < dump.length; length += step(dump, length)) {
            List<String> cut = outcome(Arrays.copyOf(dump, length));
            if (!cut.equals(whole)) {
                assertThat(cut)
                        .singleElement()
                        .asString()
                        .matches(".*test\\.dmp(: [^:]+ \\+0x[0-9A-F]{8}: .+| is not a recognised dump)");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("small")
    void noFlippedBitDoesHarm(byte[] dump) throws IOException {
        int outcomes = 0;
        for (int at = 0; at < dump.length; at += step(dump, at)) {
            byte[] other = dump.clone();
            other[at] ^= (byte) (1 << at % 8);
            outcomes += outcome(other).size();
        }
        assertThat(outcomes).isPositive();
    }

    /** The modules, or the only line about the damage. */
    private List<String> outcome(byte[] dump) {
        try {
            return told(dump, "", List.of());
        } catch (IOException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    @Test
    void anythingElseIsNoDump() {
        assertThatThrownBy(() -> told(new byte[100], "", List.of())).hasMessage("test.dmp is not a recognised dump");
    }

    @Test
    @Tag("corpus")
    void theModulesOfRealDumps() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        int compared = 0;
        for (String name :
                List.of("crash-x86-windows", "notepad-small-32bit", "notepad-small-64bit", "simple-crashpad", "test")) {
            Path dump = corpus.file("minidump/" + name + ".dmp");
            List<String> expected = Files.readAllLines(corpus.file("minidump/" + name + ".dmp.modules.tsv"));
            try (DumpFile file = DumpFile.open(dump, name)) {
                List<Item> items = file.modules("", List.of());
                assertThat(items).hasSize(expected.size() - 1);
                for (int i = 0; i < items.size(); i++) {
                    String[] fields = expected.get(i + 1).split("\t", -1);
                    assertThat(items.get(i).path()).isEqualTo(fields[0]);
                    Candidate candidate = items.get(i).read();
                    if (name.equals("simple-crashpad")) {
                        assertThat(told(candidate)).isEqualTo("ignored not a Windows module");
                    } else {
                        String pdb = fields[2].substring(fields[2].lastIndexOf('\\') + 1);
                        assertThat(told(candidate)).isEqualTo(pdb + "/" + fields[3]);
                        assertThat(((Candidate.Program) candidate).facts().imageIndex())
                                .isEqualTo(fields[1]);
                    }
                    compared++;
                }
            }
        }
        assertThat(compared).isEqualTo(97);
    }
}
