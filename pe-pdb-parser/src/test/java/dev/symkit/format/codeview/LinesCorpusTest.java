// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.RandomBytes;
import dev.symkit.testkit.Corpus;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the line data of all real PDBs, and of some of them with damage. */
class LinesCorpusTest {
    private static final int MUTANTS = 40;
    private static final int S_INLINESITE = 0x114D;

    @Test
    void everySubsectionOfTheCorpusIsRead() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        Map<Integer, Integer> kinds = new TreeMap<>();
        int files = 0;
        int sites = 0;
        for (Corpus.Row row : corpus.manifest()) {
            if (!row.kind().equals("PDB7") || row.path().startsWith("malformed/")) {
                continue;
            }
            LinesPdb pdb = LinesPdb.open(ByteSource.of(row.path(), corpus.bytes(row.path())));
            for (LinesPdb.Module module : pdb.modules()) {
                C13Reader reader = module.c13();
                while (reader.next()) {
                    kinds.merge(reader.kind(), 1, Integer::sum);
                }
                readAll(module.stream(), module.c11End(), module.c13End());
                sites += inlineSites(module);
            }
            files++;
        }
        System.out.println(
                "C13 subsections of " + files + " corpus PDBs by kind: " + kinds + "; " + sites + " inline sites");
        assertThat(kinds.keySet()).contains(C13Reader.LINES, C13Reader.FILE_CHECKSUMS, C13Reader.INLINEE_LINES);
        assertThat(sites).isPositive();
    }

    /** Walks the rows of all inlined calls; each call has the lines of its function. */
    private static int inlineSites(LinesPdb.Module module) throws IOException {
        InlineeTable inlinees = InlineeTable.read(module.stream(), module.c11End(), module.c13End());
        BinaryAnnotations annotations = new BinaryAnnotations();
        int[] sites = new int[1];
        LinesPdb.symbols(module, kind -> kind == S_INLINESITE, (kind, bytes, at, end, offset) -> {
            int entry = inlinees.find(LinesPdb.i32(bytes, at + 8));
            assertThat(entry).isNotEqualTo(InlineeTable.NONE);
            annotations.reset(
                    bytes,
                    at + 12,
                    end - at - 12,
                    module.stream().origin(),
                    offset + 12,
                    inlinees.fileOffset(entry),
                    inlinees.line(entry));
            while (annotations.next()) {
                assertThat(annotations.codeOffset()).isNotNegative();
                assertThat(annotations.line()).as("0 if there is none").isNotNegative();
            }
            sites[0]++;
        });
        return sites[0];
    }

    @Test
    void oldLinesAreReadInOrder() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        LinesPdb pdb = LinesPdb.open(ByteSource.of("CommandLine.pdb", corpus.bytes("pdb20/CommandLine.pdb")));
        LinesPdb.Module module = pdb.modules().get(1);
        C11Lines lines = module.c11();
        assertThat(lines.files())
                .extracting(file -> file.name().toString())
                .containsExactly("CommandLine.xs", "CommandLine.c", "const-xs.inc", "const-c.inc");
        int rows = 0;
        for (C11File file : lines.files()) {
            for (C11Block block : file.blocks()) {
                for (int row = 0; row < block.size(); row++) {
                    assertThat(block.offset(row)).isBetween(block.first(), block.last());
                    assertThat(lines.lookup(block.section(), block.offset(row)))
                            .contains(
                                    new C11Position(file.name(), block.section(), block.offset(row), block.line(row)));
                    rows++;
                }
            }
        }
        assertThat(lines.size()).isEqualTo(rows).isGreaterThan(50);
        assertThat(lines.lookup(1, 0x232)).map(C11Position::line).contains(234);
        int withLines = 0;
        for (LinesPdb.Module other : pdb.modules()) {
            withLines += other.c11().files().isEmpty() ? 0 : 1;
        }
        assertThat(withLines).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lld/x64/full.pdb",
                "managed/symreader/VB.pdb",
                "native/x86-crash/crash.pdb",
                "native/x64-signed-jni/onnxruntime4j_jni.pdb"
            })
    void everyDamageGivesAResultOrAFormatException(String path) throws IOException {
        LinesPdb pdb = LinesPdb.open(ByteSource.of(path, Corpus.assumePresent().bytes(path)));
        SplittableRandom random = new SplittableRandom(path.length());
        int refused = 0;
        for (LinesPdb.Module module : pdb.modules()) {
            int size = (int) (module.c13End() - module.c11End());
            if (size == 0) {
                continue;
            }
            byte[] good = module.stream().cursor(module.c11End(), size).bytes(size);
            for (int i = 0; i < MUTANTS; i++) {
                byte[] bad = good.clone();
                for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                    int at = random.nextInt(Math.min(size, random.nextBoolean() ? 64 : size));
                    bad[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : bad[at] ^ 1 << random.nextInt(8));
                }
                refused += survives(new C13Builder.Bytes(bad), random.nextInt(4) == 0 ? random.nextInt(size) : size);
            }
        }
        assertThat(refused).as("damage that was noticed").isPositive();
    }

    /** Counts the readers that refuse the data. */
    private static int survives(RandomBytes stream, long end) throws IOException {
        int refused = 0;
        for (C13Builder.Check reader : READERS) {
            try {
                reader.read(stream, end);
            } catch (FormatException e) {
                assertThat(e.offset()).isBetween(0L, end);
                refused++;
            }
        }
        return refused;
    }

    static final List<C13Builder.Check> READERS = List.of(
            (stream, size) -> readLines(stream, 0, size),
            (stream, size) -> readFiles(stream, 0, size),
            (stream, size) -> InlineeTable.read(stream, 0, size),
            (stream, size) -> CrossModuleImports.read(stream, 0, size),
            (stream, size) -> CrossModuleExports.read(stream, 0, size),
            (stream, size) -> readFrames(stream, 0, size));

    private static void readAll(RandomBytes stream, long start, long end) throws IOException {
        readLines(stream, start, end);
        readFiles(stream, start, end);
        InlineeTable.read(stream, start, end);
        CrossModuleImports.read(stream, start, end);
        CrossModuleExports.read(stream, start, end);
        readFrames(stream, start, end);
    }

    private static void readLines(RandomBytes stream, long start, long end) throws IOException {
        LineTable table = LineTable.read(stream, start, end);
        for (int row = 0; row < table.size(); row++) {
            LineEntry entry = table.entry(row);
            table.find(entry.section(), entry.offset());
            assertThat(table.endOffset(row)).isGreaterThanOrEqualTo(entry.offset());
        }
    }

    private static void readFiles(RandomBytes stream, long start, long end) throws IOException {
        var checksums = Checksums.find(stream, start, end);
        if (checksums.isPresent()) {
            for (ChecksumEntry entry : checksums.get().entries()) {
                checksums.get().at(entry.fileOffset());
            }
        }
    }

    private static void readFrames(RandomBytes stream, long start, long end) throws IOException {
        C13Reader reader = new C13Reader(stream, start, end);
        while (reader.next(C13Reader.FRAME_DATA)) {
            FrameDataSubsection.decode(reader.data());
        }
    }
}
