// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.auth;

import java.util.Optional;

/** A place where credentials may be found. Thread-safe. */
public interface CredentialSource {
    /**
     * Looks for credentials.
     *
     * @param request what for
     * @param refused how many of this source the server has refused already
     * @throws AuthException if the source should know, but something is wrong with it
     */
    Optional<Credential> find(AuthRequest request, int refused) throws AuthException;
}
