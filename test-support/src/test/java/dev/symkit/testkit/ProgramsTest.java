// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
    @TempDir
    Path directory;

    @Test
    void theNewestVersionIsTaken() throws IOException {
        program("one/llvm-tool");
        program("one/llvm-tool-9");
        program("one/llvm-tool-x");
        program("two/llvm-tool-14");
        Files.createFile(directory.resolve("two/llvm-tool-15"));
        assertThat(find()).isEqualTo(directory.resolve("two/llvm-tool-14").toString());
    }

    @Test
    void theNameAloneIsEnough() throws IOException {
        program("two/llvm-tool");
        program("two/llvm-toolbox");
        assertThat(find()).isEqualTo(directory.resolve("two/llvm-tool").toString());
    }

    @Test
    void noneIsFound() {
        assertThat(Programs.newest("llvm-tool", directory.toString())).isEmpty();
    }

    private String find() {
        String path = String.join(
                File.pathSeparator,
                directory.resolve("missing").toString(),
                "",
                directory.resolve("one").toString(),
                directory.resolve("two").toString());
        return Programs.newest("llvm-tool", path).orElseThrow();
    }

    private void program(String name) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
