// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.route;

import java.util.Optional;

/**
 * A request target taken apart.
 *
 * @param target what it asks for
 * @param token the token in front of the path; empty without one
 * @param query what stands behind the question mark, as it came; empty without one
 */
public record RequestTarget(Target target, Optional<String> token, String query) {
    /** Shows no token. */
    @Override
    public String toString() {
        return "RequestTarget[" + target + (token.isPresent() ? ", with a token" : "") + "]";
    }
}
