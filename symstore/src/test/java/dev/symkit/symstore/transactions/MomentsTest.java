// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.layout.ServerFile;
import dev.symkit.store.layout.TransactionRecord;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MomentsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** In 2024 the clocks there went from 2 to 3 on 31 March and from 3 to 2 on 27 October. */
    @ParameterizedTest
    @CsvSource({
        "2024-03-31T10:00:00Z,1d,2024-03-30T11:00:00Z",
        "2024-03-31T10:00:00Z,24h,2024-03-30T10:00:00Z",
        "2024-04-01T00:30:00Z,1d,2024-03-31T01:30:00Z",
        "2024-10-28T11:00:00Z,1d,2024-10-27T11:00:00Z",
        "2024-10-28T11:00:00Z,2d,2024-10-26T10:00:00Z",
        "2024-10-28T01:30:00Z,1d,2024-10-27T00:30:00Z",
        "2024-10-28T11:00:00Z,1W,2024-10-21T10:00:00Z",
        "2024-10-28T11:00:00Z,0d,2024-10-28T11:00:00Z",
        "2024-10-28T11:00:00Z,2024-03-31,2024-03-30T23:00:00Z",
        "2024-10-28T11:00:00Z,03/31/2024,2024-03-30T23:00:00Z",
        "2024-10-28T11:00:00Z,2024-02-29T12:30,2024-02-29T11:30:00Z",
        "2024-10-28T11:00:00Z,2024-10-27T02:30:15,2024-10-27T00:30:15Z"
    })
    void readsAgesAndDates(Instant now, String text, Instant expected) {
        assertThat(Moments.parse(text, Clock.fixed(now, BERLIN))).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "90",
                "d",
                "-1d",
                "1.5d",
                "9999999999d",
                "2023-02-29",
                "2024-13-01",
                "31/12/2024",
                "2024-1-1",
                "1m"
            })
    void refusesAllElse(String text) {
        assertThat(Moments.parse(text, Clock.fixed(Instant.EPOCH, BERLIN))).isEmpty();
    }

    /** Of an hour that comes twice it is the later one: nothing is taken for older than it may be. */
    @ParameterizedTest
    @CsvSource({
        "10/27/2024,02:30:00,2024-10-27T01:30:00Z",
        "10/27/2024,01:59:59,2024-10-26T23:59:59Z",
        "03/31/2024,02:30:00,2024-03-31T01:30:00Z",
        "10/27/24,04:00:00,2024-10-27T03:00:00Z"
    })
    void readsTheTimeOfATransaction(String date, String time, Instant expected) {
        TransactionRecord record = ServerFile.parse(("0000000001,add,file," + date + "," + time + ",\"p\",\"\",\"\",")
                        .getBytes(StandardCharsets.UTF_8))
                .transactions()
                .get(0);

        assertThat(Moments.of(record, BERLIN)).contains(expected);
    }
}
