// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.bucket;

import java.net.URI;
import java.time.Duration;

/**
 * With which somebody gets a file out of a bucket without credentials.
 *
 * @param url a secret
 * @param life how long it is good for
 */
public record SignedUrl(URI url, Duration life) {
    /** Shows no secret. */
    @Override
    public String toString() {
        return "SignedUrl[life=" + life + "]";
    }
}
