// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.pdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.dbh.symbol.Lookout;
import dev.symkit.dbh.symbol.SymbolOptions;
import dev.symkit.dbh.symbol.SymbolRow;
import dev.symkit.format.gsi.SymbolWalk;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.testkit.Corpus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What listings read from records in place is what the decoded records say, for every symbol of the corpus. */
class ListedFieldsTest {
    private static final SymbolOptions OPTIONS = SymbolOptions.START;

    /** Both readers of one PDB. */
    private record Both(ListedFields listed, RowMaker rows) {
        void compare(SymbolWalk walk) throws IOException {
            while (walk.next()) {
                compare(listed.read(walk.symbol(), OPTIONS), rows.row(walk.symbol(), 1, false, OPTIONS));
            }
        }

        void compare(boolean shown, Optional<SymbolRow> row) {
            assertThat(shown).isEqualTo(row.isPresent());
            if (row.isPresent()) {
                SymbolRow full = row.get();
                assertThat(listed.name()).isEqualTo(full.name());
                assertThat(listed.address()).as(full.name()).isEqualTo(full.address());
                assertThat(listed.fields().tag()).as(full.name()).isEqualTo(full.tag());
            }
        }
    }

    static Stream<Path> files() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        List<Path> files = new ArrayList<>();
        for (Corpus.Row row : corpus.manifest()) {
            if (row.kind().equals("PDB7") && !row.path().contains("malformed")) {
                files.add(corpus.file(row.path()));
            }
        }
        assertThat(files).hasSizeGreaterThan(10);
        return files.stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void isWhatRowsSay(Path file) throws IOException {
        try (FileByteSource source = FileByteSource.open(file)) {
            PdbFile pdb = PdbFile.open(source);
            PdbParts parts = new PdbParts(pdb, "m", 0x1000000, new Lookout(() -> false));
            RowMaker rows = new RowMaker(parts, false);
            ListedFields listed = new ListedFields(parts, rows);
            Both both = new Both(listed, rows);
            ModuleWalk walk = new ModuleWalk(parts);
            for (int module = 0; module < pdb.moduleCount(); module++) {
                walk.to(module);
                while (walk.next()) {
                    both.compare(listed.read(walk, OPTIONS), rows.row(walk, OPTIONS));
                }
            }
            if (pdb.globals().isPresent()) {
                both.compare(pdb.globals().get().inRecordOrder());
            }
            if (pdb.publics().isPresent()) {
                both.compare(pdb.publics().get().inRecordOrder());
            }
        }
    }
}
