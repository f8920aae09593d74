// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exploded distribution with a real Java: what a user runs after unpacking the zip. */
@DisabledOnOs(OS.WINDOWS)
class PackagedToolIT {
    private static final Pattern ROW = Pattern.compile("\\| `(build-\\d/\\S+)` \\| `(\\S+)` \\|");

    @TempDir
    Path scratch;

    private final Map<String, String> environment =
            new HashMap<>(Map.of("PATH", "/usr/bin:/bin", "JAVA_HOME", System.getProperty("java.home")));

    @Test
    void tellsItsVersion() throws Exception {
        Run run = symstore("--version");
        assertThat(run.out()).contains(Tree.version());
        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/?", "-?", "--help"})
    void helps(String option) throws Exception {
        Run run = symstore(option);
        assertThat(run.out()).contains("add", "query", "del", "verify", "/f", "/s");
        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEmpty();
    }

    @Test
    void helpsAndFailsWithoutArguments() throws Exception {
        Run run = symstore();
        assertThat(run.out()).contains("add", "query", "del");
        assertThat(run.exit()).isEqualTo(87);
    }

    /** The keys stand in the README of the samples and were read with LLVM's tools. */
    @Test
    void filesEverySampleUnderItsKey() throws Exception {
        Path samples = Tree.sources().resolve("samples");
        for (String build : new String[] {"build-1", "build-2"}) {
            Run run = symstore("add", "/r", "/f", samples.resolve(build).toString(), "/s", "store", "/t", "Samples");
            assertThat(run.err()).isEmpty();
            assertThat(run.exit()).as(run.out()).isZero();
        }
        int rows = 0;
        for (Matcher row = ROW.matcher(Files.readString(samples.resolve("README.md"))); row.find(); rows++) {
            assertThat(scratch.resolve("store").resolve(row.group(2)))
                    .hasSameBinaryContentAs(samples.resolve(row.group(1)));
        }
        assertThat(rows).isEqualTo(24);
    }

    @Test
    void storesAFileWithAnyNameInThePlainCLocale() throws Exception {
        environment.put("LC_ALL", "C");
        Path odd = scratch.resolve("h\u00e9llo \u6f22.exe");
        Files.copy(Tree.sources().resolve("samples/build-1/x64/hello.exe"), odd);
        Run run = symstore("add", "/f", odd.toString(), "/s", "store", "/t", "Names");
        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        String name = odd.getFileName().toString();
        assertThat(scratch.resolve("store")
                        .resolve(name)
                        .resolve("92617ED74000")
                        .resolve(name))
                .exists();
    }

    /** Nobody listens on port 1: it is the plug-in that says so. */
    @Test
    void reachesStoresOnAShareThroughThePlugIn() throws Exception {
        environment.put("SYMKIT_OPTS", "-Dsymsrv.smb.port=1");
        Path file = Tree.sources().resolve("samples/build-1/x64/hello.exe");
        Run run = symstore("add", "/f", file.toString(), "/s", "\\\\127.0.0.1\\sym", "/t", "P");
        assertThat(run.out()).contains("Desc: \\\\127.0.0.1\\sym: cannot connect to 127.0.0.1, port 1");
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isEqualTo(1);
    }

    private Run symstore(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Tree.exploded().resolve("bin/symstore").toString());
        command.addAll(List.of(arguments));
        return Run.of(scratch, environment, command);
    }
}
