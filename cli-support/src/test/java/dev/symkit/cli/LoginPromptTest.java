// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoginPromptTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Optional<LoginPrompt> prompt(String input, boolean interactive) {
        return LoginPrompt.at(new ToolContext(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                Map.of(),
                Path.of("").toAbsolutePath(),
                Clock.systemUTC(),
                interactive,
                new Cancellation()));
    }

    @Test
    void asksOnStandardErrorWhatATerminalAnswers() {
        assertThat(prompt("me\r\n se cret \n", true).orElseThrow().ask("For h\u001b[1m\r\n"))
                .contains(new LoginPrompt.Answer("me", " se cret "));
        assertThat(out.size()).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("\nFor h[1m\nUser: Password: ");
    }

    @Test
    void asksNobodyIfThereIsNoTerminal() {
        assertThat(prompt("me\nsecret\n", false)).isEmpty();
    }

    @Test
    void takesTheEndOfTheInputAndAnEmptyUserForNoAnswer() {
        assertThat(prompt("", true).orElseThrow().ask("q")).isEmpty();
        assertThat(prompt("me", true).orElseThrow().ask("q")).isEmpty();
        assertThat(prompt("\nsecret\n", true).orElseThrow().ask("q")).isEmpty();
        assertThat(new LoginPrompt.Answer("me", "secret").toString()).doesNotContain("secret");
    }
}
