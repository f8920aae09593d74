// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.serve;

import dev.symkit.symproxy.route.TargetParser;
import java.util.Map;
import java.util.Optional;

/**
 * All that is served under one configuration. Immutable; another configuration makes another one.
 *
 * @param parser reads targets
 * @param access who may do what
 * @param directories by their names as configured
 * @param debuginfod whether build ids are served
 * @param services the services below {@code /-/}, if they are here
 */
public record Site(
        TargetParser parser,
        Access access,
        Map<String, Directory> directories,
        boolean debuginfod,
        Optional<Services> services) {
    /** Copies the map. */
    public Site {
        directories = Map.copyOf(directories);
    }

    /**
     * A directory of the site.
     *
     * @param tiers what {@code index2.txt} says
     * @param uploads takes files, if it does
     * @param listings answer who looks into it, if that is allowed
     */
    public record Directory(
            DirectoryService service, int tiers, Optional<Putting> uploads, Optional<Listings> listings) {}

    /** The services of the server. */
    @FunctionalInterface
    public interface Services {
        /** Answers a call of a service. */
        Served serve(dev.symkit.symproxy.web.Request request, String path, String query, Optional<String> token);
    }
}
