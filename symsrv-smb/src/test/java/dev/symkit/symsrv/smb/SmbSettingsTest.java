// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.smb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmbSettingsTest {
    @TempDir
    Path home;

    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    private SmbSettings settings() {
        properties.putIfAbsent("user.home", home.toString());
        return new SmbSettings(name -> properties.getOrDefault(name, ""), environment);
    }

    /** {@code DOMAIN\\user:password}. */
    private String account(String server) throws IOException {
        var context = settings().credentials(server).context();
        String domain = context.getDomain() == null ? "" : context.getDomain() + "\\";
        return domain + context.getUsername() + ":" + new String(context.getPassword());
    }

    @Test
    void hasDefaults() throws IOException {
        assertThat(settings().port()).isEqualTo(445);
        assertThat(settings().connectTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings().responseTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings().credentials("server")).isSameAs(SmbCredentials.GUEST);
        assertThat(account("server")).isEqualTo("Guest:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "65536", "x", "4450 ", "99999999999"})
    void refusesWhatIsNoPort(String text) {
        properties.put("symsrv.smb.port", text);
        assertThatThrownBy(() -> settings().port())
                .isInstanceOf(IOException.class)
                .hasMessage("symsrv.smb.port: '" + text + "' is no number from 1 to 65535");
    }

    @Test
    void readsNumbers() throws IOException {
        properties.put("symsrv.smb.port", "4450");
        properties.put("symsrv.smb.responseTimeout", "5");
        assertThat(settings().port()).isEqualTo(4450);
        assertThat(settings().responseTimeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource({"builder, builder:s", "FARM\\builder, FARM\\builder:s", "builder@farm.example, farm.example\\builder:s"
    })
    void takesTheAccountOfTheProperties(String user, String expected) throws IOException {
        properties.put("symsrv.smb.user", user);
        properties.put("symsrv.smb.secretEnv", "SMB_SECRET");
        environment.put("SMB_SECRET", "s");
        assertThat(account("any")).isEqualTo(expected);
    }

    @Test
    void takesTheFirstLineOfTheSecretFile() throws IOException {
        properties.put("symsrv.smb.user", "u");
        Path file = Files.writeString(home.resolve("secret"), " p\u00e4ss word \r\nsecond\n");
        properties.put("symsrv.smb.secretFile", file.toString());
        assertThat(account("any")).isEqualTo("u: p\u00e4ss word ");
    }

    @Test
    void saysWhatIsMissing() {
        properties.put("symsrv.smb.user", "u");
        assertThatThrownBy(() -> account("any"))
                .hasMessage(
                        "symsrv.smb.user is set, but neither symsrv.smb.secretFile nor symsrv.smb.secretEnv says where"
                                + " the password is");
        properties.put("symsrv.smb.secretEnv", "SMB_SECRET");
        assertThatThrownBy(() -> account("any"))
                .hasMessage("symsrv.smb.secretEnv names SMB_SECRET, but there is no such variable");
    }

    /** An entry without a login is none here, one without a password has an empty one. */
    @Test
    void findsTheServerInNetrc() throws IOException {
        Path netrc = Files.writeString(home.resolve(".netrc"), """
                machine nologin password z
                machine SERVER login FARM\\builder password "two words"
                machine server login second password q
                machine nopassword login n
                default login d password e
                """);
        assertThat(account("server")).isEqualTo("FARM\\builder:two words");
        assertThat(account("nopassword")).isEqualTo("n:");
        assertThat(account("elsewhere")).isEqualTo("d:e");
        assertThat(account("nologin")).isEqualTo("d:e");
        properties.put("symsrv.auth.netrc", "false");
        assertThat(account("server")).isEqualTo("Guest:");
        properties.remove("symsrv.auth.netrc");
        environment.put("NETRC", Files.move(netrc, home.resolve("elsewhere")).toString());
        assertThat(account("server")).isEqualTo("FARM\\builder:two words");
        environment.put("NETRC", home.resolve("none").toString());
        assertThat(account("server")).isEqualTo("Guest:");
    }

    @Test
    void refusesAHugeSecret() throws IOException {
        properties.put("symsrv.smb.user", "u");
        Path file = Files.write(home.resolve("secret"), new byte[70_000]);
        properties.put("symsrv.smb.secretFile", file.toString());
        assertThatThrownBy(() -> account("any"))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": more than 65536 bytes");
    }
}
