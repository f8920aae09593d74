// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageEntryTest {
    private static final String TIME = "2026-11-29T15:00:00.123456789Z";

    private static boolean isSame(String noted, String found) {
        return new StorageEntry(StorageEntry.Kind.FILE, 10, Instant.parse(TIME), found).hasVersion(noted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10;2026-11-29T15:00:00.1234567Z;smb:1f",
                "10;2026-11-29T15:00:00.123456700Z;null",
                "10;2026-11-29T15:00:00.123456789Z;(dev=801,ino=7)",
                "10;2026-11-29T15:00:00.123456789Z;(dev=fe01,ino=9)",
            })
    void aFileNumberedElsewhereIsKnownBySizeAndTime(String found) {
        assertThat(isSame("10;" + TIME + ";(dev=fe01,ino=9)", found)).isTrue();
        assertThat(isSame(found, "10;" + TIME + ";(dev=fe01,ino=9)")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "11;2026-11-29T15:00:00.123456789Z;smb:1f",
                "10;2026-11-29T15:00:00.1234566Z;smb:1f",
                "10;2026-11-29T15:00:01.1234567Z;smb:1f",
                "10;2026-11-29T15:00:00.123456789Z;(dev=fe01,ino=8)",
                "10;yesterday;smb:1f",
                "10;2026-11-29T15:00:00.123456789Z",
                "'\"etag\"'",
                "''",
            })
    void anyOtherIsAnotherVersion(String noted) {
        assertThat(isSame(noted, "10;" + TIME + ";(dev=fe01,ino=9)")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10;2026-11-29T15:00:00.1234567Z;smb:1f | 10;2026-11-29T15:00:00.1234567Z;smb:2f",
                "10;2026-11-29T15:00:00.1Z;null | 10;2026-11-29T15:00:00.2Z;null",
                "10;2026-11-29T15:00:00.1Z;3 | 10;2026-11-29T15:00:00.1Z;4",
                "10;2026-11-29T15:00:00.1Z;3 | 10;2026-11-29T15:00:00.1Z;smb:4",
                "etag1 | etag2",
            })
    void numbersOfOneKindMustBeEqual(String noted, String found) {
        assertThat(isSame(noted, found)).isFalse();
        assertThat(isSame(found, found)).isTrue();
    }
}
