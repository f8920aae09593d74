// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.symsrv.http.proxy.ProxyChoice;
import dev.symkit.symsrv.settings.StoreSettings;
import dev.symkit.symsrv.settings.TlsSettings;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.symsrv.spi.Status;
import dev.symkit.testkit.TestKeys;
import dev.symkit.testkit.http.Replies;
import dev.symkit.testkit.http.ScriptedServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proxies (symsrv.md 10.4). */
class ProxyTest {
    private static final byte[] BODY = Fixture.bytes(3000);
    private static final String LOGIN = "Basic dTpwdw=="; // u:pw
    private static final URI HTTPS = URI.create("https://sym.example.com/s");
    private static final URI HTTP = URI.create("http://sym.example.com:8080/s");

    @TempDir
    Path folder;

    private Fixture f;
    private ScriptedProxy proxy;

    @BeforeEach
    void start() throws IOException {
        f = Fixture.start();
        f.server.on(Fixture.PATH, Replies.ok(BODY));
        proxy = ScriptedProxy.start();
    }

    @AfterEach
    void stop() throws IOException {
        f.close();
        proxy.close();
    }

    private static ProxyChoice choice(String option, Map<String, String> environment) {
        ProxySelector jvm = new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("jvm", 1)));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException error) {}
        };
        return new ProxyChoice(Optional.of(option).filter(o -> !o.isEmpty()), environment, Optional.of(jvm));
    }

    private static String chosen(ProxyChoice choice, URI uri) {
        Proxy proxy = choice.select(uri).get(0);
        return proxy.type() == Proxy.Type.DIRECT
                ? "direct"
                : proxy.address().toString().replace("/<unresolved>", "");
    }

    @Test
    void theFirstThatIsSetWins() {
        Map<String, String> all = Map.of("_NT_SYMBOL_PROXY", "nt:1", "HTTPS_PROXY", "s:2", "http_proxy", "http://p:3/");
        Map<String, String> two = Map.of("HTTPS_PROXY", "s:2", "http_proxy", "http://p:3/");
        assertThat(chosen(choice("opt:9", all), HTTPS)).isEqualTo("opt:9");
        assertThat(chosen(choice("none", all), HTTPS)).isEqualTo("direct");
        assertThat(chosen(choice("", all), HTTPS)).isEqualTo("nt:1");
        assertThat(chosen(choice("", all), HTTP)).isEqualTo("nt:1");
        assertThat(chosen(choice("", two), HTTPS)).isEqualTo("s:2");
        assertThat(chosen(choice("", two), HTTP)).isEqualTo("p:3");
        assertThat(chosen(choice("", Map.of("_NT_SYMBOL_PROXY", "none")), HTTP)).isEqualTo("direct");
        assertThat(chosen(choice("", Map.of("HTTPS_PROXY", " ")), HTTPS)).isEqualTo("jvm:1");
        assertThat(chosen(choice("", Map.of()), HTTPS)).isEqualTo("jvm:1");
        assertThat(chosen(new ProxyChoice(Optional.empty(), Map.of(), Optional.empty()), HTTPS))
                .isEqualTo("direct");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sym.example.com|true", "example.com|true", ".example.com|true", "*.example.com|true",
                        "EXAMPLE.COM|true",
                "ample.com|false", "other.com, sym.example.com|true", "*|true", "example.com:443|true",
                        "example.com:80|false",
                "x.sym.example.com|false", "''|false",
            })
    void exceptionsHoldForTheVariables(String list, boolean direct) {
        for (String variable : List.of("_NT_SYMBOL_PROXY", "HTTPS_PROXY")) {
            ProxyChoice choice = choice("", Map.of(variable, "p:1", "no_proxy", list));
            assertThat(chosen(choice, HTTPS)).isEqualTo(direct ? "direct" : "p:1");
        }
        assertThat(chosen(choice("opt:9", Map.of("NO_PROXY", list)), HTTPS)).isEqualTo("opt:9");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "h:8080|h:8080",
                "h|h:80",
                "HTTP://h:1/|h:1",
                "u:p@h:1|h:1",
                "http://u:p%40@h:1|h:1",
                "[::1]:81|::1:81",
            })
    void canBeWrittenInSeveralWays(String text, String address) {
        assertThat(chosen(choice(text, Map.of()), HTTPS)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://u:s3cret@h:1", "socks5://u:s3cret@h", "u:s3cret@h:x", "u:s3cret@h:99999", "u:s3cret@"})
    void whatIsNoneIsRefusedWithoutItsText(String text) {
        assertThatThrownBy(() -> choice("", Map.of("_NT_SYMBOL_PROXY", text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("_NT_SYMBOL_PROXY: ")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void plainRequestsGoThroughIt() throws IOException {
        f.proxy("http://u:pw@" + proxy.authority());
        assertThat(f.fetch()).isInstanceOf(FetchResult.Complete.class);
        assertThat(f.sink.bytes()).isEqualTo(BODY);
        assertThat(proxy.requests()).containsExactly("GET " + f.server.url(Fixture.PATH));
        assertThat(proxy.logins()).containsExactly(LOGIN);
        assertThat(f.server.requests().get(0).headers()).doesNotContainKey("Authorization");
        assertThat(f.heard.lines().toString()).doesNotContain("pw").doesNotContain(LOGIN);
    }

    @Test
    void secureRequestsGoThroughATunnel() throws Exception {
        TestKeys key = TestKeys.create(folder, "server", "EC", "ip:127.0.0.1");
        Path trusted = Files.writeString(folder.resolve("ca.pem"), key.certificatePem());
        try (ScriptedServer server = ScriptedServer.startTls(key.server(key), false);
                JdkHttpFetcher fetcher =
                        JdkHttpFetcher.open(FetcherConfig.in(Map.of("HTTPS_PROXY", "http://u:pw@" + proxy.authority()))
                                .tls(new TlsSettings(Optional.of(trusted), false))
                                .build())) {
            server.on(Fixture.PATH, Replies.ok(BODY));
            FetchRequest request =
                    new FetchRequest(server.url("/s"), Fixture.FILE, StoreSettings.DEFAULT, Optional.empty());
            assertThat(fetcher.fetch(request, f.sink, f.heard)).isInstanceOf(FetchResult.Complete.class);
            assertThat(f.sink.bytes()).isEqualTo(BODY);
            assertThat(proxy.requests()).containsExactly("CONNECT " + server.authority());
            assertThat(proxy.logins()).containsExactly(LOGIN);
            assertThat(server.requests().get(0).headers()).doesNotContainKeys("Proxy-Authorization", "Authorization");
        }
    }

    @Test
    void aDirectRequestHasNothingForAProxy() throws IOException {
        f.environment(Map.of("HTTP_PROXY", "http://u:pw@" + proxy.authority(), "NO_PROXY", "127.0.0.1"));
        assertThat(f.fetch()).isInstanceOf(FetchResult.Complete.class);
        assertThat(proxy.requests()).isEmpty();
        assertThat(f.server.requests().get(0).headers()).doesNotContainKey("Proxy-Authorization");
    }

    @ParameterizedTest
    @CsvSource({
        "http, '', the proxy asks for user and password",
        "http, u:pw@, the proxy refuses user and password",
        "https, '', the proxy asks for user and password",
        "https, u:pw@, the proxy refuses user and password",
    })
    void aProxyThatDoesNotLetUsThroughIsNamed(String scheme, String login, String reason) throws IOException {
        proxy.refuse(407);
        f.proxy(login + proxy.authority());
        FetchResult result = f.fetch(scheme + "://" + f.server.authority() + "/s", Fixture.FILE);
        assertThat(result).isEqualTo(new FetchResult.Failed(ResultCode.http(407), reason));
        assertThat(ResultCode.http(407).status()).isEqualTo(Status.DENIED);
        assertThat(proxy.requests()).hasSize(1);
        assertThat(f.server.requests()).isEmpty();
    }

    @Test
    void aTunnelThatCannotBeMadeIsAFailure() throws IOException {
        proxy.refuse(502);
        f.proxy(proxy.authority());
        FetchResult.Failed failed =
                (FetchResult.Failed) f.fetch("https://" + f.server.authority() + "/s", Fixture.FILE);
        assertThat(failed.code().status()).isEqualTo(Status.UNAVAILABLE);
    }
}
