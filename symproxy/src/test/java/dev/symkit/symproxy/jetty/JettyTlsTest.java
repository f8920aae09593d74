// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.jetty;

import static dev.symkit.symproxy.jetty.EngineBed.get;
import static dev.symkit.symproxy.jetty.EngineBed.now;
import static dev.symkit.symproxy.jetty.EngineBed.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.symproxy.web.Engine;
import dev.symkit.symproxy.web.EngineSettings;
import dev.symkit.symproxy.web.Response;
import dev.symkit.testkit.TestKeys;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JettyTlsTest {
    private final EngineBed bed = new EngineBed();

    @AfterEach
    void stop() throws IOException {
        bed.close();
    }

    private static EngineSettings.Tls tls(Path certificate, Path key, String password, Optional<Path> clients) {
        return new EngineSettings.Tls(
                certificate,
                key,
                password,
                List.of("TLSv1.3", "TLSv1.2"),
                clients,
                clients.isPresent(),
                clients.isPresent());
    }

    private static HttpClient client(HttpClient.Version version, SSLContext context) {
        return HttpClient.newBuilder().version(version).sslContext(context).build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP_1_1", "HTTP_2"})
    void tlsWithANewCertificateWhileRunning(HttpClient.Version version, @TempDir Path directory) throws Exception {
        TestKeys first = TestKeys.create(directory, "first", "EC", "ip:127.0.0.1");
        TestKeys second = TestKeys.create(directory, "second", "EC", "ip:127.0.0.1");
        Path certificate = Files.writeString(directory.resolve("a.pem"), first.certificatePem());
        Path key = Files.writeString(directory.resolve("a.key"), first.keyPem());
        int port = bed.start(
                request -> now(Response.text(200, request.secure() + " " + request.certificate())),
                settings(Optional.of(tls(certificate, key, "", Optional.empty())), Duration.ofSeconds(60)));
        String url = "https://127.0.0.1:" + port + "/";
        HttpResponse<byte[]> answer = get(client(version, first.trusted()), url);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("true Optional.empty\n");
        assertThat(answer.version()).isEqualTo(version);
        HttpClient other = client(version, second.trusted());
        assertThatThrownBy(() -> get(other, url)).isInstanceOf(IOException.class);
        Files.writeString(key, second.keyPem());
        Files.writeString(certificate, second.certificatePem());
        Files.setLastModifiedTime(certificate, FileTime.fromMillis(1_000_000));
        Engine engine = bed.engine();
        boolean served = false;
        for (long end = System.nanoTime() + Duration.ofMinutes(1).toNanos(); !served && System.nanoTime() < end; ) {
            while (engine.connections() > 3) {
                Thread.onSpinWait(); // the server has not seen yet that clients are gone
            }
            try {
                served = get(client(version, second.trusted()), url).statusCode() == 200;
            } catch (IOException e) {
                Thread.onSpinWait(); // the old one is still in use
            }
        }
        assertThat(served).isTrue();
    }

    @Test
    void clientsWithCertificates(@TempDir Path directory) throws Exception {
        TestKeys server = TestKeys.create(directory, "server", "RSA", "ip:127.0.0.1");
        TestKeys own = TestKeys.create(directory, "own", "EC", "dns:client");
        Path authorities = Files.writeString(directory.resolve("ca.pem"), own.certificatePem());
        int port = bed.start(
                request -> now(Response.text(200, request.certificate().orElse("none"))),
                settings(
                        Optional.of(tls(server.file(), server.file(), TestKeys.PASSWORD, Optional.of(authorities))),
                        Duration.ofSeconds(60)));
        String url = "https://127.0.0.1:" + port + "/";
        HttpClient without = client(HttpClient.Version.HTTP_1_1, server.trusted());
        assertThatThrownBy(() -> get(without, url)).isInstanceOf(IOException.class);
        HttpResponse<byte[]> answer = get(client(HttpClient.Version.HTTP_1_1, own.server(server)), url);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("CN=own\n");
    }

    @Test
    void aCertificateThatIsNoneIsNamed(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("a.pem"), "no certificate");
        EngineSettings settings = settings(Optional.of(tls(file, file, "", Optional.empty())), Duration.ofSeconds(60));
        assertThatThrownBy(() -> new JettyEngine(settings, request -> now(Response.of(200))).close())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file.toString());
    }
}
