// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.serve;

import dev.symkit.symproxy.web.Response;

/**
 * A response, and what it is by the words of the access log.
 *
 * @param source upstream that the file comes from; empty if it was here
 */
public record Served(Response response, Result result, String source) {
    /** What a request came to (symproxy.md 16.1). */
    public enum Result {
        /** The file was here. */
        HIT,
        /** It was fetched for this request. */
        FILL,
        /** It was being fetched for another request. */
        JOIN,
        /** It was searched and is nowhere. */
        MISS,
        /** It is known to be nowhere. */
        NEGATIVE,
        /** Its name is never looked up. */
        EXCLUDED,
        /** It could not be found out. */
        ERROR,
        /** The client may not do that. */
        AUTH,
        /** No file was asked for. */
        OTHER
    }

    /** A response for which no upstream counts. */
    static Served of(Response response, Result result) {
        return new Served(response, result, "");
    }
}
