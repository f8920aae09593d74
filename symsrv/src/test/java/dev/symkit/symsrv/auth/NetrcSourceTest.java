// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.symsrv.settings.AuthSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetrcSourceTest {
    private static final String FILE = """
            # comment
            machine a.example login u password p # more
            machine b.example
              login "u 2"
              account x
              password "p\\"2 #"
            macdef init
            machine c.example login no password no

            machine d.example login onlylogin
            machine a.example login second password second
            """;

    @TempDir
    Path folder;

    private Optional<String> find(String text, String host, List<Challenge> challenges)
            throws IOException, AuthException {
        Path file = Files.writeString(folder.resolve("netrc"), text);
        AuthRequest request =
                new AuthRequest("https", host, host, "", AuthSettings.UNSET, Optional.empty(), challenges);
        return new NetrcSource(file)
                .find(request, 0)
                .map(c -> new String(
                        Base64.getDecoder().decode(c.value().reveal().substring(6)), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "a.example|u:p",
                "A.Example|u:p",
                "b.example|u 2:p\"2 #",
                "c.example|",
                "d.example|",
                "x.example|",
            })
    void findsTheHost(String host, String pair) throws IOException, AuthException {
        assertThat(find(FILE, host, List.of())).isEqualTo(Optional.ofNullable(pair));
    }

    @Test
    void theDefaultIsForTheRest() throws IOException, AuthException {
        assertThat(find(FILE + "default login anon password me", "x", List.of()))
                .hasValue("anon:me");
        assertThat(find("machine", "x", List.of())).isEmpty();
        assertThat(find("", "x", List.of())).isEmpty();
    }

    @Test
    void aServerThatDoesNotTakePasswordsGetsNone() throws IOException, AuthException {
        assertThat(find(FILE, "a.example", Challenge.parse(List.of("Bearer realm=\"x\""))))
                .isEmpty();
        assertThat(find(FILE, "a.example", Challenge.parse(List.of("Bearer, basic realm=x"))))
                .hasValue("u:p");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() {
        AuthRequest request = new AuthRequest("https", "h", "h", "", AuthSettings.UNSET, Optional.empty(), List.of());
        assertThatThrownBy(() -> new NetrcSource(folder).find(request, 0))
                .isInstanceOf(AuthException.class)
                .hasMessage("netrc: " + folder + " cannot be read");
    }

    @Test
    void aMissingFileKnowsNothing() throws AuthException {
        AuthRequest request = new AuthRequest("https", "h", "h", "", AuthSettings.UNSET, Optional.empty(), List.of());
        assertThat(new NetrcSource(folder.resolve("none")).find(request, 0)).isEmpty();
    }
}
