// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.pe.CodeView;
import dev.symkit.format.pe.PeFile;
import dev.symkit.testkit.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real minidumps: module lists as an independent parser found them, and damage. */
class DumpCorpusTest {
    private static final Map<String, Integer> MACHINES = Map.of("x86", 0x14C, "x64", 0x8664);

    private static Minidump open(Corpus corpus, String path) throws IOException {
        return Minidump.open(ByteSource.of(path, corpus.bytes(path)));
    }

    @Test
    void moduleListsAreThoseOfTheOracle() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        int modules = 0;
        for (Corpus.Row row : corpus.manifest()) {
            if (!row.path().endsWith(".dmp.modules.tsv")) {
                continue;
            }
            String dump = row.path().substring(0, row.path().length() - ".modules.tsv".length());
            List<String> expected = Files.readAllLines(corpus.file(row.path()));
            List<String> found = open(corpus, dump).modules().stream()
                    .map(DumpCorpusTest::line)
                    .toList();
            assertThat(found).as(dump).isEqualTo(expected.subList(1, expected.size()));
            modules += found.size();
        }
        assertThat(modules).isEqualTo(97);
        System.out.println("minidumps: " + modules + " modules agree with the oracle");
    }

    private static String line(DumpModule module) {
        String peKey = String.format(Locale.ROOT, "%08X%x", module.timestamp(), module.size());
        String codeView = "\t";
        if (module.codeView().orElse(null) instanceof CodeView.Rsds rsds) {
            codeView = rsds.path() + "\t" + hex(rsds.guid()) + Long.toHexString(rsds.age());
        }
        return module.name() + "\t" + peKey + "\t" + codeView;
    }

    private static String hex(UUID guid) {
        return guid.toString().replace("-", "").toUpperCase(Locale.ROOT);
    }

    @Test
    void factsOfTheManifestAgree() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        int compared = 0;
        for (Corpus.Row row : corpus.manifest()) {
            if (!row.kind().equals("minidump") || row.path().startsWith("malformed/")) {
                continue;
            }
            Minidump dump = open(corpus, row.path());
            String facts = row.facts();
            assertThat(facts).contains("modules=" + dump.modules().size());
            int machine = dump.systemInfo().orElseThrow().machine().orElseThrow();
            assertThat(machine).isEqualTo(MACHINES.get(facts.contains("cpu=x64") ? "x64" : "x86"));
            String streams = facts.substring(facts.indexOf("streams=") + "streams=".length());
            assertThat(streams.split("\\+")).hasSize((int)
                    dump.streams().stream().filter(s -> s.type() != 0).count());
            assertThat(dump.systemInfo().orElseThrow().isWindows())
                    .isEqualTo(!row.path().endsWith("simple-crashpad.dmp"));
            compared += 4;
        }
        assertThat(compared).isEqualTo(20);
    }

    @Test
    void theFirstModuleOfTheCrashIsTheImageInTheCorpus() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        DumpModule crash =
                open(corpus, "minidump/crash-x86-windows.dmp").modules().get(0);
        PeFile image = PeFile.open(ByteSource.of("crash.exe", corpus.bytes("native/x86-crash/crash.exe")));
        assertThat(crash.timestamp()).isEqualTo(image.timestamp());
        assertThat(crash.size()).isEqualTo(image.sizeOfImage());
        assertThat(crash.codeView()).contains(image.codeViews().get(0));
    }

    @Test
    void systemLibrariesHaveTheVersionOfTheirSystem() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        Minidump dump = open(corpus, "minidump/notepad-small-64bit.dmp");
        SystemInfo system = dump.systemInfo().orElseThrow();
        DumpModule ntdll = dump.modules().get(1);
        assertThat(ntdll.version().orElseThrow().fileText())
                .startsWith(system.major() + "." + system.minor() + "." + system.build() + ".");
    }

    @Test
    void memoryOfEveryRangeCanBeRead() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        int ranges = 0;
        for (String name : List.of("crash-x86-windows", "notepad-small-32bit", "notepad-small-64bit", "test")) {
            DumpMemory memory = open(corpus, "minidump/" + name + ".dmp").memory();
            for (MemoryRange range : memory.ranges()) {
                byte[] bytes = new byte[(int) range.size()];
                memory.read(range.start(), bytes, 0, bytes.length);
                ranges++;
            }
        }
        assertThat(ranges).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"malformed/minidump/invalid-range.dmp", "malformed/minidump/invalid-record-count.dmp"})
    void malformedDumpsGiveAResultOrAFormatException(String path) throws IOException {
        refuses(Corpus.assumePresent().bytes(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"minidump/crash-x86-windows.dmp", "minidump/notepad-small-64bit.dmp", "minidump/test.dmp"})
    void everyDamageGivesAResultOrAFormatException(String path) throws IOException {
        byte[] file = Corpus.assumePresent().bytes(path);
        assertThat(Dumps.readAny(ByteSource.of(path, file))).isPositive();
        byte[] damaged = file.clone();
        int refused = 0;
        for (int at = 0; at < 1000; at++) {
            for (int change : new int[] {0x01, 0x80, 0xFF}) {
                damaged[at] ^= (byte) change;
                refused += refuses(damaged);
                damaged[at] = file[at];
            }
        }
        SplittableRandom random = new SplittableRandom(file.length);
        for (int run = 0; run < 1000; run++) {
            damaged[random.nextInt(file.length)] = (byte) random.nextInt(256);
            refused += refuses(damaged);
            if (run % 8 == 7) {
                System.arraycopy(file, 0, damaged, 0, file.length);
            }
            refused += refuses(Arrays.copyOf(file, random.nextInt(file.length)));
        }
        assertThat(refused).isPositive();
    }

    private static int refuses(byte[] content) throws IOException {
        try {
            Dumps.readAny(ByteSource.of("damaged.dmp", content));
            return 0;
        } catch (FormatException e) {
            Dumps.check(e);
            return 1;
        }
    }
}
