// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a listener is told adds up, so that a bar reaches its end. */
final class CopyProgressTest {
    @TempDir
    Path directory;

    private static final class Sum implements CopyListener {
        private long expected = -1;
        private long done;

        @Override
        public void started(long bytes) {
            expected = bytes;
        }

        @Override
        public void progress(long bytes) {
            done += bytes;
        }
    }

    private Sum copy(Optional<StripOptions> strip) throws IOException {
        Path source = Pdbs.sample("build-1/x64/hello.pdb");
        Path target = directory.resolve("b.pdb");
        Sum sum = new Sum();
        new CopyPdb().run(new CopyPdb.Request(source, target, strip, Optional.empty(), true, false, () -> false), sum);
        return sum;
    }

    @Test
    void allBytesOfACopy() throws IOException {
        Sum sum = copy(Optional.empty());
        assertThat(sum.expected).isEqualTo(Files.size(Pdbs.sample("build-1/x64/hello.pdb")));
        assertThat(sum.done).isEqualTo(sum.expected);
    }

    @Test
    void allSymbolsOfAStrip() throws IOException {
        Sum sum = copy(Optional.of(StripOptions.DEFAULT));
        assertThat(sum.expected).isPositive();
        assertThat(sum.done).isEqualTo(sum.expected);
    }
}
