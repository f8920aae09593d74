// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.auth;

import java.util.Optional;

/** Asks the user. The commands that have a terminal bring one. */
@FunctionalInterface
public interface Prompter {
    /**
     * Asks for user and password, without echo.
     *
     * @param host who wants to know
     * @param realm what for, as the server says
     */
    Optional<UserPassword> ask(String host, Optional<String> realm);
}
