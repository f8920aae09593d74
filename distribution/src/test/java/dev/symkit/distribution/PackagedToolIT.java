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

    /** One file names the mount for all tools (symsrv.md 4.4). */
    @Test
    void findsMountedSharesInSymsrvIni() throws Exception {
        Path mounted = scratch.resolve("mounted");
        Path ini = Files.writeString(scratch.resolve("symsrv.ini"), "[unc]\n\\\\build\\sym = " + mounted + "\n");
        environment.put("SYMSRV_INI", ini.toString());
        Path sample = Tree.sources().resolve("samples/build-1/x64/hello.pdb");
        Run added = symstore("add", "/f", sample.toString(), "/s", "\\\\build\\sym\\store", "/t", "P");
        assertThat(added.exit()).as(added.out() + added.err()).isZero();
        String index = "432300D0CC1DBEB34C4C44205044422E1";
        String stored = "\\\\build\\sym\\store\\hello.pdb\\" + index + "\\hello.pdb";
        assertThat(mounted.resolve("store/hello.pdb").resolve(index)).isDirectoryContaining("glob:**hello.pdb");
        Run copied = run("pdbcopy", stored, "copy.pdb", "-p");
        assertThat(copied.exit()).as(copied.out() + copied.err()).isZero();
        assertThat(scratch.resolve("copy.pdb")).exists();
        Run aged = run("agestore", "\\\\build\\sym\\store", "-days=0", "-l", "-s", "-force");
        assertThat(aged.exit()).as(aged.out() + aged.err()).isZero();
        assertThat(aged.out()).contains("hello.pdb");
        Run fetched = run("symsrv", "get", "-y", "srv*\\\\build\\sym\\store", "hello.pdb", index);
        assertThat(fetched.exit()).as(fetched.out() + fetched.err()).isZero();
        assertThat(fetched.out()).startsWith(mounted.toString());
    }

    @Test
    void saysThatSymsrvIniIsMissing() throws Exception {
        environment.put("SYMSRV_INI", scratch.resolve("none.ini").toString());
        Run run = symstore("query", "/f", "x.exe", "/s", "store");
        assertThat(run.out()).contains("none.ini").doesNotContain("\tat ");
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isNotZero();
    }

    private Run symstore(String... arguments) throws IOException, InterruptedException {
        return run("symstore", arguments);
    }

    private Run run(String tool, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Tree.exploded().resolve("bin").resolve(tool).toString());
        command.addAll(List.of(arguments));
        return Run.of(scratch, environment, command);
    }
}
