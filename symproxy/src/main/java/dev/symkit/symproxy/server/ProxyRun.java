// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.symkit.path.MountedShares;
import dev.symkit.path.PathMap;
import dev.symkit.symproxy.auth.Gate;
import dev.symkit.symproxy.config.ConfigSource;
import dev.symkit.symproxy.config.Configuration;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * What a server needs to run as a process.
 *
 * @param source where the configuration comes from
 * @param data where the server keeps what belongs to no directory
 * @param properties of the system
 * @param output where the access log goes if it has no file
 * @param version of the program
 */
public record ProxyRun(
        ConfigSource source, Path data, Map<String, String> properties, OutputStream output, String version) {
    /** Copies the map. */
    public ProxyRun {
        properties = Map.copyOf(properties);
    }

    /**
     * Starts the server.
     *
     * @throws IOException if it cannot serve; the message says why
     */
    public ProxyServer start(Configuration configuration) throws IOException {
        PathMap shares = shares(source.environment(), properties);
        ServerSetup setup = new ServerSetup(
                configuration,
                source::load,
                source.file(),
                data,
                source.environment(),
                shares,
                output,
                version,
                Clock.systemUTC());
        return ProxyServer.start(setup, (now, failedScheme) -> Gate.of(now, data, failedScheme, Ticker.systemTicker()));
    }

    /**
     * Where shares are mounted, as variables and the system properties say.
     *
     * @throws IOException if they do not say it so that it can be understood
     */
    public static PathMap shares(Map<String, String> environment, Map<String, String> properties) throws IOException {
        Properties all = new Properties();
        all.putAll(properties);
        return PathMap.of(MountedShares.pairs(List.of(), environment, all));
    }

    /** Shows no property. */
    @Override
    public String toString() {
        return "ProxyRun[" + source + ", " + data + "]";
    }
}
