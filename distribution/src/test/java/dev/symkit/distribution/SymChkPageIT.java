// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** All examples of {@code docs/symchk.md}, one after the other in one folder: each gives what the page says. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the examples are for POSIX shells")
class SymChkPageIT {
    private static final String INDENT = "    ";
    private static final String PROMPT = INDENT + "$ ";

    @TempDir
    Path scratch;

    /** What stands behind a prompt, and the indented lines below it. */
    private record Example(String command, String output) {}

    private static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        List<String> lines = Files.readAllLines(Tree.sources().resolve("docs/symchk.md"), UTF_8);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(PROMPT)) {
                StringBuilder output = new StringBuilder();
                int next = i + 1;
                while (next < lines.size() && isOutput(lines.get(next))) {
                    output.append(lines.get(next).replaceFirst("^" + INDENT, ""))
                            .append('\n');
                    next++;
                }
                String command = lines.get(i).substring(PROMPT.length());
                examples.add(new Example(command, output.toString().stripTrailing()));
            }
        }
        return examples;
    }

    private static boolean isOutput(String line) {
        return line.isEmpty() || (line.startsWith(INDENT) && !line.startsWith(PROMPT));
    }

    private void copy(Path source, String target) throws IOException {
        Path file = scratch.resolve(target);
        Files.createDirectories(file.getParent());
        Files.copy(source, file);
    }

    @Test
    void everyExampleGivesWhatThePageSays() throws Exception {
        Path samples = Tree.sources().resolve("samples");
        try (Stream<Path> build = Files.list(samples.resolve("build-1/x64"))) {
            for (Path file : build.toList()) {
                copy(file, "build/" + file.getFileName());
            }
        }
        copy(samples.resolve("build-2/x64/engine.pdb"), "old/engine.pdb");
        Path golden = Tree.sources().resolve("distribution/src/test/golden/symchk");
        copy(golden.resolve("dump/tree-before/crash.dmp"), "crash.dmp");
        Map<String, String> environment = Map.of(
                "PATH",
                Tree.exploded().resolve("bin") + ":/usr/bin:/bin",
                "JAVA_HOME",
                System.getProperty("java.home"),
                "LC_ALL",
                "C.UTF-8");
        List<Example> examples = examples();
        assertThat(examples).hasSizeGreaterThan(15);
        for (Example example : examples) {
            Run run = Run.of(scratch, environment, List.of("/bin/sh", "-c", "exec 2>&1; " + example.command()));
            assertThat(run.out().stripTrailing()).as(example.command()).isEqualTo(example.output());
        }
    }
}
