// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import dev.symkit.path.AnsiText;
import dev.symkit.path.IniFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
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
public record ConfigFile(Optional<Path> file, List<String> sets, Map<String, String> environment) {
    private static final int MAX_SIZE = 1 << 20;

    /** Copies the collections. */
    public ConfigFile {
        sets = List.copyOf(sets);
        environment = Map.copyOf(environment);
    }

    /**
     * Reads the configuration as it is now.
     *
     * @throws IOException if the file cannot be read or has more than 1 MiB
     */
    public ConfigLoader.Loaded load() throws IOException {
        IniFile ini = file.isPresent() ? read(file.get()) : IniFile.parse("", "");
        return new ConfigLoader(environment).load(ini, sets);
    }

    /** Reads a file of the form of a configuration. */
    public static IniFile read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_SIZE + 1);
            if (bytes.length > MAX_SIZE) {
                throw new IOException(file + ": larger than the " + MAX_SIZE + " bytes allowed for a configuration");
            }
            return IniFile.parse(AnsiText.decode(bytes), file.toString());
        }
    }

    /** Shows no variable and no value, which may be secret. */
    @Override
    public String toString() {
        return "ConfigFile[" + file + "]";
    }
}
