// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The committed sample pairs are the ones their README describes. */
class SamplesTest {
    private static final Path SAMPLES = Tree.sources().resolve("samples");

    @Test
    void matchTheirChecksums() throws IOException {
        Map<String, String> listed = new TreeMap<>();
        for (String line : Files.readAllLines(SAMPLES.resolve("SHA256SUMS"))) {
            listed.put(line.substring(66), line.substring(0, 64));
        }
        Map<String, String> found = new TreeMap<>();
        for (String build : new String[] {"build-1", "build-2"}) {
            try (Stream<Path> all = Files.walk(SAMPLES.resolve(build))) {
                for (Path path : all.filter(Files::isRegularFile).toList()) {
                    byte[] bytes = Files.readAllBytes(path);
                    assertThat(bytes).as(path.toString()).hasSizeLessThan(200 * 1024);
                    found.put(SAMPLES.relativize(path).toString().replace('\\', '/'), Digests.sha256(bytes));
                }
            }
        }
        assertThat(found).isEqualTo(listed).hasSize(24);
    }
}
