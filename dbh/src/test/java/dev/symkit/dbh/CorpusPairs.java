// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import dev.symkit.format.codeview.ProcSymbol;
import dev.symkit.format.codeview.Symbol;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.testkit.Corpus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;

/** Images of the corpus that are not damaged, and the functions in their PDBs. */
final class CorpusPairs {
    private static final int MOST = 3000;

    private CorpusPairs() {}

    static List<Path> images() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        List<Path> images = new ArrayList<>();
        for (Corpus.Row row : corpus.manifest()) {
            boolean image = row.kind().startsWith("PE32");
            if (image && !row.path().contains("malformed") && !row.path().endsWith(".bin")) {
                images.add(corpus.file(row.path()));
            }
        }
        return images;
    }

    /** Whether a tool rearranged the image, of which LLVM's tools know nothing. */
    static boolean isRearranged(PdbFile pdb) throws IOException {
        return pdb.dbi().isPresent()
                && pdb.dbi().get().debugStreams().omapToSource().isPresent();
    }

    /** RVAs where functions start; of more than 3,000 every so many. */
    static List<Long> functions(PdbFile pdb) throws IOException {
        TreeSet<Long> starts = new TreeSet<>();
        for (int i = 0; i < pdb.moduleCount(); i++) {
            SymbolReader symbols = pdb.module(i).symbols();
            while (symbols.next()) {
                Symbol symbol = symbols.decode();
                if (symbol instanceof ProcSymbol procedure) {
                    OptionalLong rva = pdb.addresses().rva(procedure.segment(), procedure.offset());
                    rva.ifPresent(starts::add);
                }
            }
        }
        int step = starts.size() / MOST + 1;
        List<Long> some = new ArrayList<>();
        int number = 0;
        for (long start : starts) {
            if (number++ % step == 0) {
                some.add(start);
            }
        }
        return some;
    }
}
