// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code watchConfig = on}, through the whole server. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ProxyWatchConfigTest {
    @TempDir
    private Path directory;

    private String text(String... names) {
        StringBuilder text = new StringBuilder(ProxyBed.COMMON).append("watchConfig = on\n");
        for (String name : names) {
            text.append("[directory ").append(name).append("]\npath = ");
            text.append(directory.resolve(name)).append('\n');
        }
        return text.toString();
    }

    private static String metrics(ProxyBed bed) throws IOException, InterruptedException {
        return new String(bed.admin("GET", "metrics").body(), StandardCharsets.UTF_8);
    }

    @Test
    void aChangedFileIsReadAgainAndAWrongOneChangesNothing() throws Exception {
        Path file = Files.writeString(directory.resolve("symproxy.ini"), text("s"));
        try (ProxyBed bed = ProxyBed.of(directory, file)) {
            assertThat(bed.get("/s/").statusCode()).isEqualTo(200);
            assertThat(bed.get("/t/").statusCode()).isEqualTo(404);

            Files.writeString(file, text("s", "t"));
            while (bed.get("/t/").statusCode() != 200) {
                Thread.onSpinWait(); // the server looks once a second
            }
            assertThat(metrics(bed)).contains("symproxy_config_reloads_total{outcome=\"applied\"} 1.0");

            Files.writeString(file, text("s", "t") + "[directory u]\n");
            while (!metrics(bed).contains("symproxy_config_reloads_total{outcome=\"refused\"} 1.0")) {
                Thread.onSpinWait();
            }
            assertThat(bed.get("/t/").statusCode()).isEqualTo(200);
            assertThat(bed.get("/u/").statusCode()).isEqualTo(404);

            Files.writeString(file, text("s", "u"));
            while (bed.get("/u/").statusCode() != 200) {
                Thread.onSpinWait();
            }
            assertThat(bed.get("/t/").statusCode()).isEqualTo(404);
        }
    }
}
