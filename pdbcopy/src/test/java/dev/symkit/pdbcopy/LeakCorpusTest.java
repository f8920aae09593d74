// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.compress.Cabinet;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.store.key.KeyReader;
import dev.symkit.testkit.Corpus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files; the numbers are those that were measured when the classes of leaks were worked out. */
class LeakCorpusTest {
    private static final long LARGEST_CABINET_CONTENT = 1 << 24;

    private final Corpus corpus = Corpus.assumePresent();

    private LeakReport inspect(String path) throws IOException {
        return LeakDetector.inspect(ByteSource.of(path, corpus.bytes(path)));
    }

    /** Findings in contributions, by the offset in the record; the first record is at an offset of the DBI stream. */
    private static long pads(LeakReport report, long start, IntPredicate offset) {
        return report.findings().stream()
                .filter(finding -> finding.type() == LeakClass.CONTRIBUTION_PAD
                        && finding.place().offset() >= start
                        && offset.test((int) ((finding.place().offset() - start) % 28)))
                .count();
    }

    @Test
    void aPdbThatTheLinkerStrippedIn2018() throws IOException {
        LeakReport report = inspect("native/x86-stripped-firefox/basic32-min.pdb");
        long start = 64 + modulesSize("native/x86-stripped-firefox/basic32-min.pdb") + 4;
        assertThat(pads(report, start, offset -> offset == 2 || offset == 3)).isEqualTo(923);
        assertThat(pads(report, start, offset -> offset == 18 || offset == 19)).isEqualTo(835);
        assertThat(report.total(LeakClass.CONTRIBUTION_PAD).findings()).isEqualTo(923 + 835);
        assertThat(report.total(LeakClass.MODULE_PAD)).isEqualTo(new LeakTotal(229, 2 * 229));
        assertThat(report.findings())
                .filteredOn(finding -> finding.type() == LeakClass.MODULE_PAD)
                .allSatisfy(finding -> assertThat(finding.head()).hasToString("3B13"));
        assertThat(report.total(LeakClass.SYMBOL_TAIL).findings()).isEqualTo(2445);
        assertThat(report.total(LeakClass.DIRECTORY_SLACK)).isEqualTo(new LeakTotal(1, 1954));
        assertThat(report.findings())
                .filteredOn(finding -> finding.type() == LeakClass.FREE_PAGE)
                .extracting(LeakFinding::place)
                .contains(new LeakPlace.InPage(3, 0), new LeakPlace.InPage(264, 0));
        assertThat(report.findings())
                .filteredOn(finding -> finding.type() == LeakClass.STREAM_SLACK)
                .extracting(finding -> ((LeakPlace.InStream) finding.place()).stream())
                .containsExactly(1);
    }

    private long modulesSize(String path) throws IOException {
        try (FileByteSource source = FileByteSource.open(corpus.file(path))) {
            return MsfFile.open(source).stream(3).cursor(24, 4).u32();
        }
    }

    @Test
    void aPrivatePdbOf2019() throws IOException {
        byte[] pdb;
        try (FileByteSource cabinet = FileByteSource.open(corpus.file("cab/x86-mszip/basic32.pd_"));
                InputStream in = Cabinet.single(cabinet, "basic32.pdb", LARGEST_CABINET_CONTENT)) {
            pdb = in.readAllBytes();
        }
        LeakReport report = LeakDetector.inspect(ByteSource.of("basic32.pdb", pdb));
        assertThat(report.totals()).containsOnlyKeys(LeakClass.FREE_PAGE, LeakClass.STREAM_SLACK);
        assertThat(report.total(LeakClass.STREAM_SLACK).findings()).isEqualTo(203);
    }

    @Test
    void pdbsOfVisualStudio2013() throws IOException {
        LeakReport mixed = inspect("managed/mixed-mode-x86/MixedMode_x86_VS2013_Default.pdb");
        assertThat(mixed.totals())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        LeakClass.FREE_PAGE, new LeakTotal(5, 1695),
                        LeakClass.STREAM_SLACK, new LeakTotal(3, 1665),
                        LeakClass.CONTRIBUTION_PAD, new LeakTotal(667, 1283),
                        LeakClass.MODULE_PAD, new LeakTotal(26, 78),
                        LeakClass.SYMBOL_TAIL, new LeakTotal(293, 293)));
    }

    @Test
    void lldWritesNoLeaks() throws IOException {
        for (Corpus.Row row : corpus.manifest()) {
            if (row.path().matches("lld/.*\\.pdb")) {
                assertThat(inspect(row.path()).totals()).as(row.path()).isEmpty();
            }
        }
    }

    @Test
    void everyPdbIsCleanAfterItsRepair(@TempDir Path directory) throws IOException {
        int repaired = 0;
        int damaged = 0;
        for (Corpus.Row row : corpus.manifest()) {
            if (!row.kind().equals("PDB7")) {
                continue;
            }
            Path pdb = directory.resolve(repaired + damaged + ".pdb");
            Files.copy(corpus.file(row.path()), pdb);
            if (isRefused(pdb)) {
                assertThat(row.path()).startsWith("malformed/");
                assertThat(Files.mismatch(pdb, corpus.file(row.path()))).isEqualTo(-1);
                damaged++;
            } else {
                check(row.path(), pdb);
                repaired++;
            }
        }
        assertThat(repaired).isGreaterThan(45);
        assertThat(damaged).isLessThan(5);
    }

    private static boolean isRefused(Path pdb) throws IOException {
        try {
            Pdbs.repair(pdb, pdb.resolveSibling(pdb.getFileName() + ".bak"));
            return false;
        } catch (FormatException e) {
            return true;
        }
    }

    private void check(String path, Path pdb) throws IOException {
        Path original = corpus.file(path);
        Path backup = pdb.resolveSibling(pdb.getFileName() + ".bak");
        assertThat(Files.mismatch(original, backup)).as(path).isEqualTo(-1);
        byte[] first = Files.readAllBytes(pdb);
        try (FileByteSource before = FileByteSource.open(original);
                FileByteSource after = FileByteSource.open(pdb)) {
            assertThat(LeakDetector.inspect(after).isClean()).as(path).isTrue();
            assertThat(Difference.zeroed(before, after))
                    .as(path)
                    .isEqualTo(LeakDetector.inspect(before).bytes());
            assertThat(new KeyReader().identify(after)).as(path).isEqualTo(new KeyReader().identify(before));
        }
        assertThat(Pdbs.repair(pdb, pdb.resolveSibling(pdb.getFileName() + ".second"))
                        .isClean())
                .as(path)
                .isTrue();
        assertThat(Files.readAllBytes(pdb)).as(path).isEqualTo(first);
    }
}
