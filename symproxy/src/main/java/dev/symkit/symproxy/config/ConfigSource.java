// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import dev.symkit.path.IniFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a configuration comes from. Immutable.
 *
 * @param file the file; empty if there is none and options and environment say all
 * @param sets texts of the form {@code section.key=value}, which count more
 * @param environment variables
 */
public record ConfigSource(Optional<Path> file, List<String> sets, Map<String, String> environment) {
    /** Copies the collections. */
    public ConfigSource {
        sets = List.copyOf(sets);
        environment = Map.copyOf(environment);
    }

    /**
     * Reads the configuration as it is now.
     *
     * @throws IOException if the file cannot be read or is too large; the message names it
     */
    public ConfigLoader.Loaded load() throws IOException {
        return file.isPresent()
                ? ConfigFile.load(file.get(), environment, sets)
                : new ConfigLoader(environment).load(IniFile.parse("", ""), sets);
    }

    /** Shows no variable and no value, which may be secret. */
    @Override
    public String toString() {
        return "ConfigSource[" + file + "]";
    }
}
