// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.symchk.TestImages;
import dev.symkit.symchk.check.Item;
import dev.symkit.symsrv.process.LinuxModules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the paths in maps begin with a slash")
class ProcessFilesTest {
    @TempDir
    Path temporary;

    private Path app;
    private Path library;

    @BeforeEach
    void processes() throws IOException {
        app = TestImages.write(temporary.resolve("bin dir/App.exe"), TestImages.image());
        library = TestImages.write(temporary.resolve("lib.dll"), TestImages.image());
        Path text = Files.writeString(temporary.resolve("text.txt"), "no image");
        maps(
                7,
                "140000000-140001000 r--p 00000000 08:01 12                         " + app,
                "140001000-140002000 r-xp 00001000 08:01 12                         " + app,
                "150000000-150001000 r--p 00000000 08:01 13                         " + library + " (deleted)",
                "160000000-160001000 rw-p 00000000 00:00 0",
                "170000000-170001000 r--p 00000000 08:01 14                         " + text,
                "7ffd0000-7ffd1000 r-xp 00000000 00:00 0                            [vdso]");
        maps(12, "150000000-150001000 r--p 00000000 08:01 13                         " + library);
        Files.createDirectories(temporary.resolve("proc/99")); // without maps
        Files.createDirectories(temporary.resolve("proc/self"));
    }

    private void maps(int process, String... lines) throws IOException {
        Path directory = Files.createDirectories(temporary.resolve("proc/" + process));
        Files.write(directory.resolve("maps"), List.of(lines));
    }

    private ProcessFiles linux() {
        return new ProcessFiles(new LinuxModules(temporary.resolve("proc")));
    }

    private static List<String> paths(List<Item> items) {
        return items.stream().map(Item::path).toList();
    }

    @Test
    void listsTheImagesThatAProcessHasMapped() throws IOException {
        assertThat(paths(linux().of(7, ""))).containsExactly(app.toString(), library.toString());
        assertThat(paths(linux().of(7, "LIB.dll"))).containsExactly(library.toString());
        assertThatThrownBy(() -> linux().of(8, "")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void findsProcessesByProgramAndAllOfThem() throws IOException {
        assertThat(paths(linux().running("app.EXE", ""))).containsExactly(app.toString(), library.toString());
        assertThat(linux().running("other.exe", "")).isEmpty();
        assertThat(paths(linux().everywhere(""))).containsExactly(app.toString(), library.toString());
    }
}
