// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.smb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.storage.LockClock;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.testkit.SambaServer;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logging on to a Samba server with a password, with a wrong one, as a guest; a server that is started again. */
class SmbLogonIT {
    private static final String PASSWORD = "p\u00e4ss w\u00f6rd";

    @TempDir
    private static Path directory;

    private static SambaServer samba;

    @TempDir
    Path home;

    private final Map<String, String> properties = new HashMap<>();

    @BeforeAll
    static void start() throws Exception {
        samba = SambaServer.start(directory);
        samba.setPassword(PASSWORD);
    }

    @AfterAll
    static void stop() {
        if (samba != null) {
            samba.close();
        }
    }

    private StoreStorage open(String share) throws IOException {
        properties.put("symsrv.smb.port", Integer.toString(samba.port()));
        properties.put("symsrv.smb.responseTimeout", "20");
        properties.put("user.home", home.toString());
        SmbLocation where = SmbLocation.parse("\\\\localhost\\" + share + "\\store");
        SmbSettings settings = new SmbSettings(name -> properties.getOrDefault(name, ""), Map.of());
        return new SmbStorage(
                new SmbShare(where, settings), where.directory(), StorageOptions.DEFAULT, LockClock.SYSTEM);
    }

    @Test
    void logsOnWithTheAccountInNetrc() throws IOException {
        Files.writeString(
                home.resolve(".netrc"),
                "machine localhost login " + SambaServer.user() + " password \"" + PASSWORD + "\"\n");
        try (StoreStorage storage = open("closed")) {
            storage.createRoot();
            assertThat(storage.claim("netrc", "x".getBytes(UTF_8))).isTrue();
        }
        assertThat(samba.shared().resolve("store/netrc")).hasContent("x");
    }

    @Test
    void logsOnWithTheAccountOfTheProperties() throws IOException {
        Path secret = Files.writeString(home.resolve("secret"), PASSWORD + "\n");
        properties.put("symsrv.smb.user", SambaServer.user());
        properties.put("symsrv.smb.secretFile", secret.toString());
        try (StoreStorage storage = open("closed")) {
            storage.createRoot();
            assertThat(storage.stat("000Admin")).isPresent();
        }
    }

    @Test
    void tellsWhoWasRefusedAndNoPassword() throws IOException {
        Files.writeString(
                home.resolve(".netrc"), "machine localhost login " + SambaServer.user() + " password wrong1\n");
        try (StoreStorage storage = open("closed")) {
            assertThatThrownBy(() -> storage.stat(""))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessage("\\\\localhost\\closed: not as '" + SambaServer.user() + "' (STATUS_LOGON_FAILURE)")
                    .satisfies(e -> assertThat(e).hasStackTraceContaining("STATUS_LOGON_FAILURE"))
                    .satisfies(e -> assertThat(trace(e)).doesNotContain("wrong1"));
        }
    }

    private static String trace(Throwable e) {
        StringBuilder text = new StringBuilder();
        for (Throwable each = e; each != null; each = each.getCause()) {
            text.append(each).append('\n');
        }
        return text.toString();
    }

    @Test
    void tellsAGuestWhatIsMissing() throws IOException {
        try (StoreStorage storage = open("closed")) {
            assertThatThrownBy(() -> storage.list(""))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining("not as guest (no user is named for this server");
        }
        try (StoreStorage storage = open("none")) {
            assertThatThrownBy(() -> storage.list(""))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("the server has no such share (STATUS_BAD_NETWORK_NAME)");
        }
    }

    @Test
    void connectsAgainWhenTheServerIsBack() throws Exception {
        try (StoreStorage storage = open("sym")) {
            storage.createRoot();
            storage.claim("kept", "x".getBytes(UTF_8));
            samba.kill();
            assertThatThrownBy(() -> storage.stat("kept"))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("cannot connect to localhost, port " + samba.port());
            samba.restart();
            assertThat(storage.stat("kept")).isPresent();
            assertThat(storage.claim("after", "y".getBytes(UTF_8))).isTrue();
        }
    }
}
