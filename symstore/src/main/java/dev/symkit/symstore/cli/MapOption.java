// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.UsageException;
import dev.symkit.symstore.Shares;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --map}: where shares are mounted. */
final class MapOption {
    @Option(names = "--map")
    List<String> pairs = new ArrayList<>();

    Shares shares() throws UsageException {
        for (String pair : pairs) {
            if (!Shares.isPair(pair)) {
                throw Rules.invalid(pair, "--map");
            }
        }
        return Shares.of(pairs);
    }
}
