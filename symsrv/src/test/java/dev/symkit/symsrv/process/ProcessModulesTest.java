// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.testkit.PeBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProcessModulesTest {
    @TempDir
    Path temporary;

    private Path image(String name) throws IOException {
        return Files.write(temporary.resolve(name), new PeBuilder().build());
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the paths in maps begin with a slash")
    void linuxTellsWhereAnImageIsMapped() throws IOException {
        Path app = image("App.exe");
        Path maps = Files.createDirectories(temporary.resolve("proc/7")).resolve("maps");
        Files.write(
                maps,
                List.of(
                        "140001000-140002000 r-xp 00001000 08:01 12 " + app,
                        "140000000-140001000 r--p 00000000 08:01 12 " + app,
                        "ffff800000000000-ffff800000001000 r-xp 00001000 08:01 12 " + app));
        assertThat(new LinuxModules(temporary.resolve("proc")).modules(7))
                .containsExactly(new MappedImage(app, 0x140000000L));
    }

    @Test
    void windowsListsThroughPowerShell() throws IOException {
        Path app = image("App.exe");
        List<String> scripts = new ArrayList<>();
        WindowsModules modules = new WindowsModules(script -> {
            scripts.add(script);
            String answer = script.contains("-Id 8")
                    ? ""
                    : script.contains("-Id") ? "process\r\n5368709120 " + app + "\r\n" : "4\r\n7\r\n";
            return answer.getBytes(StandardCharsets.UTF_8);
        });
        assertThat(modules.processes()).containsExactly(4L, 7L);
        assertThat(modules.modules(7)).containsExactly(new MappedImage(app, 0x140000000L));
        assertThatThrownBy(() -> modules.modules(8)).isInstanceOf(NoSuchFileException.class);
        assertThat(scripts).hasSize(3).allMatch(script -> script.contains("Get-Process"));
    }

    @Test
    void otherSystemsListNone() {
        assertThat(ProcessModules.of("Mac OS X")).isEmpty();
        assertThat(ProcessModules.of("Linux")).isPresent();
    }
}
