// SPDX-License-Identifier: Apache-2.0
package dev.symkit.bench;

import dev.symkit.format.io.FileByteSource;
import dev.symkit.store.key.FileIdentity;
import dev.symkit.store.key.KeyReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Opens a file and finds its key. The file is named with {@code -p file=...}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class KeyBenchmark {
    /** The file: an image or a PDB. */
    @Param("")
    public String file = "";

    /** Opens, reads the key, closes. */
    @Benchmark
    public Optional<FileIdentity> key() throws IOException {
        try (FileByteSource source = FileByteSource.open(Path.of(file))) {
            return new KeyReader().identify(source);
        }
    }
}
