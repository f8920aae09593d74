// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    Path temporary;

    @Test
    void hasTheRightsOfAnyOther() throws IOException {
        Path plain = Files.writeString(temporary.resolve("plain.txt"), "");
        Path whole = temporary.resolve("whole.txt");
        WholeFile.write(whole, file -> Files.writeString(file, "1"));
        WholeFile.write(whole, file -> Files.writeString(file, "2"));
        assertThat(whole).hasContent("2");
        if (Files.getFileStore(temporary).supportsFileAttributeView("posix")) {
            assertThat(Files.getPosixFilePermissions(whole)).isEqualTo(Files.getPosixFilePermissions(plain));
        }
        assertThatThrownBy(() -> WholeFile.write(whole, file -> {
                    throw new IOException("full");
                }))
                .hasMessage("full");
        assertThat(whole).hasContent("2");
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).noneMatch(file -> file.toString().endsWith(".tmp"));
        }
    }

    @Test
    void aCopyHasTheTimesOfTheFile() throws IOException {
        Path file = Files.writeString(temporary.resolve("a"), "1");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
        Path copy = temporary.resolve("b");
        WholeFile.copy(file, copy);
        assertThat(copy).hasContent("1");
        assertThat(Files.getLastModifiedTime(copy)).isEqualTo(Files.getLastModifiedTime(file));
    }

    @Test
    void aPlaceThatCannotTakeAFileIsNamed() throws IOException {
        Path directory = Files.createDirectory(temporary.resolve("d"));
        assertThatThrownBy(() -> WholeFile.write(directory, file -> {}))
                .isInstanceOfSatisfying(
                        FileSystemException.class,
                        e -> assertThat(e.getReason()).isEqualTo("is a directory"))
                .hasMessageStartingWith(directory.toString());
        Path nowhere = temporary.resolve("x");
        assertThatThrownBy(() -> WholeFile.write(nowhere.resolve("y"), file -> {}))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(nowhere.toString());
    }
}
