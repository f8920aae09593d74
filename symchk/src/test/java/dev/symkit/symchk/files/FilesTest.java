// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symchk.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilesTest {
    private final List<String> warnings = new ArrayList<>();

    @TempDir
    Path temporary;

    @BeforeEach
    void files() throws IOException {
        for (String name : List.of("b.dll", "A.DLL", "noext", "sub/c.dll", "sub/d.exe", "sub/deep/e.dll")) {
            TestImages.write(temporary.resolve("in").resolve(name), new byte[1]);
        }
    }

    private List<String> found(String operand, boolean recurse) {
        return new Operands(temporary, recurse, warnings::add)
                .find(List.of(operand)).files().stream()
                        .map(file ->
                                temporary.relativize(file.path()).toString().replace('\\', '/')
                                        + (file.named() ? " named" : ""))
                        .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "in; false; in/A.DLL,in/b.dll,in/noext",
                "in/; false; in/A.DLL,in/b.dll,in/noext",
                "in/*.dll; false; in/A.DLL,in/b.dll",
                "in/*.*; false; in/A.DLL,in/b.dll,in/noext",
                "in/?.dll; false; in/A.DLL,in/b.dll",
                "in/b.dll; false; in/b.dll named",
                "in/b.dll/; false; ''",
                "in/gone.dll; false; ''",
                "in/*.sys; true; ''",
                "in/*.dll; true; in/A.DLL,in/b.dll,in/sub/c.dll,in/sub/deep/e.dll",
                "in; true; in/A.DLL,in/b.dll,in/noext,in/sub/c.dll,in/sub/d.exe,in/sub/deep/e.dll",
                "in\\sub\\d.exe; false; in/sub/d.exe named"
            })
    void operandsNameFiles(String operand, boolean recurse, String expected) {
        assertThat(String.join(",", found(operand, recurse))).isEqualTo(expected);
    }

    @Test
    void aQuoteThatABackslashLeftIsDropped() {
        assertThat(found("in/sub\"", false)).containsExactly("in/sub/c.dll", "in/sub/d.exe");
    }

    @Test
    void saysWhatNamedNothing() {
        Operands.Named named =
                new Operands(temporary, false, warnings::add).find(List.of("in/*.dll", "gone", "in/*.x", ""));
        assertThat(named.unmatched()).containsExactly("gone", "in/*.x", "");
        assertThat(named.files()).hasSize(2);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
    void linksToDirectoriesAreNotFollowed() throws IOException {
        Files.createSymbolicLink(temporary.resolve("in/sub/loop"), temporary.resolve("in"));
        Files.createSymbolicLink(temporary.resolve("in/link.dll"), temporary.resolve("in/b.dll"));
        assertThat(found("in/*.dll", true))
                .containsExactly("in/A.DLL", "in/b.dll", "in/link.dll", "in/sub/c.dll", "in/sub/deep/e.dll");
        assertThat(warnings).isEmpty();
    }

    @Test
    void listsAreCommentedTextFiles() throws IOException {
        Path list = Files.writeString(
                temporary.resolve("list.txt"),
                "; comment\r\n in/b.dll  ; tail\r\n\r\n\"in/sub/d.exe\"\r\nin/s*\r\nin/gone.dll\r\n");
        Operands.Named named = new Operands(temporary, false, warnings::add).list(list);
        assertThat(named.files())
                .extracting(file -> file.path().getFileName().toString())
                .containsExactly("b.dll", "d.exe");
        assertThat(named.unmatched()).containsExactly("in/s*", "in/gone.dll");
    }

    @Test
    void exclusionsNameFilesByPathOrName() {
        Exclusions exclusions = Exclusions.of(List.of("A.dll", "in/sub/c.dll"), temporary);
        assertThat(exclusions.hold(temporary.resolve("x/a.DLL").toString())).isTrue();
        assertThat(exclusions.hold("C:\\Windows\\a.dll")).isTrue();
        assertThat(exclusions.hold(temporary.resolve("in/sub/c.dll").toString()))
                .isTrue();
        assertThat(exclusions.hold(temporary.resolve("in/c.dll").toString())).isFalse();
        assertThat(Exclusions.NONE.hold("A.dll")).isFalse();
    }
}
