// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.symbol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.dbi.DbiModule;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.testkit.Corpus;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
    @ParameterizedTest
    @ValueSource(strings = {"lld/x64/full.pdb", "lld/x86/lib.pdb", "age-series/age1/vs2012.pdb"})
    void everyPlaceHasANumberOfItsOwn(String file) throws Exception {
        try (ByteSource source = FileByteSource.open(Corpus.assumePresent().file(file))) {
            PdbFile pdb = PdbFile.open(source);
            Numbers numbers = Numbers.of(pdb);
            List<DbiModule> modules = pdb.dbi().orElseThrow().modules();
            Set<Long> seen = new HashSet<>();
            for (int i = 0; i < modules.size(); i++) {
                check(numbers, seen, numbers.ofCompiland(i), new Numbers.Compiland(i));
                for (long at = 4; at < modules.get(i).symbolBytes(); at += 4) {
                    check(numbers, seen, numbers.ofModuleRecord(i, at), new Numbers.ModuleRecord(i, at));
                }
            }
            long records = pdb.symbolRecords().orElseThrow().stream().size();
            for (long at = 0; at < records; at += 4) {
                check(numbers, seen, numbers.ofGlobalRecord(at), new Numbers.GlobalRecord(at));
            }
            for (long type : List.of(0L, 0x74L, 0x1000L, 0x123456L)) {
                check(numbers, seen, numbers.ofType(type), new Numbers.Type(type));
            }
            assertThat(seen.size()).isGreaterThan(modules.size() + 100);
            assertThat(numbers.place(0)).isEmpty();
            assertThat(numbers.place(-1)).isEmpty();
            assertThat(numbers.place(Numbers.IMAGINARY)).isEmpty();
        }
    }

    private static void check(Numbers numbers, Set<Long> seen, long number, Numbers.Place place) {
        assertThat(number).isPositive();
        assertThat(seen.add(number)).as("%s is alone with %d", place, number).isTrue();
        assertThat(numbers.place(number)).contains(place);
    }
}
