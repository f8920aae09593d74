// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Detection on the three systems from sample texts (agestore.md 4.2). */
class AccessTimesTest {
    private static final String REG = "\r\n%s\r\n    NtfsDisableLastAccessUpdate    REG_DWORD    0x";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rw,relatime        | ext4      | rw | DAILY",
                "rw                 | ext4      | rw | EXACT",
                "rw,lazytime        | xfs       | rw | EXACT",
                "rw,nosuid,noatime  | ext4      | rw | no",
                "ro,relatime        | ext4      | rw | no",
                "rw,relatime        | ext4      | ro,errors=x | no",
                "rw,relatime        | nfs4      | rw | no",
                "rw,relatime        | cifs      | rw | no",
                "rw,relatime        | 9p        | rw | no",
                "rw,relatime        | fuse.sshfs | rw | no",
                "rw,relatime        | fuseblk   | rw | no",
            })
    void readsMountInfo(String options, String type, String superOptions, String expected) throws IOException {
        String text = FakeHost.RELATIME + "garbage\n40 1 0:5 / /srv/sym\\040cache " + options + " shared:7 - " + type
                + " src " + superOptions + "\n41 1 0:6 / /srv/sym rw,noatime - ext4 /dev/x rw\n";
        try (FileSystem files = Jimfs.newFileSystem(Configuration.unix())) {
            Path root = Files.createDirectories(files.getPath("/srv/sym cache/deep"));
            check(AccessTimes.detect(FakeHost.linux(text), root), expected);
            Path other = Files.createDirectories(files.getPath("/srv/symbols"));
            check(AccessTimes.detect(FakeHost.linux(text), other), "DAILY"); // not below /srv/sym
        }
    }

    @Test
    void takesTheLaterOfTwoMountsInOnePlace() throws IOException {
        String text = FakeHost.RELATIME + "2 1 0:5 / / rw,noatime - ext4 /dev/y rw\n";
        try (FileSystem files = Jimfs.newFileSystem(Configuration.unix())) {
            check(AccessTimes.detect(FakeHost.linux(text), files.getPath("/")), "no");
            check(AccessTimes.detect(FakeHost.linux(""), files.getPath("/")), "no");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/dev/disk1s1 on / (apfs, local, journaled)                   | DAILY",
                "/dev/disk1s1 on / (apfs, local, noatime)                     | no",
                "/dev/disk1s1 on / (apfs, sealed, local, read-only)           | no",
                "//me@host/share on / (smbfs, nodev, nosuid)                  | no",
                "nonsense                                                     | no",
            })
    void readsTheMountCommandOfMacOs(String line, String expected) throws IOException {
        try (FileSystem files = Jimfs.newFileSystem(Configuration.osX())) {
            FakeHost host = new FakeHost(Host.Family.MAC, line + "\n", 0);
            check(AccessTimes.detect(host, files.getPath("/")), expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"0,EXACT", "1,no", "80000000,EXACT", "80000001,no", "80000002,EXACT", "80000003,no"})
    void readsTheRegistry(String value, String expected) throws IOException {
        try (FileSystem files = Jimfs.newFileSystem(Configuration.windows())) {
            FakeHost host = new FakeHost(Host.Family.WINDOWS, REG + value + "\r\n", 0);
            check(AccessTimes.detect(host, files.getPath("C:\\")), expected);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DisableLastAccess = 2  (System Managed, Disabled) | EXACT",
                "disablelastaccess = 1                              | no",
                "Error: access denied                               | no",
            })
    void asksFsutilWhereTheRegistryIsSilent(String text, String expected) throws IOException {
        try (FileSystem files = Jimfs.newFileSystem(Configuration.windows())) {
            FakeHost host = new FakeHost(Host.Family.WINDOWS, text, 0);
            check(AccessTimes.detect(host, files.getPath("C:\\")), expected);
            assertThat(host.commands).extracting(command -> command.get(0)).containsExactly("reg", "fsutil");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void knowsThisMachine() {
        LocalHost host = new LocalHost(System.getProperty("os.name"));
        assertThat(host.family()).isEqualTo(Host.Family.LINUX);
        assertThat(AccessTimes.detect(host, Path.of("/proc")).kept()).isTrue();
        assertThat(new LocalHost("Mac OS X").family()).isEqualTo(Host.Family.MAC);
        assertThat(new LocalHost("Windows 11").family()).isEqualTo(Host.Family.WINDOWS);
        assertThat(new LocalHost("FreeBSD").family()).isEqualTo(Host.Family.OTHER);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void runsCommands() throws IOException {
        Host.Answer answer = new LocalHost("linux").run(java.util.List.of("sh", "-c", "echo x; echo y >&2; exit 3"));
        assertThat(answer).isEqualTo(new Host.Answer(3, "x\ny\n"));
    }

    @Test
    void switchesOnWindowsOnly() throws IOException {
        FakeHost windows = new FakeHost(Host.Family.WINDOWS, "ok", 0);
        assertThat(new LastAccessSwitch(windows).set(false).done()).isTrue();
        assertThat(windows.commands.get(0)).containsExactly("fsutil", "behavior", "set", "disablelastaccess", "1");
        assertThat(new LastAccessSwitch(new FakeHost(Host.Family.WINDOWS, "denied", 1))
                        .set(true)
                        .text())
                .contains("denied");
        assertThat(new LastAccessSwitch(FakeHost.linux("")).set(true).done()).isFalse();
    }

    private static void check(AccessTimes found, String expected) {
        if (expected.equals("no")) {
            assertThat(found.kept()).isFalse();
        } else {
            assertThat(found.name()).isEqualTo(expected);
        }
    }
}
