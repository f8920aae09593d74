// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.cli.Cancellation;
import dev.symkit.cli.ToolContext;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class VerbOutputTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Cancellation cancellation = new Cancellation();
    private final VerbOutput output = new VerbOutput("add", "S", Optional.empty(), true);
    private final VerbOutput.Body body = stream -> {
        throw new InterruptedIOException("timed out");
    };

    @Test
    void aTimeOutThatNobodyAskedForIsAFailureLikeAnyOther() throws Exception {
        assertThat(output.run(context(), body)).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"verb\":\"add\",\"store\":\"S\",\"error\":{\"class\":\"Store\",\"message\":\"timed out\"}}\n");
    }

    @Test
    void anInterruptionIsPassedOn() {
        cancellation.cancel();
        assertThatThrownBy(() -> output.run(context(), body)).isInstanceOf(InterruptedIOException.class);
        assertThat(out.size()).isZero();
    }

    private ToolContext context() {
        return new ToolContext(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                InputStream.nullInputStream(),
                Map.of(),
                Path.of("").toAbsolutePath(),
                Clock.systemUTC(),
                false,
                cancellation);
    }
}
