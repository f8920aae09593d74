// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Trees that are large for the memory there is (agestore.md 6): none for the files with {@code -days}, some bytes for each with
 * {@code -size=}. The system property {@code symkit.test.agefiles} sets how many files there are.
 */
final class LargeTreeIT {
    private static final int FILES = Integer.getInteger("symkit.test.agefiles", 200_000);
    private static final int SMALL_MEGABYTES = 24;
    private static final int BYTES_FOR_A_FILE = 100;

    @TempDir
    static Path directory;

    @BeforeAll
    static void make() throws IOException {
        LargeTree.make(directory.resolve("tree"), FILES);
    }

    @Test
    void agesByDaysInMemoryThatDoesNotDependOnTheFiles() throws Exception {
        List<String> last = run(SMALL_MEGABYTES, FILES / 2, "-days=30", "-s", "-l", "-time=write");
        assertThat(last).containsExactly(FILES / 2 + " files, " + FILES / 2 + " bytes would be deleted");
    }

    /** The old ones are the first that go. */
    @ParameterizedTest
    @ValueSource(ints = {0, 25, 75})
    void agesBySizeInSomeBytesForEachFile(int percent) throws Exception {
        int keep = FILES / 100 * percent;
        int listed = FILES - keep;
        int megabytes = SMALL_MEGABYTES + (int) (((long) FILES * BYTES_FOR_A_FILE) >> 20);
        List<String> last = run(megabytes, listed, "-size=" + keep, "-s", "-l", "-time=write");
        assertThat(last).containsExactly(listed + " files, " + listed + " bytes would be deleted");
    }

    @Test
    void measuresInMemoryThatDoesNotDependOnTheFiles() throws Exception {
        assertThat(run(SMALL_MEGABYTES, 0, "-size", "-s", "-time=write"))
                .containsExactly(FILES + " bytes in " + FILES + " files");
    }

    /** Runs the tool and gives back what follows the files that it lists, of which the old ones must be the first. */
    private static List<String> run(int megabytes, int listed, String... arguments) throws Exception {
        Path output = directory.resolve("out.txt");
        String[] all = Stream.concat(
                        Stream.of(output.toString(), directory.resolve("tree").toString()), Stream.of(arguments))
                .toArray(String[]::new);
        ChildProcess.Result result = ChildProcess.run(ChildProcess.Spec.java(LargeTreeChild.class, all)
                .with("JDK_JAVA_OPTIONS", "-Xmx" + megabytes + "m -XX:+UseSerialGC")
                .within(Duration.ofMinutes(10)));
        assertThat(result.exit()).as(result.err()).isZero();
        try (Stream<String> lines = Files.lines(output)) {
            assertThat(lines.limit(listed)
                            .filter(line -> line.contains("  1 2001-"))
                            .count())
                    .isEqualTo(Math.min(listed, FILES / 2));
        }
        try (Stream<String> lines = Files.lines(output)) {
            return lines.skip(listed).toList();
        }
    }
}
