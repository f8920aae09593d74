// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upkeep;

import dev.symkit.path.PathMap;
import dev.symkit.symproxy.config.Configuration;
import dev.symkit.symproxy.config.DirectoryKeys;
import dev.symkit.symproxy.server.DirectoryParts;
import dev.symkit.symproxy.server.ProxyRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What upkeep works with.
 *
 * @param configuration that of the server
 * @param environment variables
 * @param shares where shares are mounted
 * @param temporary a directory that exists, for what is not kept
 */
public record UpkeepSetup(
        Configuration configuration, Map<String, String> environment, PathMap shares, Path temporary) {
    /** Copies the map. */
    public UpkeepSetup {
        environment = Map.copyOf(environment);
    }

    /**
     * The same as the server would work with.
     *
     * @throws IOException if variables do not say where shares are so that it can be understood
     */
    public static UpkeepSetup of(
            Configuration configuration, Map<String, String> environment, Map<String, String> properties)
            throws IOException {
        Path temporary = Path.of(properties.getOrDefault("java.io.tmpdir", "."));
        return new UpkeepSetup(configuration, environment, ProxyRun.shares(environment, properties), temporary);
    }

    /** The directories of the configuration, in its order. */
    public List<DirectoryParts> directories() {
        return configuration.directories().stream()
                .map(section -> DirectoryParts.of(section, configuration, shares))
                .toList();
    }

    /** The directories that files come to from elsewhere. */
    public List<DirectoryParts> filled() {
        return directories().stream()
                .filter(each -> each.bucket()
                        || !each.section().get(DirectoryKeys.UPSTREAM).isEmpty())
                .toList();
    }

    /** The directory of a name. */
    public Optional<DirectoryParts> directory(String name) {
        return directories().stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** Shows no variable, which may be secret. */
    @Override
    public String toString() {
        return "UpkeepSetup[]";
    }
}
