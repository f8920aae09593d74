// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.MsfMutants;
import dev.symkit.testkit.Mutants;
import dev.symkit.testkit.Watched;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every damaged PDB gives a stripped one that can be read again, or a FormatException. Mutants are numbered; {@code
 * -Dsymkit.damage.first=N} and {@code -Dsymkit.damage.mutants=1} (in {@code symkit.test.jvmArgs}) run one of them again.
 */
final class StripDamageTest {
    private static final int MUTANTS = Integer.getInteger("symkit.damage.mutants", 300);
    private static final int FIRST = Integer.getInteger("symkit.damage.first", 0);
    private static final int MOST_FAILURES = 10;
    private static final int CUTS = 150;

    private int stripped;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lld/x86/full.pdb",
                "native/x64-vs2010-small/AllFail64.pdb",
                "native/x86-stripped-msvc/Native_x86_VS2017_15.5.4_PdbStripped.pdb"
            })
    void mutants(String path) throws Exception {
        byte[] file = Corpus.assumePresent().bytes(path);
        Mutants mutants = MsfMutants.of(file);
        List<Throwable> failures = new ArrayList<>();
        try (Watched watched = new Watched()) {
            for (int i = FIRST; i < FIRST + MUTANTS && failures.size() < MOST_FAILURES; i++) {
                String what = path + ", mutant " + i;
                byte[] mutant = mutants.mutant(i);
                Optional<Throwable> failure = watched.run(what, () -> attempt(mutant));
                failure.ifPresent(thrown -> failures.add(new AssertionError(what, thrown)));
            }
        }
        System.out.println(path + ": of " + MUTANTS + " mutants " + stripped + " could be stripped");
        assertThat(failures).isEmpty();
        assertThat(stripped).isPositive();
    }

    @Test
    void cuts() throws Exception {
        byte[] file = Corpus.assumePresent().bytes("lld/x86/full.pdb");
        List<Throwable> failures = new ArrayList<>();
        try (Watched watched = new Watched()) {
            for (int i = 0; i < CUTS; i++) {
                int size = (int) ((long) file.length * i / CUTS);
                Optional<Throwable> failure = watched.run(size + " bytes", () -> attempt(Arrays.copyOf(file, size)));
                failure.ifPresent(thrown -> failures.add(new AssertionError(size + " bytes", thrown)));
            }
        }
        assertThat(failures).isEmpty();
    }

    /** Strips with all that can be kept; a result must be a PDB of which the same can be read. */
    private void attempt(byte[] file) throws IOException {
        byte[] result;
        StripOptions options = new StripOptions(
                StripOptions.Filter.NONE, StripOptions.DEFAULT.names(), false, true, true, true, List.of());
        try {
            PdbFile pdb = PdbFile.open(ByteSource.of("mutant.pdb", file));
            StrippedPdb strip = StrippedPdb.of(pdb, options, Optional.empty(), () -> false, CopyListener.NONE);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            strip.writeTo(out);
            strip.report();
            result = out.toByteArray();
        } catch (FormatException e) {
            assertThat(e.getMessage()).contains("mutant.pdb");
            return;
        }
        assertThat(Pdbs.strip(Pdbs.open(result), options)).isEqualTo(result);
        stripped++;
    }
}
