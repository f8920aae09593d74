// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every option of symsrv.md 17 has a golden case or a test that proves it. */
class SymSrvOptionsTest {
    private static final Pattern SWITCH =
            Pattern.compile("Switch\\.(?:flag|value|longFlag|longValue)\\(\"([^\"]+)\"\\)");

    /** Option, golden cases and tests. */
    private static final Map<String, List<String>> OPTIONS = Map.ofEntries(
            Map.entry("y", List.of("get-from-folder")),
            Map.entry("o", List.of("get-output", "wrong-use")),
            Map.entry("j", List.of("bulk")),
            Map.entry("--jobs", List.of("bulk", "wrong-use")),
            Map.entry("--for", List.of("get-for")),
            Map.entry("--pdb", List.of("get-for", "index")),
            Map.entry("--list", List.of("bulk")),
            Map.entry("--ini", List.of("path", "wrong-use")),
            Map.entry("--proxy", List.of("unavailable", "ping")),
            Map.entry("--home", List.of("path")),
            Map.entry("--timeout", List.of("unavailable", "wrong-use")),
            Map.entry("--map", List.of("mapped-share")),
            Map.entry("--noisy", List.of("get-noisy")),
            Map.entry("--json", List.of("get-json", "bulk", "path", "index", "ping")),
            Map.entry("--quiet", List.of("get-overwrite")),
            Map.entry("--offline", List.of("offline")),
            Map.entry("--refresh", List.of("get-overwrite")),
            Map.entry("--overwrite", List.of("get-overwrite")),
            Map.entry("--no-copy", List.of("get-json")),
            Map.entry("--secure", List.of("get-overwrite")),
            Map.entry("--misses", List.of("cache", "SymSrvCommandTest")),
            Map.entry("--clear-misses", List.of("cache", "SymSrvCommandTest")));

    @Test
    void everySwitchIsProved() throws IOException {
        String table = Files.readString(
                Tree.sources().resolve("symsrv/src/main/java/dev/symkit/symsrv/cli/SymSrvCommands.java"));
        List<String> switches = new ArrayList<>();
        for (Matcher matcher = SWITCH.matcher(table); matcher.find(); ) {
            switches.add(matcher.group(1));
        }
        assertThat(new TreeSet<>(switches)).isEqualTo(new TreeSet<>(OPTIONS.keySet()));
        for (List<String> proofs : OPTIONS.values()) {
            for (String proof : proofs) {
                Path golden = Tree.sources().resolve("distribution/src/test/golden/symsrv/" + proof + "/cmd");
                Path test = Tree.sources().resolve("symsrv/src/test/java/dev/symkit/symsrv/cli/" + proof + ".java");
                assertThat(proof.endsWith("Test") ? test : golden).exists();
            }
        }
    }

    @Test
    void theHelpNamesEverySwitch() throws IOException {
        String help = Files.readString(Tree.sources().resolve("distribution/src/test/golden/symsrv/help/stdout"));
        OPTIONS.keySet().forEach(option -> assertThat(help).contains(option.startsWith("--") ? option : "-" + option));
    }
}
