// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symstore.cli.SymStoreMain;
import dev.symkit.symstore.verify.VerifyStore;
import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.RootOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that becomes full (symbol-store-format 8.4: clear error, store unchanged, id not used). */
final class FullDiskIT {
    private static final int FILES = 10;
    private static final int FILE_BYTES = 1 << 20;

    @TempDir
    private Path directory;

    @Test
    void saysSoAndLeavesTheStoreIntact() throws Exception {
        RootOnly.assume("full disk", "mount", "umount");
        Path disk = Files.createDirectory(directory.resolve("disk"));
        RootOnly.mountDisk(disk, "4m");
        try {
            fill(disk);
        } finally {
            assertThat(RootOnly.run("umount", disk.toString()).exit()).isZero();
        }
    }

    private void fill(Path disk) throws Exception {
        Path store = disk.resolve("store");
        Path sources = Files.createDirectory(directory.resolve("src"));
        for (int i = 0; i < FILES; i++) {
            CrashScene.pdb(sources.resolve("big" + i + ".pdb"), "big" + i, "x".repeat(FILE_BYTES));
        }
        Path small = directory.resolve("small.pdb");
        CrashScene.pdb(small, "small", "small");
        assertThat(add(store, small).exit()).isZero();

        ChildProcess.Result full = add(store, sources);
        assertThat(full.exit()).as(full.out()).isEqualTo(1);
        assertThat(full.out().lines().filter(line -> line.startsWith("SYMSTORE ERROR")))
                .as(full.out())
                .containsExactly("SYMSTORE ERROR: Class: Store. Desc: No space left on device");
        assertThat(full.err()).isEmpty();
        assertIntact(store, 1);

        assertThat(RootOnly.run("mount", "-o", "remount,size=40m", disk.toString())
                        .exit())
                .isZero();
        assertThat(add(store, sources).exit()).isZero();
        assertIntact(store, 2);
        try (Stream<Path> files = Files.walk(store)) {
            assertThat(files.filter(path -> path.toString().endsWith(".pdb") && Files.isRegularFile(path)))
                    .hasSize(FILES + 1)
                    .allMatch(path -> path.endsWith("small.pdb") || size(path) > FILE_BYTES);
        }
    }

    private static void assertIntact(Path store, int transactions) throws IOException {
        assertThat(new VerifyStore().run(CrashScene.target(store)).problems()).isEmpty();
        assertThat(CrashIT.contiguousIds(store)).hasSize(transactions);
        try (Stream<Path> admin = Files.list(store.resolve("000Admin"))) {
            assertThat(admin.map(path -> path.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("tmp-") || name.endsWith(".pending") || name.endsWith(".excl"));
        }
    }

    private static long size(Path path) {
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ChildProcess.Result add(Path store, Path files) throws Exception {
        return ChildProcess.run(ChildProcess.Spec.java(
                SymStoreMain.class, "add", "/r", "/f", files.toString(), "/s", store.toString(), "/t", "p"));
    }
}
