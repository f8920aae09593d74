// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
    private static final String REG = """
            REGEDIT4
            [HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Symbol Server Proxy\\Web Directories\\symbols]
            "SymbolPath"="https://msdl.microsoft.com/download/symbols"
            """;

    @TempDir
    Path directory;

    @Test
    void theConfigurationGoesToStandardOutput() throws IOException {
        Files.writeString(directory.resolve("a.reg"), REG);
        SymProxyRun run = SymProxyRun.of(directory, "import", "--reg", "a.reg");

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("[directory symbols]\n", "url = https://msdl.microsoft.com/download/symbols\n");
    }

    @Test
    void theConfigurationGoesToAFileThatCanBeUsed() throws IOException {
        Files.writeString(directory.resolve("a.reg"), REG);

        assertThat(SymProxyRun.of(directory, "import", "--reg", "a.reg", "--out", "s.ini"))
                .isEqualTo(new SymProxyRun(0, "", ""));
        assertThat(SymProxyRun.of(directory, "check", "--config", "s.ini").code())
                .isZero();
    }

    @Test
    void whatMeansNothingIsToldOf() throws IOException {
        Files.writeString(directory.resolve("a.reg"), "REGEDIT4\n");
        Files.writeString(directory.resolve("s.ini"), "[frobnicate]\na=b\n");
        SymProxyRun run = SymProxyRun.of(directory, "import", "--reg", "a.reg", "--ini", "s.ini");

        assertThat(run.code()).isZero();
        assertThat(run.err())
                .contains("frobnicate")
                .endsWith("a.reg: no key below 'Web Directories': nothing to serve\n");
    }

    @Test
    void whatIsWrongIsNamed() throws IOException {
        Files.writeString(directory.resolve("a.reg"), "REGEDIT4\nrubbish\n");

        assertThat(SymProxyRun.of(directory, "import", "--reg", "a.reg"))
                .isEqualTo(new SymProxyRun(
                        1, "", "symproxy: " + directory.resolve("a.reg") + ":2: neither a key nor a value\n"));
        assertThat(SymProxyRun.of(directory, "import", "--reg", "no.reg").err()).contains("no.reg: no such file");
        assertThat(SymProxyRun.of(directory, "import").code()).isEqualTo(87);
    }
}
