// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.UsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The texts that a new transaction records. */
final class TextOptions extends ProductOptions {
    @Option(names = "-c")
    @Nullable
    String comment;

    /** Refuses a text that is too long. */
    void check() throws UsageException {
        Rules.requireText(product, "/t");
        Rules.requireText(version, "/v");
        Rules.requireText(comment, "/c");
    }
}
