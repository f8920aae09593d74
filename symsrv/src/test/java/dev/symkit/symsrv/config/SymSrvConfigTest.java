// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.path.SymSrvIni;
import dev.symkit.symsrv.cache.CacheOptions;
import dev.symkit.symsrv.settings.AuthSettings;
import dev.symkit.symsrv.settings.HttpSettings;
import dev.symkit.symsrv.settings.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SymSrvConfigTest {
    private static SymSrvConfig config(String ini, Map<String, String> properties) throws IOException {
        return SymSrvConfig.of(SymSrvIni.parse(ini.getBytes(UTF_8), "symsrv.ini"), properties);
    }

    private static HttpSettings http(String key, String value) throws IOException {
        return config("[http]\n" + key + "=" + value + "\n", Map.of()).http();
    }

    @Test
    void withoutFileAndPropertiesTheDefaultsHold() {
        SymSrvConfig config = SymSrvConfig.of(SymSrvIni.NONE, Map.of("user.home", "/home/me"));
        assertThat(config.http()).isEqualTo(HttpSettings.DEFAULT);
        assertThat(config.store("https://h/s")).isEqualTo(StoreSettings.DEFAULT);
        assertThat(config.files())
                .isEqualTo(
                        new SymSrvConfig.Files(CacheOptions.DEFAULT, java.util.Optional.empty(), true, false, false));
        assertThat(config.warnings()).isEmpty();
    }

    @Test
    void everyKeyOfHttpCounts() throws IOException {
        assertThat(http("userAgent", "x").userAgent()).isEqualTo("x");
        assertThat(http("CONNECTTIMEOUT", "500 ms").connectTimeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(http("responseTimeout", "7").responseTimeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(http("idleTimeout", "2m").idleTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(http("totalTimeout", "1 h").totalTimeout()).isEqualTo(Duration.ofHours(1));
        assertThat(http("minSpeed", "10K").minSpeed()).isEqualTo(10_240);
        assertThat(http("maxFileSize", "2 GiB").maxFileSize()).isEqualTo(2L << 30);
        assertThat(http("allowDowngrade", "yes").allowDowngrade()).isTrue();
        assertThat(http("trace", "true").trace()).isTrue();
        assertThat(http("retryAppHang", "3").retryAppHang()).isEqualTo(3);
        assertThat(http("retries", "0").retries()).isZero();
    }

    @Test
    void aPropertyCountsMoreThanTheFile() throws IOException {
        SymSrvConfig config =
                config("[http]\nuserAgent=file\nidleTimeout=5\n", Map.of("symsrv.http.userAgent", "property"));
        assertThat(config.http().userAgent()).isEqualTo("property");
        assertThat(config.http().idleTimeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void everyKeyOfAStoreCounts() throws IOException {
        StoreSettings settings = config("""
                        [store https://h/s]
                        casing=ssqp
                        caseRetry=true
                        tiers=2
                        uriFilter=0x03
                        on403=miss
                        ranges=off
                        probe=parallel
                        pointers=same-store
                        maxConcurrent=20
                        http.header.X-Token=abc
                        auth=basic
                        auth.user=me
                        auth.secretFile=/etc/symkit/token
                        auth.secretEnv=TOKEN
                        auth.certificate=/etc/symkit/me.p12
                        """, Map.of()).store("https://h/s/");
        assertThat(settings)
                .isEqualTo(new StoreSettings(
                        StoreSettings.Casing.SSQP,
                        true,
                        2,
                        3,
                        StoreSettings.On403.MISS,
                        StoreSettings.Ranges.OFF,
                        StoreSettings.Probe.PARALLEL,
                        StoreSettings.Pointers.SAME_STORE,
                        20,
                        Map.of("X-Token", "abc"),
                        new AuthSettings(
                                AuthSettings.Kind.BASIC,
                                "me",
                                java.util.Optional.of(Path.of("/etc/symkit/token")),
                                java.util.Optional.of("TOKEN"),
                                java.util.Optional.of(Path.of("/etc/symkit/me.p12")))));
        assertThat(settings.toString()).doesNotContain("abc");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[http]~idleTimeout=soon|symsrv.ini:2: 'idleTimeout' is not a time such as 30, 500 ms or 2 m",
                "[http]~maxFileSize=9999999 T|symsrv.ini:2: 'maxFileSize' is not a size such as 65536, 500 M or 16 GiB",
                "[http]~allowDowngrade=perhaps|symsrv.ini:2: 'allowDowngrade' is not true or false",
                "[http]~retryAppHang=-1|symsrv.ini:2: 'retryAppHang' is not a number from 0 to 1000000",
                "[http]~agent=x|symsrv.ini:2: unknown key 'agent'",
                "[store https://h]~tiers=3|symsrv.ini:2: 'tiers' is not a number from 0 to 2",
                "[store https://h]~on403=maybe|symsrv.ini:2: 'on403' is not one of auto, miss, deny",
                "[store https://h]~password=secret|symsrv.ini:2: unknown key 'password'",
            })
    void whatMeansNothingIsToldWithItsPlace(String ini, String warning) throws IOException {
        SymSrvConfig config = config(ini.replace("~", "\n"), Map.of());
        assertThat(config.warnings()).containsExactly(warning);
        assertThat(config.http()).isEqualTo(HttpSettings.DEFAULT);
        assertThat(config.store("https://h")).isEqualTo(StoreSettings.DEFAULT);
    }

    @Test
    void thePropertiesOfThePlugInForSharesAreLeftToIt() throws IOException {
        assertThat(config("", Map.of("symsrv.smb.port", "4450", "symsrv.smb.user", "u", "symsrv.smb.secretEnv", "S"))
                        .warnings())
                .isEmpty();
        assertThat(config("", Map.of("symsrv.s3.endpoint", "x", "symsrv.s3.pathStyle", "y"))
                        .warnings())
                .isEmpty();
        assertThat(config("", Map.of("symsrv.s3.endpiont", "x")).warnings())
                .containsExactly("property symsrv.s3.endpiont: unknown key 's3.endpiont'");
        assertThat(config("", Map.of("symsrv.smb.prot", "4450")).warnings())
                .containsExactly("property symsrv.smb.prot: unknown key 'smb.prot'");
    }

    @Test
    void propertiesSetTheRest() throws IOException {
        SymSrvConfig config = config(
                "[unc]\n\\\\a\\b = /mnt/ab\n",
                Map.of(
                        "symsrv.tls.caFile", "/ca.pem",
                        "symsrv.tls.insecure", "true",
                        "symsrv.auth.providers", "/p1; /p2",
                        "symsrv.auth.netrc", "on",
                        "symsrv.misses.file", "/m",
                        "symsrv.fsync", "1",
                        "symsrv.path.expand", "true",
                        "symsrv.unc.1", "\\\\c\\d => /mnt/cd",
                        "symsrv.unc.2", "nothing",
                        "symsrv.other", "x"));
        assertThat(config.tls().caFile()).contains(Path.of("/ca.pem"));
        assertThat(config.tls().insecure()).isTrue();
        assertThat(config.login().providers()).containsExactly(Path.of("/p1"), Path.of("/p2"));
        assertThat(config.login().netrc()).isTrue();
        assertThat(config.login().prompts()).isFalse();
        assertThat(config.files().misses()).contains(Path.of("/m"));
        assertThat(config.files().cache().fsync()).isTrue();
        assertThat(config.expandsPath()).isTrue();
        assertThat(config.shares().local("\\\\A\\b\\x")).isEqualTo("/mnt/ab/x");
        assertThat(config.shares().local("\\\\c\\d\\y")).isEqualTo("/mnt/cd/y");
        assertThat(config.warnings())
                .containsExactlyInAnyOrder(
                        "property symsrv.unc.2: not \\\\host\\share => directory",
                        "property symsrv.other: unknown key 'other'");
    }

    @Test
    void modesAreThoseOfChmod() {
        SymSrvConfig config =
                SymSrvConfig.of(SymSrvIni.NONE, Map.of("symsrv.store.dirMode", "0775", "symsrv.store.fileMode", "640"));
        assertThat(config.files().cache().directoryMode()).contains(PosixFilePermissions.fromString("rwxrwxr-x"));
        assertThat(config.files().cache().fileMode()).contains(PosixFilePermissions.fromString("rw-r-----"));
        assertThat(SymSrvConfig.of(SymSrvIni.NONE, Map.of("symsrv.store.dirMode", "rwx"))
                        .warnings())
                .containsExactly("property symsrv.store.dirMode: 'store.dirMode' is not a mode such as 0775");
    }
}
