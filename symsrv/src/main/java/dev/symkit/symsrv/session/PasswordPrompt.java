// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.session;

import java.util.Optional;

/** Asks the person at the terminal. Called by one thread at a time. */
@FunctionalInterface
public interface PasswordPrompt {
    /**
     * Asks for user and password; the password is not shown while it is typed.
     *
     * @param question who wants to know, in one line
     * @return empty if there is no answer
     */
    Optional<Answer> ask(String question);

    /**
     * What was typed.
     *
     * @param password secret
     */
    record Answer(String user, String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return "Answer[" + user + "]";
        }
    }
}
