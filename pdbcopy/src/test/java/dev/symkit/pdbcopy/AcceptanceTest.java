// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.codeview.PublicSymbol;
import dev.symkit.format.codeview.ReferenceSymbol;
import dev.symkit.format.codeview.Symbol;
import dev.symkit.format.dbi.DbiFields;
import dev.symkit.format.gsi.SymbolFinder;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.store.key.KeyReader;
import dev.symkit.testkit.BigData;
import dev.symkit.testkit.Corpus;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every stripped PDB: of our samples, of the corpus and of {@link BigData}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AcceptanceTest {
    @TempDir
    private Path directory;

    private int compared;

    @AfterAll
    void somethingWasCompared() {
        System.out.println("stripped PDBs compared with their sources: " + compared);
        assertThat(compared).isPositive();
    }

    @Test
    void corpusIsThere() throws IOException {
        Corpus.assumePresent();
        assertThat(pdbs()).hasSizeGreaterThan(50);
    }

    static List<Path> pdbs() throws IOException {
        List<Path> pdbs = new ArrayList<>(Pdbs.samples());
        if (Corpus.locate().isPresent()) {
            Corpus corpus = Corpus.assumePresent();
            for (Corpus.Row row : corpus.manifest()) {
                boolean pdb = row.kind().equals("PDB7") || row.kind().equals("MSFZ");
                if (pdb && !row.path().startsWith("malformed/pdb/") && hasDebugInformation(corpus.file(row.path()))) {
                    pdbs.add(corpus.file(row.path()));
                }
            }
        }
        for (Path path : BigData.files(".pdb")) {
            if (hasDebugInformation(path)) {
                pdbs.add(path);
            }
        }
        return pdbs;
    }

    private static boolean hasDebugInformation(Path path) throws IOException {
        try (FileByteSource file = FileByteSource.open(path)) {
            return PdbFile.open(file).dbi().isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource("pdbs")
    void keepsWhatIsPublicAndNothingElse(Path path) throws IOException {
        try (FileByteSource file = FileByteSource.open(path)) {
            PdbFile source = PdbFile.open(file);
            Path once = strip(source, "once.pdb");
            try (FileByteSource output = FileByteSource.open(once)) {
                PdbFile result = PdbFile.open(output);
                sameIdentity(file, source, output, result);
                samePublics(source, result);
                new PublicForm(source, result).check();
                everythingIsFound(result);
                assertThat(LeakDetector.inspect(output).isClean()).isTrue();
                assertThat(strip(source, "again.pdb")).hasSameBinaryContentAs(once);
                assertThat(strip(result, "twice.pdb")).hasSameBinaryContentAs(once);
            }
        }
        compared++;
    }

    private Path strip(PdbFile pdb, String name) throws IOException {
        Path path = directory.resolve(name);
        try (var out = Files.newOutputStream(path);
                var buffered = new BufferedOutputStream(out, 1 << 18)) {
            Pdbs.stripped(pdb, StripOptions.DEFAULT).writeTo(buffered);
        }
        return path;
    }

    private static void sameIdentity(ByteSource file, PdbFile source, ByteSource output, PdbFile result)
            throws IOException {
        assertThat(result.info().info()).isEqualTo(source.info().info());
        DbiFields was = source.dbi().orElseThrow().fields();
        DbiFields is = result.dbi().orElseThrow().fields();
        assertThat(is.age()).isEqualTo(was.age());
        assertThat(is.machine()).isEqualTo(was.machine());
        assertThat(is.version()).isEqualTo(was.version());
        assertThat(is.flags()).isEqualTo(2);
        var key = new KeyReader().identify(output).orElseThrow();
        assertThat(key.indexes())
                .isNotEmpty()
                .isEqualTo(new KeyReader().identify(file).orElseThrow().indexes());
    }

    private static void samePublics(PdbFile source, PdbFile result) throws IOException {
        assertThat(Pdbs.publics(result)).isEqualTo(Pdbs.publics(source));
        if (result.publics().isPresent()) {
            assertThat(result.publics().get().addressCount())
                    .isEqualTo(result.publics().get().count());
        }
    }

    /** Through the hash tables, by name; and publics in the address map in order. */
    private static void everythingIsFound(PdbFile result) throws IOException {
        SymbolFinder publics = result.publics().orElseThrow().finder();
        for (Symbol each : Pdbs.symbols(result.publics().get().inRecordOrder())) {
            if (!publics.find(((PublicSymbol) each).name()).contains(each)) {
                throw new AssertionError("not found: " + each);
            }
        }
        SymbolFinder globals = result.globals().orElseThrow().finder();
        for (Symbol each : Pdbs.symbols(result.globals().get().inRecordOrder())) {
            if (!globals.find(((ReferenceSymbol) each).name()).contains(each)) {
                throw new AssertionError("not found: " + each);
            }
        }
        PublicSymbol before = null;
        for (Symbol each : Pdbs.symbols(result.publics().get().inAddressOrder())) {
            PublicSymbol symbol = (PublicSymbol) each;
            if (before != null) {
                assertThat((long) symbol.segment() << 32 | symbol.offset())
                        .isGreaterThanOrEqualTo((long) before.segment() << 32 | before.offset());
            }
            before = symbol;
        }
    }

    /** A source file, a type, a member of it, a local, a parameter, a constant, a static variable, the command of the compiler. */
    @ParameterizedTest
    @MethodSource("engines")
    void privateWordsOfOurSamplesAreGone(Path path) throws IOException {
        byte[] file = Files.readAllBytes(path);
        String before = new String(file, ISO_8859_1);
        String after = new String(Pdbs.strip(file), ISO_8859_1);
        for (String word :
                List.of("engine.cpp", "Body", "velocity", "slot", "ticks", "kMaxBodies", "g_world", "-cc1")) {
            assertThat(before).contains(word);
            assertThat(after).doesNotContain(word);
        }
        assertThat(after).contains("engine_step");
    }

    static Stream<Path> engines() throws IOException {
        return Pdbs.samples().stream().filter(path -> path.endsWith("engine.pdb"));
    }

    @Test
    void thereAreEngines() throws IOException {
        assertThat(engines()).hasSize(6);
    }
}
