// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultCodeTest {
    @ParameterizedTest
    @CsvSource({
        "0, FOUND, 0x00000000",
        "0x80070002, MISS, 0x80070002",
        "0x80070003, MISS, 0x80070003",
        "0x80070005, DENIED, 0x80070005",
        "0x8007000B, BAD_FILE, 0x8007000B",
        "0x8007000D, BAD_FILE, 0x8007000D",
        "0x80070035, UNAVAILABLE, 0x80070035",
        "0x800700CE, BAD_KEY, 0x800700CE",
        "0x800704C7, CANCELLED, 0x800704C7",
        "0x80070512, RETRY_LATER, 0x80070512",
        "0x80070570, BAD_FILE, 0x80070570",
        "0x800705B4, UNAVAILABLE, 0x800705B4",
        "0x800C2EE2, UNAVAILABLE, 0x800C2EE2",
        "0x800C2F7D, UNAVAILABLE, 0x800C2F7D",
        "0x80190191, DENIED, 0x80190191",
        "0x80190193, DENIED, 0x80190193",
        "0x80190194, MISS, 0x80190194",
        "0x801901F7, UNAVAILABLE, 0x801901F7",
        "0x80004005, UNAVAILABLE, 0x80004005",
    })
    void meansWhatTheTableSays(long value, Status status, String text) {
        ResultCode code = new ResultCode((int) value);
        assertThat(code.status()).isEqualTo(status);
        assertThat(code).hasToString(text);
    }
}
