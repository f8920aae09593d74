// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose address counts, and how much one may ask. */
class GateClientsTest extends GateBed {
    @Test
    void aClientThatAsksTooMuchWaits() throws IOException {
        Gate gate = gate("[server]", "ratePerIp = 2", "burstPerIp = 3");
        for (int i = 0; i < 3; i++) {
            assertThat(gate.tooMany("127.0.0.1")).isEmpty();
        }
        assertThat(gate.tooMany("127.0.0.1")).contains(Duration.ofMillis(500));
        assertThat(gate.tooMany("127.0.0.2")).isEmpty();

        time.pass(Duration.ofMillis(250));
        assertThat(gate.tooMany("127.0.0.1")).contains(Duration.ofMillis(250));
        time.pass(Duration.ofMillis(250));
        assertThat(gate.tooMany("127.0.0.1")).isEmpty();
        assertThat(gate.tooMany("127.0.0.1")).isPresent();
    }

    @Test
    void aBucketHoldsNoMoreThanTheBurst() throws IOException {
        Gate gate = gate("[server]", "ratePerIp = 100", "burstPerIp = 3");
        for (int i = 0; i < 3; i++) {
            assertThat(gate.tooMany("::1")).isEmpty();
        }
        time.pass(Duration.ofHours(1));
        for (int i = 0; i < 3; i++) {
            assertThat(gate.tooMany("::1")).isEmpty();
        }
        assertThat(gate.tooMany("::1")).isPresent();
    }

    @Test
    void noRateIsNoLimit() throws IOException {
        Gate gate = gate("[server]", "ratePerIp = 0", "burstPerIp = 1");
        for (int i = 0; i < 100; i++) {
            assertThat(gate.tooMany("10.0.0.1")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.1 | X-Forwarded-For | 203.0.113.9 | 203.0.113.9",
                "10.0.0.1 | X-Forwarded-For | 1.2.3.4, 203.0.113.9, 10.2.2.2 | 203.0.113.9",
                "10.0.0.1 | X-Forwarded-For | 10.3.3.3, 10.2.2.2 | 10.3.3.3",
                "10.0.0.1 | X-Forwarded-For | 203.0.113.9:4711 | 203.0.113.9",
                "10.0.0.1 | X-Forwarded-For | [2001:db8::9]:80 | 2001:db8:0:0:0:0:0:9",
                "10.0.0.1 | X-Forwarded-For | 2001:db8::9 | 2001:db8:0:0:0:0:0:9",
                "10.0.0.1 | X-Forwarded-For | 1.2.3.4, unknown | 10.0.0.1",
                "10.0.0.1 | X-Forwarded-For | 1.2.3.4, evil.example, 10.2.2.2 | 10.2.2.2",
                "10.0.0.1 | X-Forwarded-For | 1.2.3.256 | 10.0.0.1",
                "fd00::1 | X-Forwarded-For | 203.0.113.9 | 203.0.113.9",
                "11.0.0.1 | X-Forwarded-For | 203.0.113.9 | 11.0.0.1",
                "fc00::1 | X-Forwarded-For | 203.0.113.9 | fc00::1",
                "10.0.0.1 | Forwarded | for=192.0.2.60;proto=http;by=203.0.113.43 | 192.0.2.60",
                "10.0.0.1 | Forwarded | For=\"[2001:db8:cafe::17]:4711\" | 2001:db8:cafe:0:0:0:0:17",
                "10.0.0.1 | Forwarded | for=192.0.2.43, proto=http;for=10.9.9.9 | 192.0.2.43",
                "10.0.0.1 | Forwarded | for=192.0.2.43, for=_hidden | 10.0.0.1",
                "10.0.0.1 | Forwarded | proto=https | 10.0.0.1",
                "10.0.0.1 | X-Other | 1.2.3.4 | 10.0.0.1"
            })
    void aTrustedProxyTellsWhoTheClientIs(String peer, String header, String value, String client) throws IOException {
        Gate gate = gate("[server]", "trustForwarded = 10.0.0.0/8, fd00::/9");

        assertThat(gate.client(Sent.with(header, value).from(peer))).isEqualTo(client);
    }

    @Test
    void severalLinesOfAHeaderAreOneList() throws IOException {
        Gate gate = gate("[server]", "trustForwarded = 10.0.0.0/8");
        Sent request = Sent.with("X-Forwarded-For", "1.1.1.1", "2.2.2.2, 10.0.0.2");

        assertThat(gate.client(request.from("10.0.0.1"))).isEqualTo("2.2.2.2");
    }

    @Test
    void whereNobodyIsTrustedThePeerIsTheClient() throws IOException {
        Gate gate = gate("read = anonymous");

        assertThat(gate.client(Sent.with("X-Forwarded-For", "1.2.3.4"))).isEqualTo("127.0.0.1");
    }
}
