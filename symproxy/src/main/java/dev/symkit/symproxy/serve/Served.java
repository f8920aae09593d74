// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.serve;

import dev.symkit.symproxy.observe.Result;
import dev.symkit.symproxy.web.Response;

/**
 * A response, and what it is by the words of the access log.
 *
 * @param source upstream that the file comes from; empty if it was here
 */
public record Served(Response response, Result result, String source) {
    /** A response for which no upstream counts. */
    public static Served of(Response response, Result result) {
        return new Served(response, result, "");
    }
}
