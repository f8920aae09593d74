// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenCommandTest {
    @TempDir
    Path directory;

    @BeforeEach
    void configure() throws IOException {
        Files.writeString(directory.resolve("s.ini"), "[directory x]\npath = x\n[auth]\ntokenTtl = 10d\n");
    }

    private SymProxyRun token(String... more) {
        List<String> argv = new ArrayList<>(List.of("token"));
        argv.addAll(List.of(more));
        argv.addAll(List.of("--config", "s.ini"));
        return SymProxyRun.of(directory, argv.toArray(new String[0]));
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(directory.resolve(file));
    }

    @Test
    void aNewTokenIsPrintedAndNotKept() throws IOException {
        SymProxyRun run = token("new", "ci");

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).matches("[a-z2-7]{32}\n");
        assertThat(lines("tokens.db")).hasSize(2);
        assertThat(lines("tokens.db").get(1))
                .matches("ci\tread\t[0-9a-f]{64}\t2024-02-29T12:34:56Z\t2024-03-10T12:34:56Z\t-")
                .doesNotContain(run.out().strip());
    }

    @Test
    void optionsOfANewTokenCount() throws IOException {
        token("new", "a", "--role", "admin", "--ttl=0");

        assertThat(lines("tokens.db").get(1)).startsWith("a\tadmin\t").endsWith("\t-\t-");
    }

    @Test
    void theFileIsWhereTheServerLooks() throws IOException {
        Files.createDirectory(directory.resolve("data"));
        token("new", "a", "--data", "data", "--set", "auth.tokensFile=t.txt");

        assertThat(lines("data/t.txt")).hasSize(2);
    }

    @Test
    void tokensAreListed() {
        token("new", "ci", "--role=upload");
        token("new", "old", "--ttl=1s");

        assertThat(token("list")).isEqualTo(new SymProxyRun(0, """
                        name                     role    created               expires                      last use
                        ci                       upload  2024-02-29T12:34:56Z  2024-03-10T12:34:56Z         never
                        old                      read    2024-02-29T12:34:56Z  2024-02-29T12:34:57Z         never
                        """, ""));
    }

    @Test
    void aTokenIsRevoked() throws IOException {
        token("new", "ci");

        assertThat(token("revoke", "ci")).isEqualTo(new SymProxyRun(0, "", ""));
        assertThat(lines("tokens.db")).hasSize(1);
        assertThat(token("revoke", "ci"))
                .isEqualTo(new SymProxyRun(
                        1, "", "symproxy: " + directory.resolve("tokens.db") + ": there is no token named ci\n"));
    }

    @Test
    void aNameThatIsTakenIsAFailure() {
        token("new", "ci");

        assertThat(token("new", "ci"))
                .isEqualTo(new SymProxyRun(
                        1, "", "symproxy: " + directory.resolve("tokens.db") + ": there is a token named ci\n"));
    }

    @Test
    void theCommandLineIsChecked() {
        assertThat(token().code()).isEqualTo(87);
        assertThat(token("new").code()).isEqualTo(87);
        assertThat(token("list", "x").code()).isEqualTo(87);
        assertThat(token("make", "x").code()).isEqualTo(87);
        assertThat(token("new", "a b").err()).startsWith("symproxy: A name has ");
        assertThat(token("new", "a", "--role", "root").err())
                .isEqualTo("symproxy: Invalid value 'root' for '--role'.\n");
        assertThat(token("new", "a", "--ttl", "soon").err()).isEqualTo("symproxy: Invalid value 'soon' for '--ttl'.\n");
        assertThat(token("list", "--ttl", "1d").code()).isEqualTo(87);
        assertThat(directory.resolve("tokens.db")).doesNotExist();
    }

    @Test
    void aConfigurationThatIsWrongEndsIt() throws IOException {
        Files.writeString(directory.resolve("s.ini"), "[directory x]\n");

        assertThat(token("list")).isEqualTo(new SymProxyRun(2, "", "symproxy: [directory x]: has no path\n"));
    }

    @Test
    void aFileThatIsWrongIsNamed() throws IOException {
        Files.writeString(directory.resolve("tokens.db"), "rubbish\n");

        assertThat(token("list").err())
                .isEqualTo("symproxy: " + directory.resolve("tokens.db") + ":1: 1 fields instead of 6\n");
        assertThat(token("list").code()).isEqualTo(1);
    }
}
