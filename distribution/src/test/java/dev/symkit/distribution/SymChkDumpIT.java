// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.KernelDumpBuilder;
import dev.symkit.testkit.PdbBuilder;
import dev.symkit.testkit.PeBuilder;
import dev.symkit.testkit.http.Replies;
import dev.symkit.testkit.http.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code symchk /id} with a store over HTTP (symchk.md 8). */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "starts the launcher for POSIX shells")
class SymChkDumpIT {
    private static final UUID GUID = UUID.fromString("5DAD4445-5A83-417D-BDB6-BE0655EE650D");
    private static final String PASSED = "PASSED  - PDB: %s DBG: <N/A>";
    private static final String FAILED = "FAILED  - %s mismatched or not found";

    @TempDir
    Path scratch;

    private ScriptedServer server;
    private final Map<String, byte[]> served = new HashMap<>();

    @BeforeEach
    void startServer() throws IOException {
        server = ScriptedServer.start();
    }

    @AfterEach
    void stopServer() throws IOException {
        server.close();
    }

    private void serve(String path, byte[] content) {
        served.put(path, content);
        server.on("/s/" + path, Replies.ok(content));
    }

    private ChildProcess.Result check(Path dump, String cache, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-id", dump.toString(), "-s"));
        arguments.add("srv*" + scratch.resolve(cache) + "*" + server.url("/s"));
        arguments.addAll(Arrays.asList(more));
        return Packaged.in(scratch).run("symchk", arguments.toArray(String[]::new));
    }

    private static String line(String name, String status, Object... values) {
        return String.format(
                Locale.ROOT,
                "SYMCHK: %-20s " + status,
                Stream.concat(Stream.of(name), Stream.of(values)).toArray());
    }

    private static List<String> totals(int failed, int others) {
        return List.of("", "SYMCHK: FAILED files = " + failed, "SYMCHK: PASSED + IGNORED files = " + others);
    }

    private void assertCached(String cache) throws IOException {
        for (Map.Entry<String, byte[]> file : served.entrySet()) {
            assertThat(scratch.resolve(cache).resolve(file.getKey())).hasBinaryContent(file.getValue());
        }
        assertThat(BigImage.files(scratch.resolve(cache)))
                .hasSize(served.size() + 1)
                .contains("pingme.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"crash-x86-windows", "notepad-small-64bit"})
    void fetchesWhatAStoreHas(String name) throws Exception {
        Corpus corpus = Corpus.assumePresent();
        List<DumpedModule> modules = DumpedModule.of(corpus, "minidump/" + name + ".dmp");
        List<String> expected = new ArrayList<>();
        int failed = 0;
        for (int i = 0; i < modules.size(); i++) {
            DumpedModule module = modules.get(i);
            boolean there = i % 3 != 2;
            failed += there ? 0 : 1;
            if (there) {
                serve(module.pdbPath(), module.pdbFile());
            }
            expected.add(line(module.name(), there ? PASSED : FAILED, module.pdb()));
        }
        assertThat(failed).isPositive();
        expected.addAll(totals(failed, modules.size() - failed));
        Path dump = corpus.file("minidump/" + name + ".dmp");
        ChildProcess.Result checked = check(dump, "cache", "-od");
        assertThat(checked.out().lines()).containsExactlyElementsOf(expected);
        assertThat(checked.err()).isEmpty();
        assertThat(checked.exit()).isEqualTo(1);
        assertCached("cache");
        assertThat(server.paths()).noneMatch(path -> path.endsWith(".dll") || path.endsWith(".exe"));

        for (DumpedModule module : modules) {
            serve(module.pdbPath(), module.pdbFile());
            serve(module.imagePath(), module.imageFile());
        }
        ChildProcess.Result whole = check(dump, "whole", "--images");
        assertThat(whole.out().lines()).containsExactlyElementsOf(totals(0, modules.size()));
        assertThat(whole.err()).isEmpty();
        assertThat(whole.exit()).isZero();
        assertCached("whole");

        server.close();
        assertThat(check(dump, "whole", "--images").out()).isEqualTo(whole.out());
    }

    @Test
    void modulesOfAnotherSystemAreListedAndNotAskedFor() throws Exception {
        Corpus corpus = Corpus.assumePresent();
        List<DumpedModule> modules = DumpedModule.of(corpus, "minidump/simple-crashpad.dmp");
        List<String> expected = new ArrayList<>();
        modules.forEach(module -> expected.add(line(module.name(), "IGNORED  - not a Windows module")));
        expected.addAll(totals(0, modules.size()));
        ChildProcess.Result checked = check(corpus.file("minidump/simple-crashpad.dmp"), "cache", "-oi", "--images");
        assertThat(checked.out().lines()).containsExactlyElementsOf(expected);
        assertThat(checked.err()).isEmpty();
        assertThat(checked.exit()).isZero();
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void driversOfASmallKernelDumpNeedTheirImagesFirst(boolean wide) throws Exception {
        long base = wide ? 0xFFFFF80000000000L : 0x80400000L;
        Path dump = Files.write(
                scratch.resolve("mini.dmp"),
                (wide ? KernelDumpBuilder.bits64() : KernelDumpBuilder.bits32())
                        .driver("ntoskrnl.exe", base, 0xC83000, 0x1234, 0x5A0BC0C6)
                        .driver("half.sys", base + 0x1000000, 0x5000, 0, 0x5A0BC0C7)
                        .driver("plain.sys", base + 0x2000000, 0x6000, 0, 0x0A0BC0C8)
                        .driver("gone.sys", base + 0x3000000, 0x7000, 0, 0x5A0BC0C9)
                        .build());
        String index = GUID.toString().replace("-", "").toUpperCase(Locale.ROOT);
        serve("ntoskrnl.exe/5A0BC0C6c83000/ntoskrnl.exe", image(0x5A0BC0C6, 0xC83000, "d:\\os\\ntkrnlmp.pdb"));
        serve("half.sys/5A0BC0C75000/half.sys", image(0x5A0BC0C7, 0x5000, "half.pdb"));
        serve("plain.sys/0A0BC0C86000/plain.sys", image(0x0A0BC0C8, 0x6000, ""));
        serve(
                "ntkrnlmp.pdb/" + index + "2/ntkrnlmp.pdb",
                new PdbBuilder().guid(GUID).infoAge(2).dbiAge(2).build());
        ChildProcess.Result checked = check(dump, "cache", "-od");
        assertThat(checked.out().lines())
                .startsWith(
                        line("ntoskrnl.exe", PASSED, "ntkrnlmp.pdb"),
                        line("half.sys", FAILED, "half.pdb"),
                        line("plain.sys", "FAILED  - Built without debugging information."),
                        line("gone.sys", "FAILED  - gone.sys image not found"))
                .endsWith(totals(3, 1).toArray(String[]::new));
        assertThat(checked.err()).isEmpty();
        assertThat(checked.exit()).isEqualTo(1);
        assertCached("cache");
        assertThat(server.paths().stream().filter(path -> served.containsKey(path.substring(3))))
                .containsSubsequence(
                        "/s/ntoskrnl.exe/5A0BC0C6c83000/ntoskrnl.exe", "/s/ntkrnlmp.pdb/" + index + "2/ntkrnlmp.pdb");
    }

    private static byte[] image(long timestamp, long size, String pdb) {
        PeBuilder image =
                new PeBuilder().sectionName(".text").timestamp(timestamp).sizeOfImage(size);
        return (pdb.isEmpty() ? image : image.rsds(GUID, 2, pdb)).build();
    }

    @ParameterizedTest
    @CsvSource({
        "true, 1, 34404",
        "true, 2, 34404",
        "true, 3, 34404",
        "true, 5, 34404",
        "true, 6, 43620",
        "true, 7, 34404",
        "true, 8, 34404",
        "true, 9, 34404",
        "true, 10, 34404",
        "false, 1, 332",
        "false, 2, 332"
    })
    void otherKernelDumpsAreRecognised(boolean wide, int type, int machine) throws Exception {
        KernelDumpBuilder builder = wide ? KernelDumpBuilder.bits64() : KernelDumpBuilder.bits32();
        builder.type(type).machine(machine);
        if (type == 5 || type == 6) {
            builder.bitmap(type == 5 ? "FDMP" : "SDMP");
        }
        Path dump = Files.write(scratch.resolve("memory.dmp"), builder.build());
        ChildProcess.Result checked = check(dump, "cache", "-v");
        assertThat(checked.err().lines().toList())
                .hasSize(2)
                .first()
                .asString()
                .contains("memory.dmp: " + (wide ? "64" : "32") + "-bit kernel dump, machine 0x")
                .contains(String.format(Locale.ROOT, "0x%04X, type %d (", machine, type))
                .endsWith(", build " + (wide ? 19041 : 7601));
        assertThat(checked.err()).endsWith("\nSYMCHK: kernel dump module list not supported\n");
        assertThat(checked.out()).isEmpty();
        assertThat(checked.exit()).isEqualTo(2);
        assertThat(server.requests()).isEmpty();
    }

    private void assertDamaged(Path dump) throws Exception {
        ChildProcess.Result checked = check(dump, "cache", "-v");
        assertThat(checked.err().lines().toList())
                .singleElement()
                .asString()
                .matches("SYMCHK: .*" + dump.getFileName() + ": [^:]+ \\+0x[0-9A-F]{8}: .+");
        assertThat(checked.out()).isEmpty();
        assertThat(checked.exit()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid-range", "invalid-record-count"})
    void damagedDumpsOfTheCorpusGetOneLine(String name) throws Exception {
        assertDamaged(Corpus.assumePresent().file("malformed/minidump/" + name + ".dmp"));
    }

    /** A few cuts; the tests of the module sweep all of them. */
    @ParameterizedTest
    @ValueSource(ints = {31, 40, 2000, 9000})
    void aCutDumpGetsOneLine(int length) throws Exception {
        byte[] whole = Corpus.assumePresent().bytes("minidump/crash-x86-windows.dmp");
        assertDamaged(Files.write(scratch.resolve("cut.dmp"), Arrays.copyOf(whole, length)));
    }

    @Test
    void aCutListOfDriversGetsOneLine() throws Exception {
        byte[] whole = KernelDumpBuilder.bits64()
                .driver("a.sys", 0xFFFFF80000000000L, 0x5000, 0, 0x5A0BC0C6)
                .build();
        assertDamaged(Files.write(scratch.resolve("cut.dmp"), Arrays.copyOf(whole, whole.length - 60)));
        assertDamaged(Files.write(scratch.resolve("head.dmp"), Arrays.copyOf(whole, 0x800)));
    }
}
