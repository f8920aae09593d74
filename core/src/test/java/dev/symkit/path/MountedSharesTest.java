// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountedSharesTest {
    @TempDir
    Path folder;

    private final Properties properties = new Properties();

    private Map<String, String> environment(String ini) throws IOException {
        return Map.of(
                "SYMSRV_INI",
                Files.writeString(folder.resolve("symsrv.ini"), ini).toString());
    }

    @Test
    void takesThemFromFilePropertiesAndCommandLine() throws IOException {
        properties.setProperty("symsrv.unc.2", "\\\\c\\d => /mnt/cd");
        properties.setProperty("symsrv.UNC.1", "\\\\a\\b=/mnt/second");
        Map<String, String> environment =
                environment("[http]\nx=y\n[unc]\n\\\\a\\b = /mnt/first\n\\\\a\\b\\c = /mnt/abc\n");
        List<String> pairs = MountedShares.pairs(List.of("\\\\e\\f=/mnt/ef"), environment, properties);
        assertThat(pairs)
                .containsExactly(
                        "\\\\a\\b=/mnt/first",
                        "\\\\a\\b\\c=/mnt/abc",
                        "\\\\a\\b=/mnt/second",
                        "\\\\c\\d=/mnt/cd",
                        "\\\\e\\f=/mnt/ef");
        PathMap map = PathMap.of(pairs);
        assertThat(map.local("\\\\A\\B\\x")).isEqualTo("/mnt/second/x");
        assertThat(map.local("\\\\a\\b\\c\\x")).isEqualTo("/mnt/abc/x");
    }

    @Test
    void withoutSettingsOnlyTheCommandLineCounts() throws IOException {
        Map<String, String> nowhere =
                Map.of("XDG_CONFIG_HOME", folder.resolve("none").toString());
        assertThat(MountedShares.pairs(List.of(), nowhere, properties)).isEmpty();
        assertThat(MountedShares.pairs(List.of("\\\\e\\f=/mnt/ef"), nowhere, properties))
                .containsExactly("\\\\e\\f=/mnt/ef");
    }

    @Test
    void readsTheFileOfTheUser() throws IOException {
        Files.createDirectory(folder.resolve("symkit"));
        Files.writeString(folder.resolve("symkit/symsrv.ini"), "[unc]\n\\\\a\\b = /mnt/ab\n");
        assertThat(MountedShares.pairs(List.of(), Map.of("XDG_CONFIG_HOME", folder.toString()), properties))
                .containsExactly("\\\\a\\b=/mnt/ab");
    }

    @Test
    void saysWhatCannotBeUsed() {
        properties.setProperty("symsrv.unc.1", "nothing");
        assertThatThrownBy(() -> MountedShares.pairs(List.of(), Map.of(), properties))
                .isInstanceOf(IOException.class)
                .hasMessage("property symsrv.unc.1: not \\\\host\\share => directory");
        Path none = folder.resolve("none.ini");
        assertThatThrownBy(() -> MountedShares.pairs(List.of(), Map.of("SYMSRV_INI", none.toString()), properties))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(none.toString());
    }
}
