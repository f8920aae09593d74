// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symstore.Shares;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --map}: where shares are mounted. */
final class MapOption {
    @Option(names = "--map")
    List<String> pairs = new ArrayList<>();

    /** These, and those that are configured. */
    Shares shares(ToolContext context) throws UsageException, IOException {
        for (String pair : pairs) {
            if (!Shares.isPair(pair)) {
                throw Rules.invalid(pair, "--map");
            }
        }
        return Shares.configured(pairs, context.environment(), System.getProperties());
    }
}
