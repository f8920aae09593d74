// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import dev.symkit.symproxy.config.Configuration;
import dev.symkit.symproxy.serve.Access;
import java.io.IOException;
import java.util.function.Consumer;

/** Makes who decides about access. */
@FunctionalInterface
public interface AccessMaker {
    /**
     * Who decides under a configuration.
     *
     * @param failedScheme hears of each request that is refused
     * @throws IOException if what it needs cannot be read
     */
    Access make(Configuration configuration, Consumer<String> failedScheme) throws IOException;
}
