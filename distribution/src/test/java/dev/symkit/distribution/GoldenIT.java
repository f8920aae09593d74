// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.GoldenRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The golden cases in {@code src/test/golden}, run through the launchers of the exploded distribution. The expectations follow from
 * symstore.md, sections 2.1, 4, 5, 8 and 9, and from agestore.md; {@link GoldenRunner} describes the form of a case.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the cases have the separators of other systems")
@Execution(ExecutionMode.CONCURRENT)
class GoldenIT {
    /** Short runs are not worth an optimising compiler; the class path and all else are the launcher's. */
    private static final String QUICK = "-XX:+UseSerialGC";

    @TempDir
    Path scratch;

    static Stream<Named<Path>> symstoreCases() throws IOException {
        return cases("symstore");
    }

    static Stream<Named<Path>> agestoreCases() throws IOException {
        return cases("agestore");
    }

    private static Stream<Named<Path>> cases(String tool) throws IOException {
        return GoldenRunner.cases(folder(tool)).stream()
                .map(path -> Named.of(path.getFileName().toString(), path));
    }

    private static Path folder(String tool) {
        return Tree.sources().resolve("distribution/src/test/golden").resolve(tool);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("symstoreCases")
    void symstore(Path folder) throws Exception {
        run("symstore", folder, QUICK);
    }

    /** File times are shown in the time zone of the machine. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("agestoreCases")
    void agestore(Path folder) throws Exception {
        run("agestore", folder, QUICK + " -Duser.timezone=Asia/Kathmandu");
    }

    private void run(String tool, Path folder, String options) throws Exception {
        List<String> launcher =
                List.of(Tree.exploded().resolve("bin").resolve(tool).toString());
        Map<String, String> environment =
                Map.of("JAVA_HOME", System.getProperty("java.home"), "SYMKIT_OPTS", options, "LC_ALL", "C.UTF-8");
        Path samples = Tree.sources().resolve("samples");
        new GoldenRunner(launcher, samples, environment, Duration.ofMinutes(2), Boolean.getBoolean("golden.update"))
                .run(folder, Files.createDirectory(scratch.resolve("work")));
    }

    /** A folder without {@code cmd} would never run. */
    @ParameterizedTest
    @ValueSource(strings = {"symstore", "agestore"})
    void everyFolderIsACase(String tool) throws IOException {
        try (Stream<Path> folders = Files.list(folder(tool))) {
            assertThat(folders).hasSameSizeAs(GoldenRunner.cases(folder(tool)));
        }
    }
}
