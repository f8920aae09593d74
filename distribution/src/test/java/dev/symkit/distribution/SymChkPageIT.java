// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** All examples of {@code docs/symchk.md}, one after the other in one folder: each gives what the page says. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the examples are for POSIX shells")
class SymChkPageIT {
    @TempDir
    Path scratch;

    @Test
    void everyExampleGivesWhatThePageSays() throws Exception {
        Path samples = Tree.sources().resolve("samples");
        Page.copy(samples.resolve("build-1/x64"), scratch.resolve("build"));
        Page.copy(samples.resolve("build-2/x64/engine.pdb"), scratch.resolve("old/engine.pdb"));
        Path golden = Tree.sources().resolve("distribution/src/test/golden/symchk");
        Page.copy(golden.resolve("dump/tree-before/crash.dmp"), scratch.resolve("crash.dmp"));
        Page page = Page.read("symchk.md");
        assertThat(page.examples()).hasSizeGreaterThan(15);
        page.check(scratch);
    }
}
