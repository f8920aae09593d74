// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.GoldenRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The golden cases in {@code src/test/golden}, run through the launchers of the exploded distribution. The expectations follow from
 * symstore.md, symbol-store-format.md section 9 and agestore.md; {@link GoldenRunner} describes the form of a case.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the cases have the separators of other systems")
@Execution(ExecutionMode.CONCURRENT)
class GoldenIT {
    /** Short runs are not worth an optimising compiler; the class path and all else are the launcher's. */
    private static final String QUICK = "-XX:+UseSerialGC";

    /** File times are shown in the time zone of the machine. */
    private static final String ZONE = " -Duser.timezone=Asia/Kathmandu";

    @TempDir
    Path scratch;

    static Stream<Named<Path>> cases() throws IOException {
        List<Named<Path>> cases = new ArrayList<>();
        for (Path tool : tools()) {
            for (Path folder : GoldenRunner.cases(tool)) {
                cases.add(Named.of(tool.getFileName() + " " + folder.getFileName(), folder));
            }
        }
        return cases.stream();
    }

    /** One folder for each tool. */
    private static List<Path> tools() throws IOException {
        try (Stream<Path> folders = Files.list(Tree.sources().resolve("distribution/src/test/golden"))) {
            return folders.sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void tool(Path folder) throws Exception {
        String tool = folder.getName(folder.getNameCount() - 2).toString();
        runner(tool, tool.equals("agestore") ? ZONE : "", Map.of(), Boolean.getBoolean("golden.update"))
                .run(folder, Files.createDirectory(scratch.resolve("work")));
    }

    /**
     * A runner for the launcher of a tool.
     *
     * @param options more options of the Java machine, with a blank before each
     * @param more variables that the tool gets
     */
    static GoldenRunner runner(String tool, String options, Map<String, String> more, boolean update) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("SYMKIT_OPTS", QUICK + options);
        environment.put("LC_ALL", "C.UTF-8");
        String launcher = Tree.exploded().resolve("bin").resolve(tool).toString();
        Path samples = Tree.sources().resolve("samples");
        return new GoldenRunner(List.of(launcher), samples, environment, Duration.ofMinutes(2), update);
    }

    /** A folder without {@code cmd} would never run. */
    @Test
    void everyFolderIsACase() throws IOException {
        for (Path tool : tools()) {
            try (Stream<Path> folders = Files.list(tool)) {
                assertThat(folders).hasSameSizeAs(GoldenRunner.cases(tool));
            }
        }
    }
}
