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

/** Every option of pdb-strip-semantics.md 1 and 8a has a golden case or a test that proves it. */
class PdbCopyOptionsTest {
    private static final Pattern SWITCH =
            Pattern.compile("Switch\\.(?:flag|attached|keyword|longFlag|longValue)\\((?:\"([^\"]+)\"|LEAKS)");

    /** Option, golden cases and tests. */
    private static final Map<String, List<String>> OPTIONS = Map.ofEntries(
            Map.entry("p", List.of("strip", "strip-verbose")),
            Map.entry("s", List.of("sign-usage", "CopyPdbTest")),
            Map.entry("f", List.of("filter-drop", "wrong-options", "PublicSelectionTest")),
            Map.entry("F", List.of("filter-keep", "wrong-options", "PublicSelectionTest")),
            Map.entry("v", List.of("strip-verbose", "filter-drop")),
            Map.entry("vc6", List.of("copy")),
            Map.entry("CVE-2018-1037", List.of("leaks-clean", "LeakDetectorTest", "LeakRepairTest", "LeakCommandTest")),
            Map.entry("--no-local-procs", List.of("no-local-procs", "wrong-options")),
            Map.entry("--keep-next", List.of("filter-keep", "wrong-options")),
            Map.entry("--keep-srcsrv", List.of("keep-sources", "SpecialInputsTest")),
            Map.entry("--keep-sourcelink", List.of("keep-sources", "SpecialInputsTest")),
            Map.entry("--redact-paths", List.of("redact-paths", "wrong-options")),
            Map.entry("--verify", List.of("strip", "CopyPdbTest")),
            Map.entry("--report", List.of("strip-report")),
            Map.entry("--json", List.of("strip-json", "leaks-clean")),
            Map.entry("--overwrite", List.of("overwrite")),
            Map.entry("--quiet", List.of("overwrite", "CopyProgressTest")),
            Map.entry("--map", List.of("mapped-share", "wrong-options")));

    @Test
    void everySwitchIsProved() throws IOException {
        String table = Files.readString(
                Tree.sources().resolve("pdbcopy/src/main/java/dev/symkit/pdbcopy/cli/PdbCopyCommand.java"));
        List<String> switches = new ArrayList<>();
        for (Matcher matcher = SWITCH.matcher(table); matcher.find(); ) {
            switches.add(matcher.group(1) == null ? "CVE-2018-1037" : matcher.group(1));
        }
        assertThat(switches).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(switches)).isEqualTo(new TreeSet<>(OPTIONS.keySet()));
        for (List<String> proofs : OPTIONS.values()) {
            for (String proof : proofs) {
                Path golden = Tree.sources().resolve("distribution/src/test/golden/pdbcopy/" + proof + "/cmd");
                Path test = Tree.sources().resolve("pdbcopy/src/test/java/dev/symkit/pdbcopy/" + proof + ".java");
                assertThat(proof.endsWith("Test") ? test : golden).exists();
            }
        }
    }

    @Test
    void theHelpNamesEverySwitch() throws IOException {
        String help = Files.readString(Tree.sources().resolve("distribution/src/test/golden/pdbcopy/help/stdout"));
        OPTIONS.keySet().forEach(option -> assertThat(help).contains(option.startsWith("--") ? option : "-" + option));
    }
}
