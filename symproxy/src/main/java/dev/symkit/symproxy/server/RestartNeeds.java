// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import dev.symkit.symproxy.config.Configuration;
import java.util.ArrayList;
import java.util.List;

/** What of a configuration is looked at only when the server starts (symproxy.md 15). */
final class RestartNeeds {
    private RestartNeeds() {}

    /** What changed of that, in words. */
    static List<String> of(Configuration first, Configuration now) {
        List<String> changed = new ArrayList<>();
        boolean sameListeners = Listeners.main(first).equals(Listeners.main(now))
                && Listeners.admin(first).equals(Listeners.admin(now));
        if (!sameListeners) {
            changed.add("listeners and limits of connections in [server], and [tls]");
        }
        for (String section : List.of("log", "status", "storage")) {
            if (!first.section(section).equals(now.section(section))) {
                changed.add("[" + section + "]");
            }
        }
        if (!first.section("misses").equals(now.section("misses"))) {
            changed.add("of [misses] maxEntries, ageTimeout, persist and critical");
        }
        return changed;
    }
}
