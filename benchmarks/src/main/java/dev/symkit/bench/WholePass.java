// SPDX-License-Identifier: Apache-2.0
package dev.symkit.bench;

import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.symbols.PdbFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Walks once over everything in a PDB and prints how much there is. {@code compare-pdb.sh} times it as a whole process.
 *
 * @param modules number of modules
 * @param publics public symbols
 * @param globals global symbols
 * @param symbols symbols of modules
 * @param types records of the type stream
 * @param ids records of the id stream
 * @param lines line entries
 * @param contributions section contributions
 */
record WholePass(
        int modules,
        PdbWalks.Tally publics,
        PdbWalks.Tally globals,
        PdbWalks.Tally symbols,
        PdbWalks.Tally types,
        PdbWalks.Tally ids,
        PdbWalks.Tally lines,
        PdbWalks.Tally contributions) {

    static WholePass of(PdbFile pdb, int threads) throws IOException {
        return new WholePass(
                pdb.moduleCount(),
                PdbWalks.publics(pdb),
                PdbWalks.globals(pdb),
                PdbWalks.moduleSymbols(pdb, threads),
                PdbWalks.types(pdb.types()),
                PdbWalks.types(pdb.ids()),
                PdbWalks.lines(pdb),
                PdbWalks.contributions(pdb));
    }

    /**
     * Walks over a file.
     *
     * @param args the PDB, and optionally the number of threads for the symbols of modules
     */
    public static void main(String[] args) throws IOException {
        int threads = args.length > 1 ? Integer.parseInt(args[1]) : 1;
        try (FileByteSource source = FileByteSource.open(Path.of(args[0]))) {
            WholePass pass = of(PdbFile.open(source), threads);
            System.out.println("modules " + pass.modules);
            System.out.println("publics " + pass.publics.records());
            System.out.println("globals " + pass.globals.records());
            System.out.println("module symbols " + pass.symbols.records());
            System.out.println("types " + pass.types.records());
            System.out.println("ids " + pass.ids.records());
            System.out.println("types and ids " + (pass.types.records() + pass.ids.records()));
            System.out.println("line entries " + pass.lines.records());
            System.out.println("contributions " + pass.contributions.records());
        }
    }
}
