// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import java.io.IOException;

/** What a word at the prompt does. Stateless: what lasts is in the session. */
@FunctionalInterface
public interface Command {
    /**
     * Answers.
     *
     * @param argument all that stands behind the first blank after the word, without blanks at its ends
     * @throws IOException if a file cannot be read, or is damaged: the shell says so in one line
     */
    void run(Session session, String argument) throws IOException;
}
