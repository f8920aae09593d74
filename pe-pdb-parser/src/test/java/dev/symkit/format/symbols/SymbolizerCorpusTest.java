// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.symbols;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.codeview.ProcSymbol;
import dev.symkit.format.codeview.ReferenceSymbol;
import dev.symkit.format.codeview.Symbol;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.Name;
import dev.symkit.testkit.Corpus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses are translated as another symbol dumper did it, in rearranged images too. */
class SymbolizerCorpusTest {
    private static PdbFile open(String path) throws IOException {
        return PdbFile.open(ByteSource.of(path, Corpus.assumePresent().bytes(path)));
    }

    @ParameterizedTest
    @CsvSource({
        "native/x86-crash/crash.pdb, native/x86-crash/crash.sym, 80, 700",
        "native/x86-omap/omap_stretched.pdb, native/x86-omap/omap_stretched.sym, 170, 2000"
    })
    void agreesWithBreakpad(String pdb, String oracle, int fewestFunctions, int fewestLines) throws IOException {
        Symbolizer symbolizer = open(pdb).symbolizer();
        boolean rearranged = pdb.contains("omap");
        Map<String, String> files = new HashMap<>();
        Tally functions = new Tally();
        Tally lines = new Tally();
        for (String text :
                new String(Corpus.assumePresent().bytes(oracle), UTF_8).lines().toList()) {
            String[] words = text.split(" ", 5);
            if (words[0].equals("FILE")) {
                files.put(words[1], text.split(" ", 3)[2]);
            } else if (words[0].equals("FUNC") && !words[1].equals("m")) {
                CodeLocation found =
                        symbolizer.find(Long.parseLong(words[1], 16)).orElseThrow(() -> new AssertionError(text));
                String name = outermost(found).function().toString();
                // The oracle makes several functions of one that was torn apart.
                boolean starts = found.displacement() == 0 || rearranged;
                functions.add(starts && words[4].replace(" ", "").contains(lastPart(name)), text + ": " + name);
            } else if (words[0].matches("[0-9a-f]+") && words.length == 4 && !words[1].equals("0")) {
                // The last byte of the range: at its first one the oracle takes the last of several rows, we the first.
                long last = Long.parseLong(words[0], 16) + Long.parseLong(words[1], 16) - 1;
                Optional<SourceLine> line =
                        symbolizer.find(last).flatMap(found -> outermost(found).line());
                boolean same = line.isPresent()
                        && String.valueOf(line.get().line()).equals(words[2])
                        && line.get().file().toString().equalsIgnoreCase(files.get(words[3]));
                lines.add(same, text + ": " + line);
            }
        }
        System.out.println(oracle + ": functions " + functions + ", lines " + lines);
        functions.check(fewestFunctions);
        lines.check(fewestLines);
    }

    /** Agreements, and the rest: functions with the same code are one in the image, and either of their names and lines is right. */
    private static final class Tally {
        private int same;
        private final List<String> different = new ArrayList<>();

        void add(boolean agrees, String what) {
            if (agrees) {
                same++;
            } else {
                different.add(what);
            }
        }

        void check(int fewest) {
            assertThat(same).isGreaterThanOrEqualTo(fewest);
            assertThat(different).hasSizeLessThan(same / 50);
        }

        @Override
        public String toString() {
            return same + " the same, " + different.size() + " different";
        }
    }

    private static Frame outermost(CodeLocation location) {
        return location.frames().get(location.frames().size() - 1);
    }

    /** The name behind the last scope, before anything that another undecorator may spell otherwise. */
    private static String lastPart(String name) {
        String plain = name.replace(" ", "");
        int template = plain.indexOf('<');
        plain = template > 0 ? plain.substring(0, template) : plain;
        return plain.substring(plain.lastIndexOf(':') + 1)
                .replaceFirst("^[_@]+", "")
                .replaceFirst("@[0-9]+$", "");
    }

    @Test
    void followsANameToItsProcedure() throws IOException {
        PdbFile pdb = open("native/x86-omap/omap_stretched.pdb");
        List<Symbol> found = pdb.find(Name.of("main"));
        ReferenceSymbol reference = found.stream()
                .filter(ReferenceSymbol.class::isInstance)
                .map(ReferenceSymbol.class::cast)
                .findFirst()
                .orElseThrow();
        ProcSymbol procedure = (ProcSymbol) pdb.resolve(reference).orElseThrow();
        assertThat(procedure.name()).isEqualTo(Name.of("main"));
        assertThat(pdb.addresses().rva(procedure.segment(), procedure.offset())).hasValue(0x1000);
    }

    @Test
    void readsTheSameFromACompressedPdb() throws IOException {
        PdbFile plain = open("msfz/HelloWorld.pdb");
        PdbFile packed = open("msfz/HelloWorld.pdz");
        assertThat(packed.info()).isEqualTo(plain.info());
        assertThat(packed.moduleCount()).isEqualTo(plain.moduleCount()).isPositive();
    }

    @Test
    void findsNothingInAPdbOfTypes() throws IOException {
        PdbFile pdb = open("symstore-py/vc140.pdb");
        assertThat(pdb.moduleCount()).isZero();
        assertThat(pdb.symbolizer().find(0x1000)).isEmpty();
        assertThat(pdb.find(Name.of("main"))).isEmpty();
        assertThat(pdb.types()).isPresent();
    }
}
