// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.testkit.LittleEndian;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeakRepairTest {
    private static final int LEAKS = 9;

    private FileSystem files;
    private Path pdb;
    private Path backup;

    @BeforeEach
    void makeFileSystem() throws IOException {
        use(Configuration.unix());
    }

    private void use(Configuration configuration) throws IOException {
        if (files != null) {
            files.close();
        }
        files = Jimfs.newFileSystem(configuration);
        Path root = files.getRootDirectories().iterator().next();
        pdb = Files.createDirectory(root.resolve("pdbs")).resolve("app.pdb");
        backup = Files.createDirectory(root.resolve("saved")).resolve("app.bak");
    }

    @AfterEach
    void closeFileSystem() throws IOException {
        files.close();
    }

    /** One leak in each of the places, the last one over the end of a page. */
    private static byte[] leaky() {
        LittleEndian symbols = LeakyPdb.symbol(SymbolKinds.S_PUB32, "n".repeat(480), 40);
        LeakyPdb pdb = LeakyPdb.withSymbols(symbols);
        return pdb.leak(pdb.freePage() + 3, "L1")
                .leak(3 * LeakyPdb.PAGE, "L1")
                .leak(4 * LeakyPdb.PAGE + LeakyPdb.INFO_SIZE, "L2")
                .leak(pdb.directory() + pdb.directorySize(), "L3")
                .leak(0x38, "L3")
                .leak(LeakyPdb.DBI + LeakyPdb.CONTRIBUTION + 2, "L4")
                .leak(LeakyPdb.DBI + LeakyPdb.MODULE + 50, "L5")
                .leak(LeakyPdb.DBI + LeakyPdb.MODULE + 52, "L5")
                .bytes();
    }

    private static byte[] repaired() {
        byte[] expected = LeakyPdb.withSymbols(LeakyPdb.symbol(SymbolKinds.S_PUB32, "n".repeat(480), 40))
                .bytes();
        Arrays.fill(expected, LeakyPdb.SYMBOLS + 4 + 10 + 481, LeakyPdb.SYMBOLS + 536, (byte) 0);
        return expected;
    }

    private static LeakReport inspect(Path path) throws IOException {
        try (FileByteSource source = FileByteSource.open(path)) {
            return LeakDetector.inspect(source);
        }
    }

    private List<Path> all() throws IOException {
        try (Stream<Path> pdbs = Files.list(pdb.getParent());
                Stream<Path> backups = Files.list(backup.getParent())) {
            return Stream.concat(pdbs, backups).toList();
        }
    }

    /** The original is as it was, and there is nothing else. */
    private void assertUntouched(byte[] content) throws IOException {
        assertThat(all()).containsExactly(pdb);
        assertThat(Files.readAllBytes(pdb)).isEqualTo(content);
    }

    @Test
    void leaksBecomeZerosAndNothingElseChanges() throws IOException {
        Files.write(pdb, leaky());
        LeakReport report = Pdbs.repair(pdb, backup);
        assertThat(report.findings()).hasSize(LEAKS);
        assertThat(report.totals()).hasSize(6);
        assertThat(Files.readAllBytes(pdb)).isEqualTo(repaired());
        assertThat(Files.readAllBytes(backup)).isEqualTo(leaky());
        assertThat(inspect(pdb).isClean()).isTrue();
        assertThat(inspect(backup)).isEqualTo(report);
        assertThat(all()).containsExactlyInAnyOrder(pdb, backup);
    }

    @Test
    void aCleanFileGetsABackupAndStaysTheSameFile() throws IOException {
        Files.write(pdb, repaired());
        Files.setLastModifiedTime(pdb, FileTime.fromMillis(1_000_000));
        FileState before = FileState.of(pdb);
        assertThat(Pdbs.repair(pdb, backup).isClean()).isTrue();
        assertThat(FileState.of(pdb)).isEqualTo(before);
        assertThat(Files.readAllBytes(backup)).isEqualTo(repaired());
        assertThat(Files.getLastModifiedTime(backup)).isEqualTo(FileTime.fromMillis(1_000_000));
    }

    @Test
    void worksOnWindowsPaths() throws IOException {
        use(Configuration.windows());
        Files.write(pdb, leaky());
        Pdbs.repair(pdb, backup);
        assertThat(Files.readAllBytes(pdb)).isEqualTo(repaired());
        assertThat(Files.readAllBytes(backup)).isEqualTo(leaky());
    }

    @Test
    void permissionsStay(@TempDir Path real) throws IOException {
        Path file = Files.write(real.resolve("a.pdb"), leaky());
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-x--x"));
        Pdbs.repair(file, real.resolve("a.bak"));
        assertThat(Files.readAllBytes(file)).isEqualTo(repaired());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-x--x");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real.resolve("a.bak"))))
                .isEqualTo("rw-r-x--x");
    }

    @Test
    void theFileBehindALinkIsRepaired() throws IOException {
        Path target = backup.resolveSibling("target.pdb");
        Files.write(target, leaky());
        Files.createSymbolicLink(pdb, target);
        Pdbs.repair(pdb, backup);
        assertThat(Files.readAllBytes(target)).isEqualTo(repaired());
        assertThat(Files.isSymbolicLink(pdb)).isTrue();
    }

    @Test
    void anExistingBackupIsNeverOverwritten() throws IOException {
        Files.write(pdb, leaky());
        Files.write(backup, new byte[] {1});
        assertThatThrownBy(() -> Pdbs.repair(pdb, backup)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(Files.readAllBytes(pdb)).isEqualTo(leaky());
        assertThat(Files.readAllBytes(backup)).containsExactly(1);
        assertThatThrownBy(() -> Pdbs.repair(pdb, pdb)).isInstanceOf(FileAlreadyExistsException.class);
        Files.delete(backup);
        Files.createSymbolicLink(backup, backup.resolveSibling("nowhere"));
        assertThatThrownBy(() -> Pdbs.repair(pdb, backup)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(all()).containsExactlyInAnyOrder(pdb, backup);
    }

    @Test
    void missingFilesAndDirectories() throws IOException {
        assertThatThrownBy(() -> Pdbs.repair(pdb, backup)).isInstanceOf(NoSuchFileException.class);
        Files.write(pdb, leaky());
        assertThatThrownBy(() -> Pdbs.repair(pdb, backup.resolve("deeper")))
                .isInstanceOf(PdbCopyException.class)
                .hasMessage(backup.resolve("deeper") + " cannot be written: its directory does not exist");
        assertThatThrownBy(() -> Pdbs.repair(pdb.resolveSibling("."), backup)).isInstanceOf(FileSystemException.class);
        assertUntouched(leaky());
    }

    @Test
    void aDamagedFileGetsNoBackup() throws IOException {
        byte[] cut = Arrays.copyOf(leaky(), 4000);
        Files.write(pdb, cut);
        assertThatThrownBy(() -> Pdbs.repair(pdb, backup)).isInstanceOf(FormatException.class);
        assertUntouched(cut);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pdbs", "saved"})
    void aDirectoryThatMustNotBeWrittenLosesNothing(String locked, @TempDir Path real) throws IOException {
        pdb = Files.createDirectory(real.resolve("pdbs")).resolve("app.pdb");
        backup = Files.createDirectory(real.resolve("saved")).resolve("app.bak");
        Files.write(pdb, leaky());
        Path directory = real.resolve(locked);
        boolean refused = directory.toFile().setWritable(false) && !Files.isWritable(directory);
        try {
            assumeThat(refused)
                    .as("a user and a system for which it can be locked")
                    .isTrue();
            assertThatThrownBy(() -> Pdbs.repair(pdb, backup))
                    .isInstanceOf(PdbCopyException.class)
                    .hasMessageEndingWith(" cannot be written: access denied");
        } finally {
            assertThat(directory.toFile().setWritable(true)).isTrue();
        }
        assertUntouched(leaky());
    }

    /** Room for the original; for it and half of the backup; for it, the backup and half of the repaired file. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void aFullDiskLosesNothing(int halves) throws IOException {
        byte[] content = leaky();
        use(Configuration.unix().toBuilder()
                .setBlockSize(512)
                .setMaxSize(content.length / 2L * halves)
                .build());
        Files.write(pdb, content);
        assertThatThrownBy(() -> Pdbs.repair(pdb, backup))
                .isInstanceOf(PdbCopyException.class)
                .hasMessageContaining(" cannot be written: ");
        assertUntouched(content);
    }

    @Test
    void aCancelledRunLosesNothing() throws IOException {
        Files.write(pdb, leaky());
        for (int calls = 0; calls < 2; calls++) {
            int[] left = {calls};
            assertThatThrownBy(() -> LeakRepair.repair(pdb, backup, () -> left[0]-- <= 0))
                    .isInstanceOf(InterruptedIOException.class);
            assertUntouched(leaky());
        }
    }

    @Test
    void anInterruptLosesNothing() throws IOException {
        Files.write(pdb, leaky());
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> Pdbs.repair(pdb, backup)).isInstanceOf(ClosedByInterruptException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertUntouched(leaky());
    }

    /** Whenever the interrupt comes, the result is one of the two states that may be. */
    @Test
    void anInterruptAtAnyTimeLosesNothing(@TempDir Path real) throws Exception {
        for (int i = 0; i < 40; i++) {
            Path directory = Files.createDirectory(real.resolve("r" + i));
            Path file = Files.write(directory.resolve("a.pdb"), leaky());
            Path saved = directory.resolve("a.bak");
            Thread work = new Thread(() -> {
                try {
                    Pdbs.repair(file, saved);
                } catch (IOException e) {
                    // interrupted
                }
            });
            work.start();
            for (int turn = 0; turn < i * 300; turn++) {
                Thread.onSpinWait();
            }
            work.interrupt();
            work.join();
            boolean done = Files.exists(saved);
            assertThat(Files.readAllBytes(file)).isEqualTo(done ? repaired() : leaky());
            try (Stream<Path> left = Files.list(directory)) {
                assertThat(left).hasSize(done ? 2 : 1);
            }
            if (done) {
                assertThat(Files.readAllBytes(saved)).isEqualTo(leaky());
            }
        }
    }
}
