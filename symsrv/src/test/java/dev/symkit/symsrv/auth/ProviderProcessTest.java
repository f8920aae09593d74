// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.symkit.symsrv.settings.AuthSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credential providers as processes (symsrv.md 10.3); the providers are shell scripts. */
class ProviderProcessTest {
    private static final AuthRequest REQUEST =
            new AuthRequest("https", "h", "h:8443", "a/b", AuthSettings.UNSET, Optional.empty(), List.of());

    @TempDir
    Path folder;

    @BeforeEach
    void needsAShell() {
        assumeThat(Files.isExecutable(Path.of("/bin/sh")))
                .as("there is no /bin/sh to run a provider with")
                .isTrue();
    }

    private Path script(String... lines) throws IOException {
        Path file = folder.resolve("provider.sh");
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }

    private ProviderProcess process(Path script) {
        return new ProviderProcess(script, true, Map.of());
    }

    private Optional<Credential> find(int refused, String... lines) throws IOException, AuthException {
        return new ProviderSource(process(script(lines))).find(REQUEST, refused);
    }

    @Test
    void getsTheLinesOfTheSpecification() throws IOException, AuthException {
        Path log = folder.resolve("log");
        String keep = "{ echo \"arg=$1\"; while read -r l && [ -n \"$l\" ]; do echo \"$l\"; done; } > " + log;
        find(1, keep, "echo password=x");
        assertThat(Files.readAllLines(log))
                .containsExactly(
                        "arg=Get",
                        "protocol=https",
                        "host=h:8443",
                        "path=a/b",
                        "resourceKind=symbols",
                        "isretry=true",
                        "issilent=true",
                        "interactive=0",
                        "parenthwnd=0");
    }

    @Test
    void userAndPasswordAreBasic() throws IOException, AuthException {
        Credential found = find(
                        0, "echo chatter", "echo 'UserName=u'", "echo 'PASSWORD=a=b'", "echo", "echo password=no")
                .orElseThrow();
        assertThat(found.value().reveal()).isEqualTo("Basic dTphPWI=");
        assertThat(found.header()).isEqualTo("Authorization");
        assertThat(found.toString()).doesNotContain("dTphPWI").contains("credential provider provider.sh");
    }

    @Test
    void aHeaderIsTakenAsItIs() throws IOException, AuthException {
        assertThat(find(0, "echo username=u", "echo credentialkind=Bearer", "echo 'header=Bearer ey.x'")
                        .orElseThrow()
                        .value()
                        .reveal())
                .isEqualTo("Bearer ey.x");
        assertThat(find(0, "echo 'Header=Bearer ey.y'").orElseThrow().value().reveal())
                .isEqualTo("Bearer ey.y");
    }

    @Test
    void nothingIsNoCredential() throws IOException, AuthException {
        assertThat(find(0, "exit 0")).isEmpty();
        assertThat(find(0, "echo username=u")).isEmpty();
        assertThat(find(2, "echo password=x")).isEmpty();
    }

    @Test
    void anErrorIsReportedWithoutItsText() {
        assertThatThrownBy(() -> find(0, "echo 'error=token s3cret expired'"))
                .isInstanceOf(AuthException.class)
                .hasMessage("credential provider provider.sh reports an error");
    }

    @Test
    void aProviderThatDoesNotAnswerIsEnded() throws IOException {
        Path script = script("echo $$ > " + folder.resolve("pid"), "sleep 600");
        ProviderProcess process = new ProviderProcess(script, true, Map.of(), Duration.ofMillis(500));
        assertThatThrownBy(() -> process.get(REQUEST, false))
                .isInstanceOf(AuthException.class)
                .hasMessageContaining("did not answer within");
    }

    @Test
    void aProviderThatTalksForEverIsCutOff() throws IOException {
        assertThatThrownBy(() -> find(0, "while :; do echo 'error=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'; done"))
                .isInstanceOf(AuthException.class);
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> process(folder.resolve("none")).get(REQUEST, false))
                .hasMessage("credential provider none cannot be started");
    }

    @Test
    void aHeaderWithALineBreakCannotBeMade() {
        assertThatThrownBy(() -> Credential.authorization("Bearer s3cret\r\nX: 1", "test"))
                .isInstanceOf(AuthException.class)
                .hasMessage("test: what it gives cannot be sent as a header");
    }
}
