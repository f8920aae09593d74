// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import static dev.symkit.store.storage.StorageContract.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalPermissionsTest {
    private static final int GROUP = 4321;

    @TempDir
    Path real;

    @BeforeEach
    void onlyOnUnix() {
        assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("unix");
    }

    private static int mode(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:mode") & 07777;
    }

    private static String octal(Path path) throws IOException {
        return Integer.toOctalString(mode(path));
    }

    private static void publish(StoreStorage storage) throws IOException {
        try (Staging staging = storage.newStaging()) {
            storage.publish(stage(staging, "x"), "a.pdb/1/a.pdb", Condition.ANY);
            storage.publish(stage(staging, "x"), "a.pdb/1/refs.ptr", Condition.IF_ABSENT);
        }
        storage.claim("000Admin/lastid.txt", new byte[0]);
    }

    /** Whatever the umask of this process and the mode of 000Admin are. */
    @ParameterizedTest
    @CsvSource({"755, 755, 644", "775, 775, 664", "777, 775, 664", "700, 700, 600", "750, 750, 640", "550, 750, 640"})
    void takesTheModeOfTheRoot(String root, String directory, String file) throws IOException {
        Path store = Files.createDirectory(real.resolve("store"));
        Files.setAttribute(store, "unix:mode", Integer.parseInt(root, 8));
        assumeThat(Files.isWritable(store)).isTrue();
        StoreStorage storage = StorageKinds.create(store);
        Files.setAttribute(store.resolve("000Admin"), "unix:mode", 0700);
        publish(storage);
        assertThat(octal(store.resolve("a.pdb"))).isEqualTo(directory);
        assertThat(octal(store.resolve("a.pdb/1"))).isEqualTo(directory);
        assertThat(octal(store.resolve("a.pdb/1/a.pdb"))).isEqualTo(file);
        assertThat(octal(store.resolve("a.pdb/1/refs.ptr"))).isEqualTo(file);
        assertThat(octal(store.resolve("000Admin/lastid.txt"))).isEqualTo(file);
    }

    @Test
    void takesTheGroupOfARootWithSetGroupId() throws IOException {
        assumeThat((Integer) Files.getAttribute(real, "unix:uid")).isZero(); // only root may give a group away
        Path store = Files.createDirectory(real.resolve("store"));
        StoreStorage storage = StorageKinds.create(store);
        Files.setAttribute(store, "unix:gid", GROUP);
        Files.setAttribute(store, "unix:mode", 02775);
        StoreStorage later = StoreStorages.local(store, StorageOptions.DEFAULT);
        publish(later);
        for (String path : new String[] {"a.pdb", "a.pdb/1"}) {
            assertThat(Files.getAttribute(store.resolve(path), "unix:gid")).isEqualTo(GROUP);
            assertThat(octal(store.resolve(path))).isEqualTo("2775");
        }
        for (String path : new String[] {"a.pdb/1/a.pdb", "a.pdb/1/refs.ptr", "000Admin/lastid.txt"}) {
            assertThat(Files.getAttribute(store.resolve(path), "unix:gid")).isEqualTo(GROUP);
            assertThat(octal(store.resolve(path))).isEqualTo("664");
        }
        storage.close();
    }
}
