// SPDX-License-Identifier: Apache-2.0
package dev.symkit.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.gsi.SymbolWalk;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.undecorate.Undecorator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Undecorates the names of all publics of a PDB, which is named with {@code -p file=...}. Reading the names is not timed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class UndecorateBenchmark {
    /** The PDB. */
    @Param("")
    public String file = "";

    private final Undecorator microsoft = Undecorator.microsoft(0);
    private final Undecorator llvm = Undecorator.llvm();
    private final List<String> names = new ArrayList<>();

    /** Reads the names. */
    @Setup
    public void read() throws IOException {
        try (FileByteSource source = FileByteSource.open(Path.of(file))) {
            PdbFile pdb = PdbFile.open(source);
            if (pdb.publics().isEmpty()) {
                throw new IOException(file + " has no publics");
            }
            SymbolWalk walk = pdb.publics().get().inRecordOrder();
            SymbolReader symbol = walk.symbol();
            while (walk.next()) {
                names.add(new String(symbol.buffer(), symbol.nameStart(), symbol.nameLength(), ISO_8859_1));
            }
        }
    }

    /** In Microsoft's style. */
    @Benchmark
    public long microsoft() {
        return length(microsoft);
    }

    /** In LLVM's style. */
    @Benchmark
    public long llvm() {
        return length(llvm);
    }

    private long length(Undecorator undecorator) {
        long length = 0;
        for (String name : names) {
            length += undecorator.undecorate(name).length();
        }
        return length;
    }
}
