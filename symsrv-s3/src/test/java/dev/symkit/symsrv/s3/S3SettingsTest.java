// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3SettingsTest {
    private final Map<String, String> properties = new HashMap<>();

    private S3Settings settings() {
        return new S3Settings(name -> properties.getOrDefault(name, ""));
    }

    @Test
    void hasDefaults() throws IOException {
        assertThat(settings().endpoint()).isEmpty();
        assertThat(settings().region()).isEmpty();
        assertThat(settings().pathStyle()).isFalse();
        assertThat(settings().anonymous()).isFalse();
        assertThat(settings().connectTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings().responseTimeout()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void readsAllOfThem() throws IOException {
        properties.put("symsrv.s3.endpoint", "HTTP://minio.example:9000");
        properties.put("symsrv.s3.region", "eu-west-1");
        properties.put("symsrv.s3.anonymous", "True");
        properties.put("symsrv.s3.connectTimeout", "1");
        properties.put("symsrv.s3.responseTimeout", "86400");
        assertThat(settings().endpoint()).contains(URI.create("HTTP://minio.example:9000"));
        assertThat(settings().region()).contains("eu-west-1");
        assertThat(settings().anonymous()).isTrue();
        assertThat(settings().connectTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings().responseTimeout()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void aServerOfOnesOwnHasItsBucketsInThePath() throws IOException {
        properties.put("symsrv.s3.endpoint", "http://localhost:9000");
        assertThat(settings().pathStyle()).isTrue();
        properties.put("symsrv.s3.pathStyle", "false");
        assertThat(settings().pathStyle()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"minio:9000", "ftp://host", "http://", "https://u:p@host", "http://a b", "/x"})
    void refusesWhatIsNoServer(String text) {
        properties.put("symsrv.s3.endpoint", text);
        assertThatThrownBy(() -> settings().endpoint())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("symsrv.s3.endpoint: ")
                .hasMessageNotContaining("u:p");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "1 ", "86401", "99999999999"})
    void refusesWhatIsNoTime(String text) {
        properties.put("symsrv.s3.responseTimeout", text);
        assertThatThrownBy(() -> settings().responseTimeout())
                .isInstanceOf(IOException.class)
                .hasMessage("symsrv.s3.responseTimeout: '" + text + "' is no number from 1 to 86400");
    }

    @Test
    void refusesWhatIsNoFlag() {
        properties.put("symsrv.s3.anonymous", "yes");
        assertThatThrownBy(() -> settings().anonymous())
                .isInstanceOf(IOException.class)
                .hasMessage("symsrv.s3.anonymous: 'yes' is neither true nor false");
    }
}
