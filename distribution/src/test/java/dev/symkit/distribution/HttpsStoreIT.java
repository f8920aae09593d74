// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.NginxServer;
import dev.symkit.testkit.TestKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
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

/** A store of nginx behind TLS that wants a password, as the packaged client meets it (symsrv.md 10, 15.2, 17). */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "starts nginx as Debian installs it")
class HttpsStoreIT {
    private static final String NAME = "hello.exe";
    private static final String INDEX = "92617ED74000";
    private static final String USER = "reader";
    private static final String PASSWORD = "s3cret/+ 0";
    private static final String WRONG = "wr0ng-passw0rd";

    @TempDir
    private static Path common;

    private static NginxServer server;
    private static Path sample;
    private static Path certificate;

    @TempDir
    Path scratch;

    private Packaged tools;

    @BeforeAll
    static void start() throws Exception {
        sample = Tree.sources().resolve("samples/build-1/x64").resolve(NAME);
        Path store = common.resolve("store");
        ChildProcess.Result added = Packaged.in(common)
                .run("symstore", "add", "/f", sample.toString(), "/s", store.toString(), "/t", "Samples");
        assertThat(added.exit()).as(added.out() + added.err()).isZero();
        TestKeys keys = TestKeys.create(common, "server", "EC", "ip:127.0.0.1");
        certificate = Files.writeString(common.resolve("server.pem"), keys.certificatePem());
        Path key = Files.writeString(common.resolve("server.key"), keys.keyPem());
        Path users = Files.writeString(common.resolve("users"), USER + ":{PLAIN}" + PASSWORD + "\n");
        String block = "ssl_certificate " + certificate + "; ssl_certificate_key " + key + ";" + " location / { root "
                + store + "; auth_basic symbols; auth_basic_user_file " + users + "; }";
        server = NginxServer.start(Files.createDirectory(common.resolve("nginx")), block, "ssl");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void tools() {
        tools = Packaged.in(scratch);
    }

    private static String url() {
        return "https://127.0.0.1:" + server.port();
    }

    private Path cached() {
        return scratch.resolve("cache").resolve(NAME).resolve(INDEX).resolve(NAME);
    }

    /** Looks the file up with the most talkative settings, trusting the certificate if {@code properties} say so. */
    private ChildProcess.Result get(String url, String properties, String... more)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("get", "-y", "srv*" + scratch.resolve("cache") + "*" + url));
        arguments.addAll(List.of(NAME, INDEX, "--proxy", "none", "--noisy", "--debug"));
        arguments.addAll(List.of(more));
        return tools.with("SYMKIT_OPTS", properties).run("symsrv", arguments.toArray(String[]::new));
    }

    private static String trusting(String... properties) {
        return "-Dsymsrv.tls.caFile=" + certificate + " " + String.join(" ", properties);
    }

    private Path netrc(String password) throws IOException {
        Path file = scratch.resolve("netrc");
        return Files.writeString(file, "machine 127.0.0.1 login " + USER + " password \"" + password + "\"\n");
    }

    private String ini(String password) throws IOException {
        Path secret = Files.writeString(scratch.resolve("secret"), password + "\n");
        String text = "[store " + url() + "]\nauth=basic\nauth.user=" + USER + "\nauth.secretFile=" + secret + "\n";
        return Files.writeString(scratch.resolve("my.ini"), text).toString();
    }

    /** A credential provider that gives the password, and notes each question. */
    private Path provider(String password) throws IOException {
        Path file = Files.writeString(
                scratch.resolve("provider"),
                "#!/bin/sh\ncat >> '" + scratch.resolve("asked") + "'\nprintf 'username=%s\\npassword=%s\\n\\n' '"
                        + USER + "' '" + password + "'\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private ChildProcess.Result getBy(String source, String password) throws IOException, InterruptedException {
        return switch (source) {
            case "ini" -> get(url(), trusting(), "--ini", ini(password));
            case "url" -> get(url().replace("https://", "https://" + USER + ":" + escaped(password) + "@"), trusting());
            case "netrc" -> {
                tools = tools.with("NETRC", netrc(password).toString());
                yield get(url(), trusting("-Dsymsrv.auth.netrc=true"));
            }
            default -> get(url(), trusting("-Dsymsrv.auth.providers=" + provider(password)));
        };
    }

    private static String escaped(String password) {
        return password.replace("/", "%2F").replace("+", "%2B").replace(" ", "%20");
    }

    private static void assertNoSecret(ChildProcess.Result result, String password) {
        String pair = USER + ":" + password;
        String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        assertThat(result.out() + result.err()).doesNotContain(password, escaped(password), basic);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ini", "url", "netrc", "provider"})
    void theRightPasswordBringsTheFile(String source) throws Exception {
        ChildProcess.Result result = getBy(source, PASSWORD);
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).isEqualTo(cached() + "\n");
        assertThat(result.err()).contains("HttpQueryInfo: 801900c8 - HTTP_STATUS_OK");
        assertThat(cached()).hasSameBinaryContentAs(sample);
        assertNoSecret(result, PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ini", "url", "netrc", "provider"})
    void aWrongPasswordIsDenied(String source) throws Exception {
        ChildProcess.Result result = getBy(source, WRONG);
        assertDenied(result);
        assertNoSecret(result, WRONG);
    }

    @Test
    void noPasswordIsDenied() throws Exception {
        assertDenied(get(url(), trusting()));
    }

    private void assertDenied(ChildProcess.Result result) {
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(3);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("HttpQueryInfo: 80190191 - HTTP_STATUS_DENIED", "RESULT: 0x80190191")
                .endsWith("SYMSRV: " + NAME + "/" + INDEX + ": denied (0x80190191): access denied: " + url()
                        + " answers 401\n");
        assertThat(scratch.resolve("cache")).doesNotExist();
    }

    /** One that gives the same again when it is told that the store refused it is not asked a third time (10.3). */
    @Test
    void aProviderIsAskedTwice() throws Exception {
        assertDenied(getBy("provider", WRONG));
        assertThat(Files.readString(scratch.resolve("asked")))
                .containsSubsequence("isretry=false", "isretry=true")
                .containsOnlyOnce("isretry=true")
                .containsOnlyOnce("isretry=false");
    }

    @Test
    void aCertificateThatIsNotTrustedEndsIt() throws Exception {
        long before = server.requests().size();
        ChildProcess.Result result = get(url(), "", "--ini", ini(PASSWORD));
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(3);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains(
                        "HttpSendRequest: 800C2F7D - ERROR_INTERNET_SECURITY_CHANNEL_ERROR",
                        "SYMSRV: " + NAME + "/" + INDEX + ": unavailable (0x800C2F7D): the certificate of " + url()
                                + " is not trusted: ");
        assertThat(server.requests()).hasSize((int) before);
        assertNoSecret(result, PASSWORD);
        assertThat(scratch.resolve("cache")).doesNotExist();
    }

    /** The certificate is of an address, so the name is not its own, though it is the same server. */
    @Test
    void aCertificateOfAnotherNameEndsIt() throws Exception {
        ChildProcess.Result result = get(url().replace("127.0.0.1", "localhost"), trusting());
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(3);
        assertThat(result.err()).contains("unavailable (0x800C2F7D): the certificate of https://localhost:");
    }

    @Test
    void insecureIsSaidEachTime() throws Exception {
        ChildProcess.Result result = get(url(), "-Dsymsrv.tls.insecure=true", "--ini", ini(PASSWORD));
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        assertThat(result.err()).contains("SYMSRV: certificates of servers are not checked (symsrv.tls.insecure)\n");
        assertThat(cached()).hasSameBinaryContentAs(sample);
    }

    /** The exit code and the code of the result in the machine's form. */
    @ParameterizedTest
    @CsvSource({"true, denied, 0x80190191", "false, unavailable, 0x800C2F7D"})
    void jsonSaysTheSame(boolean trusts, String status, String code) throws Exception {
        ChildProcess.Result result = get(url(), trusts ? trusting() : "", "--json");
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(3);
        assertThat(result.out()).contains("\"status\":\"" + status + "\",\"code\":\"" + code + "\"");
    }
}
