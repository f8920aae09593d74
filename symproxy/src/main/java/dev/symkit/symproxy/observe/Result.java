// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.observe;

import java.util.Locale;

/** How a request ended (symproxy.md 16.1). */
public enum Result {
    /** The file was on disk. */
    HIT,
    /** The request made the server fetch the file. */
    FILL,
    /** The file came from a fetch that another request had begun. */
    JOIN,
    /** All upstreams were asked and none has it. */
    MISS,
    /** It was known to be nowhere. */
    NEGATIVE,
    /** Its name is excluded. */
    EXCLUDED,
    /** Something failed. */
    ERROR,
    /** The client may not do that. */
    AUTH,
    /** No request for a file. */
    OTHER;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The word for logs and metrics. */
    public String label() {
        return label;
    }
}
