// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.NginxServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All files of the corpus that have a key, through {@code srv*cache*http://...} from our own store behind nginx. Two of them were made to
 * say that they are longer than they are; those are refused as cut off.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "starts nginx as Debian installs it")
class FetchCorpusIT {
    private static final Set<String> CUT_OFF = Set.of("num-blocks-beyond-eof.pdb", "section-count-65535.exe");

    @TempDir
    Path scratch;

    private Run run(String tool, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Tree.exploded().resolve("bin").resolve(tool).toString()));
        command.addAll(Arrays.asList(arguments));
        return Run.of(scratch, Map.of("PATH", "/usr/bin:/bin", "JAVA_HOME", System.getProperty("java.home")), command);
    }

    /** The stored files by their paths in the store, with their digests; what is not there as a file of its own kind is left out. */
    private static Map<String, String> entries(Path store) throws IOException {
        Map<String, String> entries = new TreeMap<>();
        try (Stream<Path> files = Files.walk(store)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path path = store.relativize(file);
                int depth = path.getNameCount();
                boolean isEntry = depth >= 3
                        && !path.startsWith("000Admin")
                        && path.getName(depth - 1).equals(path.getName(depth - 3));
                if (isEntry) {
                    Path key = path.subpath(depth - 3, depth - 1);
                    entries.put(key.toString(), Digests.sha256(Files.readAllBytes(file)));
                }
            }
        }
        return entries;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-compress", "-3"})
    void everyFileArrivesByteForByte(String option) throws Exception {
        Corpus corpus = Corpus.assumePresent();
        Path plain = scratch.resolve("plain");
        Path served = scratch.resolve("served");
        String[] add = {"add", "-r", "-f", corpus.root().toString(), "-t", "corpus", "-s"};
        run("symstore", with(add, plain.toString()));
        run("symstore", option.isEmpty() ? with(add, served.toString()) : with(add, served.toString(), option));
        Map<String, String> wanted = entries(plain);
        assertThat(wanted).hasSizeGreaterThan(100);
        Set<String> known = new TreeSet<>();
        corpus.manifest().forEach(row -> known.add(row.sha256()));
        Path list = Files.write(scratch.resolve("keys.txt"), wanted.keySet());
        assertThat(wanted.keySet().removeIf(FetchCorpusIT::isCutOff)).isTrue();

        String location = "location / { root " + served + "; default_type application/octet-stream; }";
        try (NginxServer server = NginxServer.start(Files.createDirectory(scratch.resolve("nginx")), location, "")) {
            String path = "srv*" + scratch.resolve("cache") + "*http://127.0.0.1:" + server.port();
            Run fetched = run("symsrv", "bulk", "-y", path, "--list", list.toString(), "-j", "4", "--proxy", "none");
            assertThat(fetched.exit()).as(fetched.out() + fetched.err()).isEqualTo(1);
            assertThat(fetched.out().lines().filter(line -> !line.contains(": found: ")))
                    .hasSize(CUT_OFF.size())
                    .allMatch(
                            line -> line.contains(": bad-file (0x80070570): ") && line.contains("is cut off: it has"));
        }
        assertThat(entries(scratch.resolve("cache"))).isEqualTo(wanted);
        assertThat(wanted.values()).allMatch(known::contains);
    }

    private static boolean isCutOff(String key) {
        return CUT_OFF.contains(key.substring(0, key.indexOf('/')));
    }

    private static String[] with(String[] arguments, String... more) {
        return Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray(String[]::new);
    }
}
