// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every option of pdb-strip-semantics.md 1 and 8a has a golden case or a test that proves it. */
class PdbCopyOptionsTest {
    private static final OptionProofs PROOFS = new OptionProofs(
            "pdbcopy",
            "PdbCopyCommand",
            Map.ofEntries(
                    Map.entry("p", List.of("strip", "strip-verbose")),
                    Map.entry("s", List.of("sign-usage", "CopyPdbTest")),
                    Map.entry("f", List.of("filter-drop", "wrong-options", "PublicSelectionTest")),
                    Map.entry("F", List.of("filter-keep", "wrong-options", "PublicSelectionTest")),
                    Map.entry("v", List.of("strip-verbose", "filter-drop")),
                    Map.entry("vc6", List.of("copy")),
                    Map.entry(
                            "CVE-2018-1037",
                            List.of("leaks-clean", "LeakDetectorTest", "LeakRepairTest", "LeakCommandTest")),
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
                    Map.entry("--map", List.of("mapped-share", "wrong-options"))));

    @Test
    void everySwitchIsProved() throws IOException {
        PROOFS.assertComplete();
    }

    @Test
    void theHelpNamesEverySwitch() throws IOException {
        PROOFS.assertHelpIsComplete();
    }
}
