// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.Name;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of {@code -f} and {@code -F} (pdb-strip-semantics.md 5). */
final class SymbolNamesTest {
    @TempDir
    private Path directory;

    private List<String> read(String... values) throws IOException {
        return SymbolNames.read(List.of(values), directory, List.of()).stream()
                .map(Name::toString)
                .toList();
    }

    @Test
    void valuesAndFilesInTheirOrder() throws IOException {
        Files.writeString(directory.resolve("n.txt"), "b\nc\n");
        assertThat(read("?d@@YAXXZ", "@n.txt", "a", "b")).containsExactly("?d@@YAXXZ", "b", "c", "a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb", "a\rb\r", "\uFEFFa  \n\n \t\nb\t", "\na\n\n\nb\n"})
    void linesOfAFile(String text) throws IOException {
        Files.writeString(directory.resolve("n.txt"), text, StandardCharsets.UTF_8);
        assertThat(read("@n.txt")).containsExactly("a", "b");
    }

    @Test
    void leadingBlanksAndOtherLettersBelongToTheName() throws IOException {
        Files.writeString(directory.resolve("n.txt"), " a\n\u00FC\u6F22\n", StandardCharsets.UTF_8);
        assertThat(read("@n.txt")).containsExactly(" a", "\u00FC\u6F22");
    }

    @Test
    void fileOnAMountedShare() throws IOException {
        Files.writeString(directory.resolve("n.txt"), "a");
        String share = "\\\\srv\\out";
        assertThat(SymbolNames.read(List.of("@" + share + "\\n.txt"), directory, List.of(share + "=" + directory)))
                .containsExactly(Name.of("a"));
    }

    @Test
    void fileThatCannotBeRead() {
        assertThatThrownBy(() -> read("@none.txt"))
                .isInstanceOf(PdbCopyException.class)
                .hasMessage(directory.resolve("none.txt") + " does not exist");
        assertThatThrownBy(() -> read("@."))
                .isInstanceOf(PdbCopyException.class)
                .hasMessageContaining(" cannot be read: ");
    }
}
