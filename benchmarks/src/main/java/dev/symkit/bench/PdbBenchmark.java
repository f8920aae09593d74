// SPDX-License-Identifier: Apache-2.0
package dev.symkit.bench;

import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.symbols.PdbFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Opens a PDB, walks over all records of one sort with their names, closes. The file is named with {@code -p file=...}.
 *
 * <p>Opening is part of each figure, so that nothing that the PDB remembers from the last time is left out of it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PdbBenchmark {
    /** The PDB. */
    @Param("")
    public String file = "";

    private interface Walk {
        Object over(PdbFile pdb) throws IOException;
    }

    private Object open(Walk walk) throws IOException {
        try (FileByteSource source = FileByteSource.open(Path.of(file))) {
            return walk.over(PdbFile.open(source));
        }
    }

    /** All public symbols. */
    @Benchmark
    public Object publics() throws IOException {
        return open(PdbWalks::publics);
    }

    /** All global symbols, in the order of their records. */
    @Benchmark
    public Object globals() throws IOException {
        return open(PdbWalks::globals);
    }

    /** The same without their names. */
    @Benchmark
    public Object globalKinds() throws IOException {
        return open(PdbWalks::globalKinds);
    }

    /** All symbols of all modules. */
    @Benchmark
    public Object moduleSymbols() throws IOException {
        return open(pdb -> PdbWalks.moduleSymbols(pdb, 1));
    }

    /** All symbols of all modules, two modules at a time. */
    @Benchmark
    public Object moduleSymbolsTwoThreads() throws IOException {
        return open(pdb -> PdbWalks.moduleSymbols(pdb, 2));
    }

    /** All types. */
    @Benchmark
    public Object types() throws IOException {
        return open(pdb -> PdbWalks.types(pdb.types()));
    }

    /** All types and ids. */
    @Benchmark
    public Object typesAndIds() throws IOException {
        return open(pdb -> PdbWalks.types(pdb.types()).plus(PdbWalks.types(pdb.ids())));
    }

    /** All line entries. */
    @Benchmark
    public Object lines() throws IOException {
        return open(PdbWalks::lines);
    }

    /** All section contributions. */
    @Benchmark
    public Object contributions() throws IOException {
        return open(PdbWalks::contributions);
    }

    /** Everything above, one after the other. */
    @Benchmark
    public Object everything() throws IOException {
        return open(pdb -> WholePass.of(pdb, 1));
    }

    /** Everything above, the symbols of the modules with two threads. */
    @Benchmark
    public Object everythingTwoThreads() throws IOException {
        return open(pdb -> WholePass.of(pdb, 2));
    }
}
