// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.fill;

import java.util.Optional;

/**
 * A place to search.
 *
 * @param search how
 * @param upstream which one; empty for the directory itself
 */
record Source(Search search, Optional<Upstream> upstream) {
    /** Its name; empty for the directory itself. */
    String name() {
        return upstream.map(Upstream::name).orElse("");
    }

    /** Whether what is found there belongs into the bucket, too. */
    boolean isOutside() {
        return upstream.filter(one -> !one.isStorage()).isPresent();
    }
}
