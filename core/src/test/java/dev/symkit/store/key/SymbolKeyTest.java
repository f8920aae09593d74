// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SymbolKeyTest {
    private static final String INDEX = "5617D5638000";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a/..",
                "c:\\x\\",
                "a:b",
                "a*b",
                "a?b",
                "a\0b",
                "a\tb",
                "a\u007Fb",
                "a\u0085b",
                "000Admin",
                "000ADMIN",
                ".symproxy",
                "PINGME.TXT",
                "index2.txt",
                "wantsptr.txt",
                "file.ptr",
                "x/refs.PTR"
            })
    void refusesNames(String name) {
        assertThatThrownBy(() -> SymbolKey.of(name, INDEX))
                .isInstanceOf(IllegalKeyException.class)
                .hasMessageStartingWith("the name \"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "a\\b", "\u00C4", "..", ".", "a:", "a\n"})
    void refusesIndexes(String index) {
        assertThatThrownBy(() -> SymbolKey.of("a.pdb", index))
                .isInstanceOf(IllegalKeyException.class)
                .hasMessageStartingWith("the index \"");
    }

    @ParameterizedTest
    @CsvSource({
        "5617d5638000, 5617D5638000",
        "00E4915EAE000, 00E4915Eae000",
        "5617D563, 5617d563",
        "c9a61dddd7e44353a668e39ac614a7eaA, C9A61DDDD7E44353A668E39AC614A7EAa",
        "a54661fe22a74c50a4763d4f2f6ebcd1, A54661FE22A74C50A4763D4F2F6EBCD1",
        "a54661fe22a74c50a4763d4f2f6ebcd1ffffffff, A54661FE22A74C50A4763D4F2F6EBCD1FFFFFFFF",
        "A54661FE22A74C50A4763D4F2F6EBCD1FFFFFFFF1, a54661fe22a74c50a4763d4f2f6ebcd1ffffffff1",
        "elf-buildid-ABCDEF0123, elf-buildid-abcdef0123"
    })
    void indexesHaveOneSpelling(String index, String canonical) {
        assertThat(new SymbolKey("Hello.PDB", index).canonical()).isEqualTo(new SymbolKey("hello.pdb", canonical));
    }

    @Test
    void onlyTheAsciiLettersOfANameAreFolded() {
        assertThat(new SymbolKey("\u00C4\u0130X.Pdb", INDEX).canonical().name()).isEqualTo("\u00C4\u0130x.pdb");
    }

    @Test
    void measuresNamesInBytesOfUtf8() throws IllegalKeyException {
        assertThat(SymbolKey.of("a".repeat(255), INDEX).name()).hasSize(255);
        assertThat(SymbolKey.of("\u00E4".repeat(127), INDEX).name()).hasSize(127);
        assertThatThrownBy(() -> SymbolKey.of("a".repeat(256), INDEX)).isInstanceOf(IllegalKeyException.class);
        assertThatThrownBy(() -> SymbolKey.of("\u00E4".repeat(128), INDEX)).isInstanceOf(IllegalKeyException.class);
    }

    @Test
    void measuresIndexes() throws IllegalKeyException {
        assertThat(SymbolKey.of("a.pdb", "f".repeat(128)).index()).hasSize(128);
        assertThatThrownBy(() -> SymbolKey.of("a.pdb", "f".repeat(129))).isInstanceOf(IllegalKeyException.class);
    }

    @Test
    void takesTheFileNameOfAPathOfEitherSystem() throws IllegalKeyException {
        assertThat(SymbolKey.of("c:\\x\\y/a b.pdb", INDEX)).isEqualTo(new SymbolKey("a b.pdb", INDEX));
        assertThat(SymbolKey.of("/x/y\\A.PDB", INDEX).name()).isEqualTo("A.PDB");
        assertThat(SymbolKey.of("elf", "elf-buildid-00ff_1.2").index()).isEqualTo("elf-buildid-00ff_1.2");
    }

    @Test
    void cannotBeMadeInvalid() {
        assertThatThrownBy(() -> new SymbolKey("x/a.pdb", INDEX)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SymbolKey("a.pdb", "..")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void showsNoControlCharacterInMessages() {
        assertThatThrownBy(() -> SymbolKey.of("a\u001b[2Jb", INDEX)).hasMessageContaining("\"a?[2Jb\"");
    }

    @Test
    void hasAFormInLowerCase() {
        String guid = "0123456789ABCDEF0123456789ABCDEF";
        String lower = "0123456789abcdef0123456789abcdef";
        assertThat(new SymbolKey("App.PDB", guid + "1e").lowerCase()).isEqualTo(new SymbolKey("app.pdb", lower + "1e"));
        assertThat(new SymbolKey("App.pdb", guid + "FFFFFFFF").lowerCase())
                .isEqualTo(new SymbolKey("app.pdb", lower + "FFFFFFFF"));
        assertThat(new SymbolKey("App.pdb", guid).lowerCase()).isEqualTo(new SymbolKey("app.pdb", lower));
        assertThat(new SymbolKey("App.exe", "5A0BC0C6c83000").lowerCase())
                .isEqualTo(new SymbolKey("app.exe", "5A0BC0C6c83000"));
        assertThat(new SymbolKey("libA.so", "elf-buildid-" + lower + "01234567").lowerCase())
                .isEqualTo(new SymbolKey("liba.so", "elf-buildid-" + lower + "01234567"));
        String grows = "\u023A".repeat(127);
        assertThat(new SymbolKey(grows, guid).lowerCase()).isEqualTo(new SymbolKey(grows, lower));
    }

    @Test
    void isMadeOfAnIdentity() throws IllegalKeyException {
        UUID guid = UUID.fromString("0f7fcf88-442f-4b0e-9fb5-1dc4a754d9de");
        String digits = "0F7FCF88442F4B0E9FB51DC4A754D9DE";
        assertThat(SymbolKey.forPdb("d:\\x\\a.pdb", guid, 0x1e)).isEqualTo(new SymbolKey("a.pdb", digits + "1e"));
        assertThat(SymbolKey.forPdb("a.pdb", guid, 0).index()).isEqualTo(digits);
        assertThat(SymbolKey.breakpad("a.pdb", guid, 0).index()).isEqualTo(digits + "0");
        assertThat(SymbolKey.breakpad("a.pdb", guid, 0xFFFFFFFFL).index()).isEqualTo(digits + "ffffffff");
        assertThat(SymbolKey.forImage("a.dll", 0x0642C308L, 0x4c000))
                .isEqualTo(new SymbolKey("a.dll", "0642C3084c000"));
        assertThatThrownBy(() -> SymbolKey.forPdb("", guid, 1)).isInstanceOf(IllegalKeyException.class);
    }
}
