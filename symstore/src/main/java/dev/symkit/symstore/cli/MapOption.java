// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.UsageException;
import dev.symkit.path.PathMap;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --map}: where shares are mounted. */
final class MapOption {
    @Option(names = "--map")
    List<String> pairs = new ArrayList<>();

    PathMap map() throws UsageException {
        List<PathMap.Mapping> mappings = new ArrayList<>();
        for (String pair : pairs) {
            mappings.add(PathMap.Mapping.parse(pair).orElseThrow(() -> Rules.invalid(pair, "--map")));
        }
        return new PathMap(mappings);
    }
}
