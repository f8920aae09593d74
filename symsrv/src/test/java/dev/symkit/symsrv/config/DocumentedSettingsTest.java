// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every key that is read is on the page of the command. */
class DocumentedSettingsTest {
    private static final Pattern KEY = Pattern.compile("values\\.(?!startingWith)\\w+\\(\"([\\w.]+)\"");

    @ParameterizedTest
    @CsvSource({
        "HttpOptions, '\n', =",
        "StoreOptions, '\n', =",
        "SymSrvConfig, `symsrv., `",
    })
    void areOnThePage(String type, String before, String behind) throws IOException {
        String page = Files.readString(Path.of("..", "docs", "symsrv.md"));
        Path source = Path.of("src/main/java/dev/symkit/symsrv/config", type + ".java");
        List<String> keys = new ArrayList<>();
        for (Matcher matcher = KEY.matcher(Files.readString(source)); matcher.find(); ) {
            keys.add(matcher.group(1));
        }
        assertThat(keys).isNotEmpty();
        assertThat(page)
                .contains(keys.stream().map(key -> before + key + behind).toList());
    }
}
