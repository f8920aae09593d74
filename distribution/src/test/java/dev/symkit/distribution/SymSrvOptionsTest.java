// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every option of symsrv.md 17 has a golden case or a test that proves it. */
class SymSrvOptionsTest {
    private static final OptionProofs PROOFS = new OptionProofs(
            "symsrv",
            "SymSrvCommands",
            Map.ofEntries(
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
                    Map.entry("--clear-misses", List.of("cache", "SymSrvCommandTest"))));

    @Test
    void everySwitchIsProved() throws IOException {
        PROOFS.assertComplete();
    }

    @Test
    void theHelpNamesEverySwitch() throws IOException {
        PROOFS.assertHelpIsComplete();
    }
}
