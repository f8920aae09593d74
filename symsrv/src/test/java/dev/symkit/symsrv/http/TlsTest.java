// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.symkit.symsrv.http.tls.ClientKeys;
import dev.symkit.symsrv.settings.AuthSettings;
import dev.symkit.symsrv.settings.StoreSettings;
import dev.symkit.symsrv.settings.TlsSettings;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.testkit.TestKeys;
import dev.symkit.testkit.http.Replies;
import dev.symkit.testkit.http.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** https: whom the client trusts, client certificates, no way back to http (symsrv.md 8.3, 10.5). */
class TlsTest {
    private static final byte[] BODY = Fixture.bytes(3000);

    @TempDir
    static Path keys;

    private static TestKeys server;
    private static TestKeys client;
    private static Path trusted;

    private final List<String> warnings = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final FakeClock clock = FakeClock.standing();
    private final Recorder heard = new Recorder();

    @BeforeAll
    static void makeKeys() throws Exception {
        server = TestKeys.create(keys, "server", "RSA", "ip:127.0.0.1");
        client = TestKeys.create(keys, "client", "RSA", "dns:client");
        trusted = Files.writeString(keys.resolve("ca.pem"), "# ours\n" + server.certificatePem());
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private ScriptedServer server(TestKeys key, boolean wantsCertificate) throws IOException, GeneralSecurityException {
        ScriptedServer started = ScriptedServer.startTls(key.server(client), wantsCertificate);
        open.add(started);
        return started.on(Fixture.PATH, Replies.ok(BODY));
    }

    private FetchResult fetch(String url, TlsSettings tls, StoreSettings settings, Map<String, String> environment)
            throws IOException {
        JdkHttpFetcher fetcher = JdkHttpFetcher.open(FetcherConfig.in(environment)
                .tls(tls)
                .clock(clock)
                .warnings(warnings::add)
                .build());
        open.add(fetcher);
        FetchRequest request = new FetchRequest(url, Fixture.FILE, settings, Optional.empty());
        return fetcher.fetch(request, new MemorySink(), heard);
    }

    private FetchResult fetch(String url, TlsSettings tls) throws IOException {
        return fetch(url, tls, StoreSettings.DEFAULT, Map.of());
    }

    private static TlsSettings trusting() {
        return new TlsSettings(Optional.of(trusted), false);
    }

    private static void isRefused(FetchResult result) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        FetchResult.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo(ResultCode.SECURE_FAILURE));
    }

    @Test
    void anUnknownCertificateIsRefused() throws Exception {
        ScriptedServer s = server(server, false);
        FetchResult result = fetch(s.url("/s"), TlsSettings.DEFAULT);
        isRefused(result);
        assertThat(((FetchResult.Failed) result).reason())
                .startsWith("the certificate of " + s.url("") + " is not trusted: ");
        assertThat(heard.lines())
                .contains("SYMSRV:  HttpSendRequest: 800C2F7D - ERROR_INTERNET_SECURITY_CHANNEL_ERROR");
        assertThat(clock.sleeps()).isEmpty();
    }

    @Test
    void whatTheJvmTrustsIsTrusted() throws Exception {
        System.setProperty("javax.net.ssl.trustStore", server.file().toString());
        System.setProperty("javax.net.ssl.trustStorePassword", TestKeys.PASSWORD);
        try {
            assertThat(fetch(server(server, false).url("/s"), TlsSettings.DEFAULT))
                    .isInstanceOf(FetchResult.Complete.class);
            isRefused(fetch(server(client, false).url("/s"), TlsSettings.DEFAULT));
        } finally {
            System.clearProperty("javax.net.ssl.trustStore");
            System.clearProperty("javax.net.ssl.trustStorePassword");
        }
    }

    @Test
    void theCaFileIsTrusted() throws Exception {
        assertThat(fetch(server(server, false).url("/s"), trusting())).isInstanceOf(FetchResult.Complete.class);
        assertThat(warnings).isEmpty();
    }

    @Test
    void theNameMustFit() throws Exception {
        TestKeys wrong = TestKeys.create(keys, "wrong", "EC", "dns:elsewhere.example");
        Path file = Files.writeString(keys.resolve("wrong.pem"), wrong.certificatePem());
        ScriptedServer s = server(wrong, false);
        isRefused(fetch(s.url("/s"), new TlsSettings(Optional.of(file), false)));
        assertThat(fetch(s.url("/s"), new TlsSettings(Optional.empty(), true)))
                .isInstanceOf(FetchResult.Complete.class);
    }

    @Test
    void insecureWarnsOnEveryStart() throws Exception {
        ScriptedServer s = server(server, false);
        TlsSettings insecure = new TlsSettings(Optional.empty(), true);
        assertThat(fetch(s.url("/s"), insecure)).isInstanceOf(FetchResult.Complete.class);
        assertThat(fetch(s.url("/s"), insecure)).isInstanceOf(FetchResult.Complete.class);
        String warning = "certificates of servers are not checked (symsrv.tls.insecure)";
        assertThat(warnings).containsExactly(warning, warning);
    }

    @Test
    void anOldProtocolIsRefused() throws Exception {
        SSLContext context = server.server(client);
        SSLParameters parameters = context.getSupportedSSLParameters();
        assertThat(parameters.getProtocols()).contains("TLSv1.1");
        try (ScriptedServer s = ScriptedServer.startTls(context, false, "TLSv1.1")) {
            s.on(Fixture.PATH, Replies.ok(BODY));
            isRefused(fetch(s.url("/s"), trusting()));
            assertThat(s.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
    void aCaFileWithoutCertificatesIsNamed(String text) throws IOException {
        Path file = Files.writeString(keys.resolve("bad.pem"), text);
        assertThatThrownBy(() -> fetch("https://h/s", new TlsSettings(Optional.of(file), false)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ": ");
    }

    private void comesInWith(Path certificate, String password) throws IOException, GeneralSecurityException {
        ScriptedServer s = server(server, true);
        StoreSettings settings = StoreSettings.DEFAULT.withAuth(new AuthSettings(
                AuthSettings.Kind.MTLS, "", Optional.empty(), Optional.of("PASS"), Optional.of(certificate)));
        assertThat(fetch(s.url("/s"), trusting(), settings, Map.of("PASS", password)))
                .isInstanceOf(FetchResult.Complete.class);
    }

    @Test
    void aClientCertificateMayBePkcs12() throws Exception {
        comesInWith(client.file(), TestKeys.PASSWORD);
    }

    @Test
    void aClientCertificateMayBePem() throws Exception {
        byte[] pkcs8 = client.key().getEncoded();
        Path plain = Files.writeString(
                keys.resolve("plain.pem"), TestKeys.pem("PRIVATE KEY", pkcs8) + client.certificatePem());
        comesInWith(plain, "");
        // the PKCS#1 key is the content of the last OCTET STRING, behind 26 bytes for a key of this size
        Path old = Files.writeString(
                keys.resolve("old.pem"),
                client.certificatePem() + TestKeys.pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, 26, pkcs8.length)));
        comesInWith(old, "");
    }

    @Test
    void aClientKeyMayBeLocked() throws Exception {
        String openssl = "/usr/bin/openssl";
        assumeThat(Files.isExecutable(Path.of(openssl)))
                .as("there is no %s to lock a key with", openssl)
                .isTrue();
        Path plain = Files.writeString(keys.resolve("unlocked.pem"), client.keyPem());
        Path key = keys.resolve("key.pem");
        Process process = new ProcessBuilder(
                        openssl,
                        "pkcs8",
                        "-topk8",
                        "-in",
                        plain.toString(),
                        "-passout",
                        "pass:pa55",
                        "-out",
                        key.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
        assertThat(Files.readString(key)).contains("BEGIN ENCRYPTED PRIVATE KEY");
        Path both = Files.writeString(keys.resolve("locked.pem"), Files.readString(key) + client.certificatePem());
        comesInWith(both, "pa55");
        assertThatThrownBy(() -> ClientKeys.load(both, "wr0ng".toCharArray()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(both + ": ")
                .hasMessageNotContaining("wr0ng");
    }

    @Test
    void withoutACertificateTheDoorIsShut() throws Exception {
        ScriptedServer s = server(server, true);
        assertThat(fetch(s.url("/s"), trusting())).isInstanceOf(FetchResult.Failed.class);
        assertThat(s.requests()).isEmpty();
    }

    @Test
    void aCertificateThatCannotBeReadIsNamed() throws Exception {
        Path pem = Files.writeString(
                keys.resolve("ec.pem"), client.certificatePem() + TestKeys.pem("EC PRIVATE KEY", new byte[40]));
        for (Path file : List.of(client.file(), trusted, pem, keys.resolve("none.p12"))) {
            StoreSettings settings = StoreSettings.DEFAULT.withAuth(new AuthSettings(
                    AuthSettings.Kind.MTLS, "", Optional.empty(), Optional.of("PASS"), Optional.of(file)));
            FetchResult.Failed failed =
                    (FetchResult.Failed) fetch("https://127.0.0.1:1/s", trusting(), settings, Map.of("PASS", "wr0ng"));
            assertThat(failed.code()).isEqualTo(ResultCode.ACCESS_DENIED);
            assertThat(failed.reason()).contains(file.toString()).doesNotContain("wr0ng");
        }
    }

    @Test
    void theCertificateIsNotShownWhereARedirectLeads() throws Exception {
        ScriptedServer home = server(server, true);
        ScriptedServer elsewhere = server(server, true);
        home.on(Fixture.PATH, Replies.redirect(302, elsewhere.url("/x")));
        StoreSettings settings = StoreSettings.DEFAULT.withAuth(new AuthSettings(
                AuthSettings.Kind.MTLS, "", Optional.empty(), Optional.of("PASS"), Optional.of(client.file())));
        assertThat(fetch(home.url("/s"), trusting(), settings, Map.of("PASS", TestKeys.PASSWORD)))
                .isInstanceOf(FetchResult.Failed.class);
        assertThat(home.requests()).hasSize(1);
        assertThat(elsewhere.requests()).isEmpty();
    }

    @Test
    void httpsDoesNotLeadToHttp() throws Exception {
        ScriptedServer s = server(server, false);
        try (ScriptedServer plain = ScriptedServer.start()) {
            s.on(Fixture.PATH, Replies.redirect(302, plain.url("/x")));
            FetchResult.Failed failed = (FetchResult.Failed) fetch(s.url("/s"), trusting());
            assertThat(failed.code()).isEqualTo(FetchFailure.REDIRECT_FAILED);
            assertThat(failed.reason()).contains("symsrv.http.allowDowngrade");
            assertThat(plain.requests()).isEmpty();
        }
    }

    @Test
    void aHandshakeThatIsCutOffIsTriedAgain() throws Exception {
        try (ScriptedServer plain = ScriptedServer.start()) {
            plain.closeAfterFirstByte();
            FetchResult.Failed failed = (FetchResult.Failed) fetch("https://" + plain.authority() + "/s", trusting());
            assertThat(failed.code()).isIn(ResultCode.SECURE_FAILURE, ResultCode.CONNECTION_RESET);
            assertThat(clock.sleeps()).hasSize(2);
        }
    }
}
