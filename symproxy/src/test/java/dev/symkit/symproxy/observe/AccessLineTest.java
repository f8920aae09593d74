// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symproxy.config.LogKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccessLineTest {
    private static final String TARGET = "/~s3cr3t/symbols/a.pdb/1/a.pdb?token=s3cr3t";

    private static String line(LogKeys.Access format, Exchange exchange) throws IOException {
        return new String(AccessLine.bytes(format, exchange), StandardCharsets.UTF_8);
    }

    @Test
    void combinedIsThatOfWebServers() throws IOException {
        assertThat(line(LogKeys.Access.COMBINED, Exchanges.of(Result.HIT, 200, "/symbols/a.pdb/1/a.pdb")))
                .isEqualTo(
                        "192.0.2.7 - ci [04/Mar/2026:05:06:07 +0000] \"GET /symbols/a.pdb/1/a.pdb HTTP/1.1\" 200 1234"
                                + " \"-\" \"Microsoft-Symbol-Server/10.0\"\n");
    }

    @Test
    void combinedHasADashForWhatIsNotThere() throws IOException {
        Exchange bare = Exchange.begun(Exchanges.START).line("GET", "/", "").finished(404, 0, 1, 1);
        assertThat(line(LogKeys.Access.COMBINED, bare))
                .isEqualTo("- - - [04/Mar/2026:05:06:07 +0000] \"GET /\" 404 - \"-\" \"-\"\n");
    }

    @Test
    void jsonHasEveryField() throws IOException {
        Exchange exchange =
                Exchanges.begun("/x").result(Result.FILL).upstream("msdl").finished(206, 10, 1_234_567, 500);
        assertThat(line(LogKeys.Access.JSON, exchange))
                .isEqualTo("{\"ts\":\"2026-03-04T05:06:07.089Z\",\"dur_ms\":1.235,\"ttfb_ms\":0.001,"
                        + "\"client\":\"192.0.2.7\",\"user\":\"ci\",\"method\":\"GET\",\"dir\":\"symbols\",\"name\":\"a.pdb\","
                        + "\"index\":\"0123456789ABCDEF0123456789ABCDEF1\",\"leaf\":\"a.pdb\",\"status\":206,\"bytes\":10,"
                        + "\"result\":\"fill\",\"upstream\":\"msdl\",\"ua\":\"Microsoft-Symbol-Server/10.0\","
                        + "\"range\":\"bytes=0-9\",\"req_id\":\"r1\"}\n");
    }

    @ParameterizedTest
    @EnumSource(names = {"COMBINED", "JSON"})
    void noTokenGetsOut(LogKeys.Access format) throws IOException {
        assertThat(line(format, Exchanges.of(Result.AUTH, 401, TARGET))).doesNotContain("s3cr3t");
        assertThat(Exchanges.of(Result.AUTH, 401, TARGET).toString()).doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @EnumSource(names = {"COMBINED", "JSON"})
    void noTextOfAClientEndsALineOrAField(LogKeys.Access format) throws IOException {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 0x2100; c++) {
            all.append(c);
        }
        String text = all.append("\uD800\uFEFF\uFFFF").toString();
        Exchange exchange = Exchange.begun(Exchanges.START)
                .client(text, text)
                .line(text, "/" + text.replace('/', '-').replace('?', '-'), text)
                .file(text, text, text)
                .headers(text, text)
                .requestId(text)
                .finished(200, 1, 1, 1);
        String line = line(format, exchange);
        assertThat(line.chars()
                        .filter(c -> c < ' ' || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || c == 0x202E))
                .containsExactly((int) '\n');
        if (format == LogKeys.Access.COMBINED) {
            assertThat(line.replace("\\\\", "").replace("\\\"", "").chars().filter(c -> c == '"'))
                    .hasSize(6);
        }
    }
}
