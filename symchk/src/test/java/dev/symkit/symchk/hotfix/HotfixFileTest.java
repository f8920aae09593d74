// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.hotfix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.symchk.TestImages;
import dev.symkit.symchk.check.Item;
import dev.symkit.symchk.facts.Candidate;
import dev.symkit.testkit.CabBuilder;
import dev.symkit.testkit.LittleEndian;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HotfixFileTest {
    @TempDir
    Path temporary;

    private static byte[] cabinet(String name, byte[] content) {
        return new CabBuilder()
                .folder(CabBuilder.STORED)
                .block(content, content.length)
                .file(name, 0, content.length)
                .build();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        return new LittleEndian().bytes(first).bytes(second).toByteArray();
    }

    private List<String> items(byte[] content) throws IOException {
        Path file = Files.write(temporary.resolve("fix.exe"), content);
        Path unpacked;
        List<String> told;
        try (HotfixFile hotfix = HotfixFile.open(file, "fix.exe", () -> false)) {
            unpacked = hotfix.directory();
            told = hotfix.items().stream().map(HotfixFileTest::told).toList();
        }
        assertThat(unpacked).doesNotExist();
        return told;
    }

    private static String told(Item item) {
        try {
            Candidate candidate = item.read();
            return item.path() + " " + (candidate instanceof Candidate.Other other ? other.reason() : "program");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void findsTheCabinetWhereverItIs() throws IOException {
        byte[] cabinet = cabinet("app.exe", TestImages.image());
        byte[] text = "readme MSCF and more".getBytes(StandardCharsets.UTF_8);
        for (byte[] hotfix : List.of(
                cabinet,
                joined(TestImages.image(), cabinet),
                joined(text, cabinet),
                joined(TestImages.image(), joined(text, cabinet)))) {
            assertThat(items(hotfix)).containsExactly("fix.exe\\app.exe program");
        }
    }

    @Test
    void unpacksEachFolderOnceAndKeepsDirectories() throws IOException {
        byte[] image = TestImages.image();
        byte[] cabinet = new CabBuilder()
                .folder(CabBuilder.STORED)
                .block(joined(image, image), 2 * image.length)
                .file("x64\\app.exe", image.length, image.length)
                .file("x86\\app.exe", 0, image.length)
                .folder(CabBuilder.MSZIP)
                .mszip("PA30 delta".getBytes(StandardCharsets.UTF_8))
                .file("app.psf", 0, 10)
                .file("pa.txt", 0, 2)
                .build();
        assertThatThrownBy(() -> items(cabinet)).hasMessageContaining("overlap");
        byte[] whole = new CabBuilder()
                .folder(CabBuilder.STORED)
                .block(joined(image, image), 2 * image.length)
                .file("x64\\app.exe", image.length, image.length)
                .file("x86\\app.exe", 0, image.length)
                .folder(CabBuilder.MSZIP)
                .mszip("PA30 delta".getBytes(StandardCharsets.UTF_8))
                .file("app.psf", 0, 10)
                .build();
        assertThat(items(whole))
                .containsExactly(
                        "fix.exe\\x86\\app.exe program",
                        "fix.exe\\x64\\app.exe program",
                        "fix.exe\\app.psf delta payload");
    }

    @Test
    void cabinetsInsideAreUnpackedThreeLevelsDeep() throws IOException {
        byte[] third = cabinet("c.exe", TestImages.image());
        byte[] second = cabinet("c.cab", third);
        byte[] first = cabinet("b.cab", second);
        assertThat(items(first)).containsExactly("fix.exe\\b.cab\\c.cab\\c.exe program");
        assertThat(items(cabinet("a.cab", first))).isEmpty();
    }

    @Test
    void namesThatLeadOutAreRefused() {
        for (String name : List.of("..\\app.exe", "C:\\app.exe", "a\\..\\..\\app.exe", "\\app.exe", "../app.exe")) {
            assertThatThrownBy(() -> items(cabinet(name, TestImages.image())))
                    .hasMessage("fix.exe: the name of an entry leads out of the cabinet: " + name);
        }
    }

    @Test
    void aFileWithoutCabinetIsAnError() {
        assertThatThrownBy(() -> items(TestImages.image())).hasMessage("fix.exe holds no cabinet");
    }

    @Test
    void aDamagedCabinetLeavesNothing() throws IOException {
        byte[] cabinet = cabinet("app.exe", TestImages.image());
        cabinet[cabinet.length - 1] ^= 1;
        Path file = Files.write(temporary.resolve("bad.cab"), cabinet);
        assertThatThrownBy(() -> HotfixFile.open(file, "bad.cab", () -> false)).isInstanceOf(IOException.class);
    }
}
