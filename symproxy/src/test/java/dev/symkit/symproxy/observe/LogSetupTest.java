// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symproxy.config.LogKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LogSetupTest {
    @ParameterizedTest
    @EnumSource
    void eventsAndOurOwnLinesAreLoggedAsConfigured(LogKeys.Level level) {
        String word = level.name().toLowerCase(java.util.Locale.ROOT);
        assertThat(LogSetup.properties(level))
                .containsEntry("org.slf4j.simpleLogger.log." + EventLog.LOGGER, word)
                .containsEntry("org.slf4j.simpleLogger.log.dev.symkit", word);
    }

    @Test
    void librariesTellOfWarningsAtMost() {
        assertThat(LogSetup.properties(LogKeys.Level.DEBUG))
                .containsEntry("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        assertThat(LogSetup.properties(LogKeys.Level.ERROR))
                .containsEntry("org.slf4j.simpleLogger.defaultLogLevel", "error");
    }
}
