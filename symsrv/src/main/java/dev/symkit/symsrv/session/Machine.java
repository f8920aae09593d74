// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.session;

import dev.symkit.path.HostSystem;
import dev.symkit.path.PathEnvironment;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * The process that a client works in. Immutable.
 *
 * @param environment the environment variables
 * @param properties the system properties
 * @param workingDirectory what relative paths start from
 * @param clock the time
 * @param prompt asks the user for passwords, if one sits at a terminal
 */
public record Machine(
        Map<String, String> environment,
        Map<String, String> properties,
        Path workingDirectory,
        Clock clock,
        Optional<PasswordPrompt> prompt) {
    /** Copies the maps. */
    public Machine {
        environment = Map.copyOf(environment);
        properties = Map.copyOf(properties);
    }

    /** What a symbol path depends on. */
    public PathEnvironment paths() {
        return new PathEnvironment(
                HostSystem.of(property("os.name")), environment, property("user.home"), workingDirectory.toString());
    }

    /** A property; empty if it is not set. */
    String property(String name) {
        return properties.getOrDefault(name, "");
    }

    /** Without values, which may be secret. */
    @Override
    public String toString() {
        return "Machine[" + workingDirectory + "]";
    }
}
