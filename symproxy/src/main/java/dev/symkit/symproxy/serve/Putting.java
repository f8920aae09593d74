// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.serve;

import dev.symkit.symproxy.route.Target;
import dev.symkit.symproxy.web.Request;
import dev.symkit.symproxy.web.Response;

/** Takes files for a directory (symproxy.md 8.8). Thread-safe; blocks while the body comes. */
public interface Putting {
    /** Puts one file. */
    Response put(Request request, Target.File target, String query, String user);

    /** Does another call. */
    Response call(Request request, Target.Call call, String query, String user);
}
