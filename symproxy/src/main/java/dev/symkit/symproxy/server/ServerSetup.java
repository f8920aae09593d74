// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import dev.symkit.path.PathMap;
import dev.symkit.symproxy.config.ConfigLoader;
import dev.symkit.symproxy.config.Configuration;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * What a server is started with.
 *
 * @param configuration what to do
 * @param again reads the configuration once more
 * @param file where the configuration is
 * @param data where the server keeps what belongs to no directory
 * @param environment variables
 * @param shares where shares are mounted
 * @param output where the access log goes if it has no file
 * @param version of the program
 * @param clock the time of day
 */
public record ServerSetup(
        Configuration configuration,
        Rereader again,
        Optional<Path> file,
        Path data,
        Map<String, String> environment,
        PathMap shares,
        OutputStream output,
        String version,
        Clock clock) {
    /** Copies the map. */
    public ServerSetup {
        environment = Map.copyOf(environment);
    }

    /** Reads the configuration once more. */
    @FunctionalInterface
    public interface Rereader {
        /** What is in the file now. */
        ConfigLoader.Loaded read() throws IOException;
    }

    /** Shows no environment, in which secrets are. */
    @Override
    public String toString() {
        return "ServerSetup[" + data + ", " + version + "]";
    }
}
