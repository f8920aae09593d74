// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.SambaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user of the packaged tools is told about a share that does not let him in or is not there: one line and the right exit code. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "starts Samba as Debian installs it")
class ShareMessagesIT {
    private static final String INDEX = "92617ED74000";
    private static final String PASSWORD = "s3cretw0rd";
    private static final String WRONG = "wr0ngw0rd";

    @TempDir
    private static Path common;

    private static SambaServer samba;
    private static Path sample;

    @TempDir
    Path scratch;

    private Packaged tools;

    @BeforeAll
    static void start() throws Exception {
        samba = SambaServer.start(Files.createDirectory(common.resolve("samba")));
        samba.setPassword(PASSWORD);
        sample = Tree.sources().resolve("samples/build-1/x64/hello.exe");
        ChildProcess.Result added =
                here(common).run("symstore", "add", "/f", sample.toString(), "/s", samba.store("store"), "/t", "P");
        assertThat(added.exit()).as(added.out() + added.err()).isZero();
    }

    @AfterAll
    static void stop() {
        if (samba != null) {
            samba.close();
        }
    }

    private static Packaged here(Path directory) {
        return Packaged.in(directory).with("SYMKIT_OPTS", "-Dsymsrv.smb.port=" + samba.port());
    }

    @BeforeEach
    void tools() {
        tools = here(scratch);
    }

    private void logOnWith(String password) throws IOException {
        String text = "machine 127.0.0.1 login " + SambaServer.user() + " password " + password + "\n";
        tools = tools.with(
                "NETRC", Files.writeString(scratch.resolve("netrc"), text).toString());
    }

    private ChildProcess.Result get(String store, String... more) throws IOException, InterruptedException {
        String[] arguments = {"get", "-y", "srv*" + scratch.resolve("cache") + "*" + store, "hello.exe", INDEX};
        return tools.run("symsrv", with(arguments, more));
    }

    private ChildProcess.Result add(String store, String... more) throws IOException, InterruptedException {
        String[] arguments = {"add", "/f", sample.toString(), "/s", store, "/t", "P"};
        return tools.run("symstore", with(arguments, more));
    }

    private static String[] with(String[] arguments, String... more) {
        return Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray(String[]::new);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\\\\127.0.0.1\\closed\\store|5|not as guest (no user is named for this server in netrc or by -Dsymsrv.smb.user)",
                "\\\\127.0.0.1\\readonly\\store|5|access denied",
                "\\\\127.0.0.1\\readonly\\new|5|access denied",
                "\\\\127.0.0.1\\none\\store|1|\\\\127.0.0.1\\none: the server has no such share",
                "\\\\no-such-host.invalid\\sym|1|(there is no host of this name)",
                "\\\\127.0.0.1|3|the name of a share is missing",
            })
    void symstoreSaysWhyItCannotAdd(String store, int exit, String message) throws Exception {
        ChildProcess.Result result = add(store);
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(exit);
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains(message).doesNotContain("Exception");
        assertThat(result.out().lines().filter(line -> !line.isBlank()))
                .hasSize(1)
                .allMatch(line -> line.startsWith("SYMSTORE ERROR: Class: Store. Desc: "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\\\\127.0.0.1\\closed\\store|3|denied (0x80070005)|not as guest (no user is named for this server",
                "\\\\127.0.0.1\\none\\store|3|unavailable (0x80070035)|the server has no such share",
                "\\\\no-such-host.invalid\\sym|3|unavailable (0x80070035)|there is no host of this name",
                "\\\\127.0.0.1\\sym\\none|1|miss (0x80070003)|path not found",
            })
    void symsrvSaysWhyThereIsNoFile(String store, int exit, String code, String reason) throws Exception {
        ChildProcess.Result result = get(store);
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(exit);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("SYMSRV: hello.exe/" + INDEX + ": " + code + ": ")
                .contains(reason)
                .doesNotContain("Exception")
                .hasLineCount(1);
    }

    @Test
    void aWrongPasswordIsDeniedAndNeverShown() throws Exception {
        logOnWith(WRONG);
        String store = "\\\\127.0.0.1\\closed\\store";
        String why = "\\\\127.0.0.1\\closed: not as '" + SambaServer.user() + "' (STATUS_LOGON_FAILURE)";
        ChildProcess.Result fetched = get(store, "--noisy", "--debug");
        assertThat(fetched.exit()).isEqualTo(3);
        assertThat(fetched.err()).contains("denied (0x80070005): " + store + " cannot be read: " + why);
        ChildProcess.Result added = add(store, "--debug");
        assertThat(added.exit()).isEqualTo(5);
        assertThat(added.out()).contains(why);
        assertThat(fetched.out() + fetched.err() + added.out() + added.err()).doesNotContain(WRONG);
    }

    @Test
    void theRightPasswordOpensTheShareAndIsNeverShown() throws Exception {
        logOnWith(PASSWORD);
        ChildProcess.Result added = add("\\\\127.0.0.1\\closed\\own", "--debug");
        assertThat(added.exit()).as(added.out() + added.err()).isZero();
        ChildProcess.Result fetched = get("\\\\127.0.0.1\\closed\\own", "--noisy", "--debug");
        assertThat(fetched.exit()).as(fetched.out() + fetched.err()).isZero();
        assertThat(scratch.resolve("cache/hello.exe").resolve(INDEX).resolve("hello.exe"))
                .hasSameBinaryContentAs(sample);
        assertThat(fetched.out() + fetched.err() + added.out() + added.err()).doesNotContain(PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"query", "verify", "list"})
    void aShareThatNobodyWritesToCanBeRead(String verb) throws Exception {
        String store = "\\\\127.0.0.1\\readonly\\store";
        ChildProcess.Result result = verb.equals("query")
                ? tools.run("symstore", verb, "/f", sample.toString(), "/s", store)
                : tools.run("symstore", verb, "/s", store);
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        assertThat(get(store).exit()).isZero();
    }

    @Test
    void pingTellsTheLayoutOfAShare() throws Exception {
        ChildProcess.Result result = tools.run("symsrv", "ping", samba.store("store"), samba.store("none"));
        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out())
                .contains(
                        samba.store("store") + ": is there (0x00000000), one-tier, index2.txt ",
                        samba.store("none") + ": is not there (0x80070003), layout unknown");
    }
}
