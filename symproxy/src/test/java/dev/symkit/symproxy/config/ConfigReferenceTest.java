// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {
    private static final Path PAGE = Path.of("../docs/symproxy-keys.md");

    /** The page is the table of the keys; {@code -Dsymkit.docs.update} writes it. */
    @Test
    void thePageIsWhatTheCodeSays() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("# Keys of symproxy's configuration");
        lines.add("");
        lines.addAll(ConfigReference.markdown());
        if (Boolean.getBoolean("symkit.docs.update")) {
            Files.write(PAGE, lines);
        }
        assertThat(Files.readAllLines(PAGE)).isEqualTo(lines);
    }
}
