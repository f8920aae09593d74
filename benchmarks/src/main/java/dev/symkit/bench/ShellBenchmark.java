// SPDX-License-Identifier: Apache-2.0
package dev.symkit.bench;

import dev.symkit.dbh.pdb.PdbSymbols;
import dev.symkit.dbh.symbol.Listed;
import dev.symkit.dbh.symbol.Lookout;
import dev.symkit.dbh.symbol.SymbolOptions;
import dev.symkit.dbh.symbol.SymbolQuery;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.symbols.PdbFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What {@code dbh} does for {@code name}, {@code addr} and {@code enum}, without showing it, in a PDB that is open: it is named with
 * {@code -p file=...}. Names and addresses are those of every hundredth symbol.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ShellBenchmark {
    private static final long BASE = 0x1000000;
    private static final int STEP = 100;

    /** The PDB. */
    @Param("")
    public String file = "";

    private final SymbolOptions options = SymbolOptions.START;
    private final List<Listed> sample = new ArrayList<>();
    private @Nullable FileByteSource source;
    private @Nullable PdbSymbols symbols;
    private int next;

    /** Opens the PDB and takes the sample. */
    @Setup
    public void open() throws IOException {
        FileByteSource opened = FileByteSource.open(Path.of(file));
        source = opened;
        symbols = new PdbSymbols(PdbFile.open(opened), "m", BASE, new Lookout(() -> false));
        int[] rows = new int[1];
        symbols().list(SymbolQuery.of("", options), row -> {
            if (rows[0]++ % STEP == 0) {
                sample.add(row);
            }
            return true;
        });
    }

    /** Closes it. */
    @TearDown
    public void close() throws IOException {
        Objects.requireNonNull(source).close();
    }

    private PdbSymbols symbols() {
        return Objects.requireNonNull(symbols);
    }

    private Listed sampled() {
        next = (next + 1) % sample.size();
        return sample.get(next);
    }

    /** One name that there is. */
    @Benchmark
    public Object name() throws IOException {
        return symbols().named(SymbolQuery.of(sampled().name(), options));
    }

    /** One name that there is not: everything has to be looked at. */
    @Benchmark
    public Object absentName() throws IOException {
        return symbols().named(SymbolQuery.of("no_symbol_has_this_name", options));
    }

    /** One address. */
    @Benchmark
    public Object address() throws IOException {
        return symbols().at(sampled().address(), options);
    }

    /** All symbols. */
    @Benchmark
    public int all() throws IOException {
        return count(options);
    }

    /** All publics, decorated. */
    @Benchmark
    public int publics() throws IOException {
        return count(SymbolOptions.DECORATED);
    }

    private int count(SymbolOptions shown) throws IOException {
        int[] rows = new int[1];
        symbols().list(SymbolQuery.of("", shown), row -> {
            rows[0]++;
            return true;
        });
        return rows[0];
    }
}
