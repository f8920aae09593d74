// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.OtherUsers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and directories that its user must not delete, read or lock (agestore.md 2, 3 and 6). */
final class AgePermissionsIT {
    private static final OtherUsers.User READER = new OtherUsers.User(61001, 61001, "022");

    private OtherUsers users;
    private Path cache = Path.of("none");

    /** In order of age: one file that others must not delete, three that they may. */
    @BeforeEach
    void makeCache() throws Exception {
        users = OtherUsers.assume("permissions of agestore");
        cache = Files.createDirectory(users.directory().resolve("cache"));
        file("closed/a", 10, 1);
        file("open/b", 20, 2);
        file("open/c", 30, 3);
        file("open/d", 40, 4);
        OtherUsers.must("chmod", "-R", "a+rX,go-w", cache.toString());
        OtherUsers.must("chmod", "a+w", cache.resolve("open").toString());
    }

    @AfterEach
    void delete() throws IOException {
        if (users != null) {
            users.close();
        }
    }

    private void file(String name, int bytes, int day) throws IOException {
        Path file = cache.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[bytes]);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-0" + day + "T00:00:00Z")));
    }

    private ChildProcess.Result agestore(String... arguments) throws Exception {
        String[] all = new String[arguments.length + 2];
        all[0] = cache.toString();
        all[1] = "-time=write";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return users.java(READER, AgeStoreMain.class, all);
    }

    private static void assertRefused(ChildProcess.Result result, int exit, String message) {
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(exit);
        assertThat(result.err()).isEqualTo("agestore: " + message + "\n");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aFileThatCannotBeDeletedKeepsCountingAndTheNextOldestIsTried() throws Exception {
        ChildProcess.Result result = agestore("-size=55", "-s", "-y", "-q", "-r");
        assertThat(result.err()).isEqualTo("agestore: cannot delete " + cache + "/closed/a: access denied\n");
        assertThat(result.out()).isEqualTo("2 files deleted, 50 bytes freed, 50 bytes remain\n");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(cache.resolve("closed/a")).exists();
        assertThat(cache.resolve("open/b")).doesNotExist();
        assertThat(cache.resolve("open/c")).doesNotExist();
        assertThat(cache.resolve("open/d")).exists();
    }

    @Test
    void goesOnByDaysTooAndCountsInJson() throws Exception {
        ChildProcess.Result result = agestore("-days=30", "-s", "-y", "-r", "--json");
        assertThat(result.err()).isEqualTo("agestore: cannot remove the directory " + cache + "/open: access denied\n");
        assertThat(result.out())
                .contains("\"status\":\"failed\",\"reason\":\"access denied\"")
                .contains("\"deleted\":3,\"freed\":90,\"remain\":10,\"failed\":1");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(cache.resolve("open"))
                .as("a directory that cannot be removed")
                .exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-days=30", "-size=0", "-size"})
    void aRootThatCannotBeListedIsNamed(String mode) throws Exception {
        OtherUsers.must("chmod", "700", cache.toString());
        assertRefused(agestore(mode, "-s", "-y"), 5, "cannot read " + cache + ": access denied");
    }

    @Test
    void aDirectoryThatCannotBeListedIsNamedAndTheOthersAreAged() throws Exception {
        OtherUsers.must("chmod", "700", cache.resolve("closed").toString());
        ChildProcess.Result result = agestore("-size=0", "-s", "-y", "-q", "-r");
        assertThat(result.err()).startsWith("agestore: cannot read " + cache + "/closed: access denied\n");
        assertThat(result.out()).isEqualTo("3 files deleted, 90 bytes freed, 0 bytes remain\n");
        assertThat(result.exit()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-days=30", "-size=0"})
    void aManagedStoreThatCannotBeLockedIsLeftAlone(String mode) throws Exception {
        file("000Admin/server.txt", 1, 1);
        file("000Admin/.symstore.lock", 0, 1);
        OtherUsers.must("chmod", "-R", "a+rX,go-w", cache.resolve("000Admin").toString());
        assertRefused(agestore(mode, "-s", "-y", "-r", "-force"), 5, cache + "/000Admin/.symstore.lock: access denied");
        assertThat(cache.resolve("open/b")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-days=30", "-size=0"})
    void aManagedStoreOnAReadOnlyDiskIsLeftAlone(String mode) throws Exception {
        file("000Admin/server.txt", 1, 1);
        file("000Admin/.symstore.lock", 0, 1);
        OtherUsers.mountReadOnly(cache);
        try {
            ChildProcess.Result result = ChildProcess.run(ChildProcess.Spec.java(
                    AgeStoreMain.class, cache.toString(), "-time=write", mode, "-s", "-y", "-r", "-force"));
            assertRefused(result, 5, cache + "/000Admin/.symstore.lock: Read-only file system");
        } finally {
            OtherUsers.must("umount", cache.toString());
        }
    }
}
