// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    private static final String GOOD = """
            [directory symbols]
            path = cache
            upstream = corp
            [upstream corp]
            url = https://user:pw@symbols.example/
            auth = bearer
            secret = hunter2
            headers.X-Key = abc123
            """;

    @TempDir
    Path directory;

    private SymProxyRun check(String text, String... more) throws IOException {
        Files.writeString(directory.resolve("s.ini"), text);
        String[] argv = new String[3 + more.length];
        argv[0] = "check";
        argv[1] = "--config";
        argv[2] = "s.ini";
        System.arraycopy(more, 0, argv, 3, more.length);
        return SymProxyRun.of(directory, argv);
    }

    @Test
    void whatCountsIsPrinted() throws IOException {
        SymProxyRun run = check(GOOD);

        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("[server]\nlisten = 0.0.0.0:8080\n")
                .contains("[directory symbols]\npath = cache\nkind = cache\nupstream = corp\n")
                .contains("[misses]\ntimeout = 300s\n")
                .endsWith("[exclusions]\n");
    }

    @Test
    void noSecretIsPrinted() throws IOException {
        assertThat(check(GOOD).out())
                .contains("secret = ***\n", "headers.X-Key = ***\n")
                .doesNotContain("hunter2", "abc123", "pw@");
    }

    @Test
    void whatIsPrintedIsAConfigurationThatSaysTheSame() throws IOException {
        String first = check(GOOD).out();

        assertThat(check(first)).isEqualTo(new SymProxyRun(0, first, ""));
    }

    @Test
    void anOptionCountsMoreThanTheFile() throws IOException {
        assertThat(check(GOOD, "--set", "misses.timeout=7m", "--set=directory symbols.quota=3G")
                        .out())
                .contains("[misses]\ntimeout = 7m\n", "quota = 3G\n");
    }

    @Test
    void exclusionsBesideTheFileCountToo() throws IOException {
        Files.writeString(directory.resolve("symsrv.ini"), "[exclusions]\nmso*\n[timeouts]\ncount=1\n");
        SymProxyRun run = check(GOOD + "[exclusions]\na.pdb\n");

        assertThat(run.out()).endsWith("[exclusions]\na.pdb\nmso*\n");
        assertThat(run.code()).isZero();
    }

    @Test
    void problemsAreOnStandardError() throws IOException {
        SymProxyRun run = check(GOOD + "[misses]\ntimeout = soon\nfrobnicate = 1\n");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err().lines())
                .containsExactly(
                        "symproxy: " + directory.resolve("s.ini")
                                + ":10: 'timeout' is not a time such as 300, 500ms, 5m, 24h or 7d",
                        "symproxy: " + directory.resolve("s.ini") + ":11: unknown key 'frobnicate'");
        assertThat(run.out()).contains("timeout = 300s\n");
    }

    @Test
    void anUnknownKeyAloneIsAnErrorHere() throws IOException {
        assertThat(check(GOOD + "[misses]\nfrobnicate = 1\n").code()).isEqualTo(2);
    }

    @Test
    void wrongNetworksAreAProblem() throws IOException {
        SymProxyRun run = check(GOOD, "--set", "server.trustForwarded=10.0.0.0/99");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--set server.trustForwarded: 'trustForwarded' is not networks such as");
    }

    @Test
    void aMissingFileIsNamed() {
        SymProxyRun run = SymProxyRun.of(directory, "check", "--config=no.ini");

        assertThat(run)
                .isEqualTo(new SymProxyRun(
                        2, "", "symproxy: " + directory.resolve("no.ini") + ": no such file or directory\n"));
    }

    @Test
    void aDirectoryIsNoFile() {
        SymProxyRun run = SymProxyRun.of(directory, "check", "--config=.");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith("symproxy: " + directory);
    }

    @Test
    void theCommandLineIsChecked() {
        assertThat(SymProxyRun.of(directory, "check"))
                .isEqualTo(new SymProxyRun(87, "", "symproxy: '--config <file>' is required.\n"));
        assertThat(SymProxyRun.of(directory, "check", "x").code()).isEqualTo(87);
        assertThat(SymProxyRun.of(directory, "frobnicate").err()).isEqualTo("symproxy: Unknown option 'frobnicate'.\n");
        assertThat(SymProxyRun.of(directory).code()).isEqualTo(87);
        assertThat(SymProxyRun.of(directory, "--help").out()).startsWith("symproxy (symkit): ");
        assertThat(SymProxyRun.of(directory, "check", "--help").code()).isZero();
    }
}
