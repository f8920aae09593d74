// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetrcFileTest {
    private static final String TEXT = """
            # machine a login comment password no
            machine a login FARM\\builder password "two \\"words\\" # \\\\" account x # more
            machine B
              login "u 2"
            macdef init
            machine c login macro password no

            machine A password p
            machine nothing
            default login d password e
            machine late login l password p
            """;

    @TempDir
    Path folder;

    private String found(String text, String host) throws IOException {
        NetrcFile file = new NetrcFile(Files.writeString(folder.resolve("netrc"), text));
        return file.find(host).stream()
                .map(account -> account.login() + ":" + account.password().orElse("-"))
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "a|FARM\\builder:two \"words\" # \\, :p, d:e",
                "b|u 2:-, d:e",
                "c|d:e",
                "nothing|:-, d:e",
                "late|d:e, l:p",
            })
    void findsTheEntriesOfAHost(String host, String accounts) throws IOException {
        assertThat(found(TEXT, host)).isEqualTo(accounts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "machine", "login x", "\"", "macdef x", "machine other login x password y", "password"})
    void toleratesHalfAFile(String text) throws IOException {
        assertThat(found(text, "host")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"default", "machine host", "machine host login", "machine host password", "default account"})
    void anEntryMayBeEmpty(String text) throws IOException {
        assertThat(found(text, "host")).isEqualTo(":-");
    }

    @Test
    void aMissingFileKnowsNothingAndAHugeOneIsRefused() throws IOException {
        assertThat(new NetrcFile(folder.resolve("none")).find("a")).isEmpty();
        Path huge = Files.write(folder.resolve("huge"), new byte[(1 << 20) + 1]);
        assertThatThrownBy(() -> new NetrcFile(huge).find("a"))
                .isInstanceOf(IOException.class)
                .hasMessage(huge + " is larger than 1048576 bytes");
    }

    @Test
    void showsNoPassword() throws IOException {
        NetrcFile file = new NetrcFile(Files.writeString(folder.resolve("netrc"), "default login d password hidden"));
        assertThat(file.find("x").toString()).isEqualTo("[Account[d]]");
    }

    @Test
    void isWhereTheVariableOrTheHomeSays() throws IOException {
        assertThat(NetrcFile.usual(Map.of("NETRC", "/x/n"), folder)).isEqualTo(folder.resolve("/x/n"));
        assertThat(NetrcFile.usual(Map.of(), folder)).isEqualTo(folder.resolve(".netrc"));
        Files.writeString(folder.resolve("_netrc"), "");
        assertThat(NetrcFile.usual(Map.of(), folder)).isEqualTo(folder.resolve("_netrc"));
        Files.writeString(folder.resolve(".netrc"), "");
        assertThat(NetrcFile.usual(Map.of(), folder)).isEqualTo(folder.resolve(".netrc"));
    }
}
