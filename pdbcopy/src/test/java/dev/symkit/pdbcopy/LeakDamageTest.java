// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import com.sun.management.ThreadMXBean;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.format.msf.MsfPages;
import dev.symkit.format.msf.StreamPositions;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.Mutants;
import dev.symkit.testkit.Watched;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damaged files give a report or a FormatException, within 2 s; a search allocates less than 256 MiB in all, so it needs less than that
 * at any time.
 */
class LeakDamageTest {
    private static final int MUTANTS = 300;
    private static final long MOST_MEMORY = 256L << 20;
    private static final String SMALL = "native/x64-vs2010-small/AllFail64.pdb";

    private final ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private int reports;
    private int refusals;

    private void search(byte[] file) throws IOException {
        long thread = Thread.currentThread().getId();
        long before = memory.getThreadAllocatedBytes(thread);
        try {
            LeakDetector.inspect(ByteSource.of("damaged.pdb", file));
            reports++;
        } catch (FormatException e) {
            assertThat(e.file()).isEqualTo("damaged.pdb");
            refusals++;
        }
        assertThat(memory.getThreadAllocatedBytes(thread) - before).isLessThan(MOST_MEMORY);
    }

    @Test
    void cutAnywhere() throws Exception {
        byte[] built = LeakyPdb.clean().bytes();
        for (int length = 0; length < built.length; length++) {
            search(Arrays.copyOf(built, length));
        }
        byte[] real = Corpus.assumePresent().bytes(SMALL);
        try (Watched watched = new Watched()) {
            for (int length = 0; length < real.length; length += 61) {
                byte[] cut = Arrays.copyOf(real, length);
                assertThat(watched.run("cut at " + length, () -> search(cut))).isEmpty();
            }
        }
        assertThat(refusals).isGreaterThan(built.length / 2 + real.length / 61 / 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SMALL,
                "age-series/age3/vs2012.pdb",
                "lld/x64/full.pdb",
                "native/x64-fastlink/Native_x64_VS2019_CPlusPlus_DEBUG_FASTLINK.pdb",
                "native/x86-stripped-firefox/basic32-min.pdb"
            })
    void mutants(String path) throws Exception {
        Mutants mutants = parts(Corpus.assumePresent().bytes(path));
        try (Watched watched = new Watched()) {
            for (int i = 0; i < MUTANTS; i++) {
                byte[] mutant = mutants.mutant(i);
                String what = path + ", mutant " + i;
                assertThat(watched.run(what, () -> search(mutant))).as(what).isEmpty();
            }
        }
        assertThat(reports + refusals).isEqualTo(MUTANTS);
        assertThat(reports).isPositive();
        assertThat(refusals).isPositive();
    }

    @Test
    void mutantsAreRepairedOrLeftAlone() throws Exception {
        Mutants mutants = parts(Corpus.assumePresent().bytes(SMALL));
        try (Watched watched = new Watched();
                FileSystem files = Jimfs.newFileSystem(Configuration.unix())) {
            Path directory = Files.createDirectory(files.getPath("/pdbs"));
            for (int i = 0; i < MUTANTS; i++) {
                byte[] mutant = mutants.mutant(i);
                Path pdb = Files.write(directory.resolve("a.pdb"), mutant);
                Path backup = directory.resolve("a.bak");
                Optional<Throwable> failure = watched.run("mutant " + i, () -> Pdbs.repair(pdb, backup));
                if (failure.isPresent()) {
                    assertThat(failure.get()).as("mutant " + i).isInstanceOf(FormatException.class);
                    assertThat(Files.readAllBytes(pdb)).isEqualTo(mutant);
                    refusals++;
                } else {
                    assertThat(Files.readAllBytes(backup)).isEqualTo(mutant);
                    assertThat(LeakDetector.inspect(ByteSource.of("a.pdb", Files.readAllBytes(pdb)))
                                    .isClean())
                            .isTrue();
                    Files.delete(backup);
                    reports++;
                }
                try (Stream<Path> left = Files.list(directory)) {
                    assertThat(left).containsExactly(pdb);
                }
            }
        }
        assertThat(reports).isPositive();
        assertThat(refusals).isPositive();
    }

    /** Where damage hurts: the directory and its map, and the streams that are read, the DBI stream and the symbols most. */
    private static Mutants parts(byte[] file) throws IOException {
        Mutants mutants = new Mutants(file);
        MsfFile msf = MsfFile.open(ByteSource.of("original.pdb", file));
        MsfPages pages = MsfPages.read(msf);
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int page = msf.pageSize();
        int map = in.getInt(0x34) * page;
        mutants.directory(map, (in.getInt(0x2C) + page - 1) / page * 4L);
        mutants.directory((long) in.getInt(map) * page, Math.min(page, in.getInt(0x2C)));
        int dbi = 3;
        int symbols = msf.stream(dbi).cursor(20, 2).u16();
        for (int stream : new int[] {dbi, symbols}) {
            StreamPositions positions = pages.positions(stream);
            for (long at = 0; at < msf.stream(stream).size(); at += page) {
                long length = Math.min(page, msf.stream(stream).size() - at);
                mutants.start(positions.position(at), length).content(positions.position(at), length);
            }
        }
        return mutants;
    }
}
