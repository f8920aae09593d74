// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.module;

import java.io.IOException;
import java.util.Optional;

/** Lines of text that a command reads where the user writes commands: standard input. Confined to the thread of the shell. */
@FunctionalInterface
public interface Input {
    /** Where there is none. */
    Input NONE = Optional::empty;

    /**
     * The next line without its end; empty where the input ends.
     *
     * @throws IOException if it cannot be read, or the line is too long
     */
    Optional<String> next() throws IOException;
}
