// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.path.IniFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {
    private static final String GOOD = """
            [server]
            listen = 127.0.0.1:8080, https://[::]:8443 ; two
            idleTimeout = 2m
            [tls]
            cert = /etc/ssl/a.pem
            [directory ""]
            path = /srv/symbols
            upstream = corp, msdl
            quota = 500G
            minFreeDisk = 5%
            [Directory extra.one]
            path = /srv/extra
            kind = mixed
            pointers = follow
            [upstream corp]
            url = http://user:word@builds/symbols
            maxConcurrent = 4
            secret = hush
            headers.X-Team = vermilion
            [upstream msdl]
            url = https://example.com/download/symbols
            uriFilter = 0x01
            casing = ssqp
            [exclusions]
            mso*
            """;

    private static ConfigLoader.Loaded load(String text, Map<String, String> environment, String... sets) {
        return new ConfigLoader(environment).load(IniFile.parse(text, "a.ini"), List.of(sets));
    }

    private static List<String> problems(ConfigLoader.Loaded loaded) {
        return loaded.problems().stream().map(ConfigProblem::toString).toList();
    }

    @Test
    void aWholeFile() {
        ConfigLoader.Loaded loaded = load(GOOD, Map.of());
        assertThat(loaded.problems()).isEmpty();
        Configuration config = loaded.configuration();
        assertThat(config.get(ServerKeys.LISTEN)).containsExactly("127.0.0.1:8080", "https://[::]:8443");
        assertThat(config.get(ServerKeys.IDLE_TIMEOUT)).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.get(MissKeys.TIMEOUT)).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.directoryNames()).containsExactly("", "extra.one");
        ConfigSection root = config.directories().get(0);
        assertThat(root.get(DirectoryKeys.UPSTREAM)).containsExactly("corp", "msdl");
        assertThat(root.get(DirectoryKeys.QUOTA).of(1)).isEqualTo(500L << 30);
        assertThat(root.get(DirectoryKeys.MIN_FREE_DISK).of(1000)).isEqualTo(50);
        assertThat(root.get(DirectoryKeys.KIND)).isEqualTo(DirectoryKeys.Kind.CACHE);
        ConfigSection corp = config.upstream("CORP").orElseThrow();
        assertThat(corp.get(UpstreamKeys.MIN_SPEED)).isEqualTo(50L << 10);
        assertThat(corp.get(UpstreamKeys.SECRET)).isEqualTo("hush");
        assertThat(corp.extra()).containsExactly(Map.entry("X-Team", "vermilion"));
        assertThat(config.upstream("msdl").orElseThrow().get(UpstreamKeys.URI_FILTER))
                .isEqualTo(1);
        assertThat(config.exclusions().matches("MSO.dll")).isTrue();
        assertThat(config.find(ServerKeys.BASE_URL)).isEmpty();
        assertThatThrownBy(() -> config.get(ServerKeys.BASE_URL)).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void whatIsShownHasNoSecrets() {
        Configuration config = load(GOOD, Map.of()).configuration();
        List<String> shown = config.shown();
        assertThat(shown)
                .contains("[directory extra.one]", "secret = ***", "headers.X-Team = ***", "idleTimeout = 2m", "mso*");
        assertThat(String.join("\n", shown)).doesNotContain("hush", "word", "vermilion");
        assertThat(config.toString()).doesNotContain("hush", "word", "vermilion");
    }

    @Test
    void whatIsShownSaysTheSameWhenReadAgain() {
        Configuration config = load(GOOD, Map.of()).configuration();
        String text = String.join("\n", config.shown());
        ConfigLoader.Loaded again = load(text, Map.of());
        assertThat(again.problems()).isEmpty();
        assertThat(again.configuration().shown()).isEqualTo(config.shown());
    }

    @Test
    void optionsCountMoreThanTheEnvironmentAndThatMoreThanTheFile() {
        Map<String, String> environment = Map.of(
                "SYMPROXY_SERVER_IDLETIMEOUT", "3m",
                "SYMPROXY_SERVER_ADMIN_LISTEN", "off",
                "SYMPROXY_UPSTREAM_CORP_SECRETENV", "TOKEN",
                "SYMPROXY_DIRECTORY_EXTRA_ONE_KIND", "store",
                "TOKEN", "of the environment");
        Configuration config = load(
                        GOOD,
                        environment,
                        "server.idleTimeout=4m",
                        "server.admin.listen = 127.0.0.1:0",
                        "directory extra.one.quota=1T",
                        "misses.timeout=1h")
                .configuration();
        assertThat(config.get(ServerKeys.IDLE_TIMEOUT)).isEqualTo(Duration.ofMinutes(4));
        assertThat(config.get(ServerKeys.ADMIN_LISTEN)).isEqualTo("127.0.0.1:0");
        assertThat(config.get(MissKeys.TIMEOUT)).isEqualTo(Duration.ofHours(1));
        assertThat(config.upstream("corp").orElseThrow().get(UpstreamKeys.SECRET))
                .isEqualTo("of the environment");
        ConfigSection extra = config.directories().get(1);
        assertThat(extra.get(DirectoryKeys.KIND)).isEqualTo(DirectoryKeys.Kind.STORE);
        assertThat(extra.get(DirectoryKeys.QUOTA).of(1)).isEqualTo(1L << 40);
    }

    @Test
    void aSecretMayBeInAFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), "of a file\n");
        Configuration config =
                load(GOOD, Map.of(), "upstream corp.secretFile=" + file).configuration();
        assertThat(config.upstream("corp").orElseThrow().get(UpstreamKeys.SECRET))
                .isEqualTo("of a file");
        ConfigLoader.Loaded missing = load(GOOD, Map.of(), "upstream corp.secretFile=" + directory.resolve("no"));
        assertThat(missing.isUsable()).isFalse();
        assertThat(problems(missing).get(0))
                .startsWith("--set upstream corp.secretFile: 'secretFile': cannot read ")
                .doesNotContain("hush");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '^',
            value = {
                "[server]~listen = nowhere^true^[server]: 'nowhere' is no address such as 0.0.0.0:8080 or https://[::]:8443",
                "[server]~listen =^true^[server]: listen is empty",
                "[server]~idleTimeout = soon^true^a.ini:2: 'idleTimeout' is not a time such as 300, 500ms, 5m, 24h or 7d",
                "[server]~idelTimeout = 5^false^a.ini:2: unknown key 'idelTimeout'",
                "[server]~just text^true^a.ini:2: not of the form key = value",
                "[server x]~^true^a.ini:1: [server] takes no name",
                "[servers]~^false^a.ini:1: unknown section [servers]",
                "[server]~listen = https://0.0.0.0:1^true^[tls]: an https:// listener needs cert",
                "[upstream u]~url=http://x/^false^[upstream u]: no directory uses it",
                "[upstream u]~^true^[upstream u]: has no url",
                "[directory b]~kind=cache^true^[directory b]: has no path",
                "[directory a/b]~path=/b^true^[directory a/b]: that name cannot be part of a URL here",
                "[directory -]~path=/b^true^[directory -]: that name cannot be part of a URL here",
                "[directory b]~path=/tmp/../a^true^[directory a]: has the path of [directory b]",
                "[directory b]~path=/b~uploads=on^true^[directory b]: uploads need kind = store or mixed",
                "[directory b]~path=/b~mode=fill-only^true^[directory b]: mode = fill-only needs an upstream",
                "[directory b]~path=/b~upstream=x^true^[directory b]: there is no [upstream x]",
                "[directory b]~path=/b~kind=heap^true^a.ini:3: 'kind' is not cache | store | mixed"
            })
    void whatIsWrongIsSaid(String text, boolean fatal, String problem) {
        String more = text.replace("~", "\n");
        ConfigLoader.Loaded loaded = load(more + "\n[directory a]\npath=/a\n", Map.of());
        assertThat(problems(loaded)).contains(problem);
        assertThat(loaded.isUsable()).isEqualTo(!fatal);
    }

    @ParameterizedTest
    @CsvSource({
        "server.idelTimeout=1, --set server.idelTimeout: unknown section or key",
        "nothing.x=1, --set nothing.x: unknown section or key",
        "server=1, --set server: not of the form section.key=value",
        "x, --set x: not of the form section.key=value"
    })
    void whatOptionsMayNotSay(String set, String problem) {
        assertThat(problems(load(GOOD, Map.of(), set))).containsExactly(problem);
    }

    @Test
    void nothingToServe() {
        assertThat(problems(load("", Map.of()))).containsExactly("[directory]: there is none: nothing to serve");
    }

    @ParameterizedTest
    @CsvSource({
        "8080, false, 0.0.0.0, 8080",
        "0.0.0.0:8080, false, 0.0.0.0, 8080",
        "*:80, false, 0.0.0.0, 80",
        "https://[::1]:8443, true, ::1, 8443",
        "https://example.com:1/, true, example.com, 1",
        "localhost:0, false, localhost, 0"
    })
    void addresses(String text, boolean tls, String host, int port) {
        assertThat(ListenAddress.parse(text)).contains(new ListenAddress(tls, host, port));
    }

    @ParameterizedTest
    @CsvSource({"''", "host", "1:65536", "ftp://x:1", "host8080", "[::1]80", "a:b:1"})
    void noAddresses(String text) {
        assertThat(ListenAddress.parse(text)).isEmpty();
    }
}
