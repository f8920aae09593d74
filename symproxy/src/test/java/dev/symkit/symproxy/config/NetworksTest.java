// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.0/8 | 10.255.1.2 | true",
                "10.0.0.0/8 | 11.0.0.0 | false",
                "192.168.4.0/22 | 192.168.7.255 | true",
                "192.168.4.0/22 | 192.168.8.0 | false",
                "0.0.0.0/0 | 1.2.3.4 | true",
                "0.0.0.0/0 | ::1 | false",
                "1.2.3.4 | 1.2.3.4 | true",
                "1.2.3.4/32 | 1.2.3.5 | false",
                "fd00::/8 | fdff::1 | true",
                "fd00::/8 | fe00::1 | false",
                "::/0 | 1.2.3.4 | false",
                "::1 | ::1 | true",
                "fe80::/10 | fe80::1%eth0 | true",
                "10.0.0.0/8 | ::ffff:10.1.2.3 | true",
                "1.1.1.1, 2.2.2.0/24 | 2.2.2.9 | true"
            })
    void aNetworkHasItsAddresses(String networks, String address, boolean contains) {
        Networks parsed = Networks.parse(networks).orElseThrow();

        assertThat(parsed.contains(Networks.address(address).orElseThrow())).isEqualTo(contains);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0/8",
                "::/129",
                "localhost",
                "10.0.0.256",
                "1.2.3.4/8/8",
                ":",
                "1::2::3"
            })
    void whatIsNoneIsRefused(String text) {
        assertThat(Networks.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "example.com", "1.2.3", "[1.2.3.4]", "[::1", "::1]", "1.2.3.4 "})
    void whatIsNoAddressIsNotLookedUp(String text) {
        assertThat(Networks.address(text)).isEmpty();
    }
}
